-- The nodes of the site. A node that is alive counts its beat up; the others watch the number, so
-- that no two clocks have to agree.
CREATE TABLE node (
    name        VARCHAR(100) PRIMARY KEY,
    incarnation VARCHAR(36)  NOT NULL,
    beat        BIGINT       NOT NULL,
    state       VARCHAR(12)  NOT NULL,
    slots       INTEGER      NOT NULL,
    started_at  TIMESTAMP    NOT NULL,
    seen_at     TIMESTAMP    NOT NULL
);

-- The version number a run publishes under. It belongs to that run for ever, so that a lost node
-- that wakes up in the middle of publishing meets nobody else's files.
ALTER TABLE run ADD COLUMN reserved_version INTEGER;

ALTER TABLE servicing_schedule ADD COLUMN restart_after_host_loss BOOLEAN DEFAULT FALSE NOT NULL;
