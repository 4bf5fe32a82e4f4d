-- The log of each run, a row per line. The offset is where the line begins in the log, in bytes of
-- UTF-8 with line ends, so that the rows after one another are the log, byte for byte.
CREATE TABLE run_log (
    run_number  BIGINT NOT NULL,
    log_offset  BIGINT NOT NULL,
    activity_id VARCHAR(255),
    text        VARCHAR(1000000) NOT NULL,
    PRIMARY KEY (run_number, log_offset)
);

-- How long each log is. Who appends locks this row and no other; the run's own row stays free.
CREATE TABLE run_log_size (
    run_number BIGINT PRIMARY KEY,
    size       BIGINT NOT NULL
);
