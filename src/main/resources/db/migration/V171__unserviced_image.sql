-- Images that come with a serviced one and that a run leaves as they are: WinRE, boot.wim.
CREATE TABLE unserviced_image (
    run_number BIGINT        NOT NULL REFERENCES run (run_number) ON DELETE CASCADE,
    place      INTEGER       NOT NULL,
    name       VARCHAR(1000) NOT NULL,
    version    VARCHAR(100),
    PRIMARY KEY (run_number, place)
);
