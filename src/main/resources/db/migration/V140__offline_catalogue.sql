-- Where updates come from, and what came of the last look at it.
CREATE TABLE update_source (
    name            VARCHAR(30)   NOT NULL PRIMARY KEY,
    location        VARCHAR(1000) NOT NULL,
    attempted_at    TIMESTAMP     NOT NULL,
    synchronized_at TIMESTAMP,
    content_date    TIMESTAMP,
    content_sha256  VARCHAR(64),
    added           INTEGER       NOT NULL,
    changed         INTEGER       NOT NULL,
    withdrawn       INTEGER       NOT NULL,
    error_count     INTEGER       NOT NULL
);

CREATE TABLE update_source_error (
    source      VARCHAR(30)   NOT NULL REFERENCES update_source (name),
    position    INTEGER       NOT NULL,
    subject     VARCHAR(500)  NOT NULL,
    revision_id BIGINT,
    reason      VARCHAR(2000) NOT NULL,
    PRIMARY KEY (source, position)
);

-- Counts the changes of what is known about updates, so that each node sees when its index is old.
CREATE TABLE update_change (
    id      INTEGER NOT NULL PRIMARY KEY,
    changes BIGINT  NOT NULL
);
INSERT INTO update_change (id, changes) VALUES (1, 0);

-- What the offline catalogue knows, one row for each revision: products, classifications and
-- conditions (detectoids) too. Long texts are VARCHAR, since H2 keeps a TEXT apart from its row.
CREATE TABLE catalogue_update (
    revision_id        BIGINT      NOT NULL PRIMARY KEY,
    update_id          VARCHAR(36) NOT NULL,
    revision_number    INTEGER     NOT NULL,
    created_at         TIMESTAMP   NOT NULL,
    is_bundle          BOOLEAN     NOT NULL,
    is_software        BOOLEAN     NOT NULL,
    default_language   VARCHAR(20),
    categories         VARCHAR(100000),
    prerequisites      VARCHAR(1000000),
    bundled_by         VARCHAR(1000000),
    superseded_by      VARCHAR(1000000),
    listing_digest     BIGINT      NOT NULL,
    complete           BOOLEAN     NOT NULL,
    type               VARCHAR(30),
    title              VARCHAR(500),
    description        VARCHAR(4000),
    kb                 VARCHAR(20),
    severity           VARCHAR(30),
    handler            VARCHAR(40),
    architecture       VARCHAR(10),
    lowest_build       INTEGER,
    highest_build      INTEGER,
    core_prerequisites VARCHAR(1000000),
    rules              VARCHAR(1000000),
    withdrawn_at       TIMESTAMP
);
CREATE INDEX catalogue_update_by_update ON catalogue_update (update_id);

CREATE TABLE catalogue_payload (
    revision_id BIGINT       NOT NULL REFERENCES catalogue_update (revision_id) ON DELETE CASCADE,
    position    INTEGER      NOT NULL,
    file_name   VARCHAR(255) NOT NULL,
    size_bytes  BIGINT       NOT NULL,
    sha1        VARCHAR(40)  NOT NULL,
    sha256      VARCHAR(64),
    PRIMARY KEY (revision_id, position)
);
CREATE INDEX catalogue_payload_by_sha1 ON catalogue_payload (sha1);
CREATE INDEX catalogue_payload_by_sha256 ON catalogue_payload (sha256);

CREATE TABLE catalogue_location (
    sha1 VARCHAR(40)   NOT NULL PRIMARY KEY,
    url  VARCHAR(2000) NOT NULL
);
