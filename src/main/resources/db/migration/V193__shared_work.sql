-- Files that a request waits for while another one fetches them.
CREATE TABLE download_wait (
    request     VARCHAR(64) NOT NULL,
    download_id BIGINT      NOT NULL REFERENCES download (id) ON DELETE CASCADE,
    PRIMARY KEY (request, download_id)
);
