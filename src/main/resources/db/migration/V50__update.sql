-- Software updates; the file itself is in the content library under its SHA-256.
CREATE TABLE catalog_entry (
    id             VARCHAR(36)   NOT NULL PRIMARY KEY,
    kb             VARCHAR(20),
    title          VARCHAR(1000) NOT NULL,
    kind           VARCHAR(30)   NOT NULL,
    classification VARCHAR(100)  NOT NULL,
    architecture   VARCHAR(10)   NOT NULL,
    release_date   TIMESTAMP     NOT NULL,
    deltas         BOOLEAN       NOT NULL,
    file_name      VARCHAR(255)  NOT NULL,
    sha256         CHAR(64)      NOT NULL UNIQUE,
    size_bytes     BIGINT        NOT NULL,
    container      VARCHAR(10)   NOT NULL,
    search_text    TEXT          NOT NULL,
    packages       TEXT          NOT NULL,
    superseded_by  VARCHAR(36)   REFERENCES catalog_entry (id)
);

CREATE INDEX catalog_entry_by_date ON catalog_entry (release_date DESC, id);
CREATE INDEX catalog_entry_by_kb ON catalog_entry (kb);
