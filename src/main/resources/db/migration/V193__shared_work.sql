-- Files that a request waits for while another one fetches them.
CREATE TABLE download_wait (
    request     VARCHAR(64) NOT NULL,
    download_id BIGINT      NOT NULL REFERENCES download (id) ON DELETE CASCADE,
    PRIMARY KEY (request, download_id)
);

-- What the source of the offline catalogue called the state of it that was read last, so that an
-- unchanged one is not fetched again.
CREATE TABLE catalogue_fetch (
    location      VARCHAR(1000) NOT NULL PRIMARY KEY,
    etag          VARCHAR(500),
    last_modified VARCHAR(500)
);

-- Which node synchronises now; null for none.
CREATE TABLE synchronization (
    id    INTEGER NOT NULL PRIMARY KEY,
    node  VARCHAR(100),
    since TIMESTAMP
);
INSERT INTO synchronization (id) VALUES (1);
