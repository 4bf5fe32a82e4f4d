-- Durable work behind a waiting step of a process, or on its own.
CREATE TABLE operation (
  id VARCHAR(36) PRIMARY KEY,
  kind VARCHAR(10) NOT NULL,
  work VARCHAR(100) NOT NULL,
  process_instance_id VARCHAR(64),
  activity_instance_id VARCHAR(64),
  activity_id VARCHAR(255),
  run_number BIGINT,
  node VARCHAR(100) NOT NULL,
  state VARCHAR(12) NOT NULL,
  input VARCHAR(1000000) NOT NULL,
  message VARCHAR(4000),
  progress DOUBLE PRECISION,
  output_read BIGINT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  started_at TIMESTAMP,
  ended_at TIMESTAMP
);
CREATE INDEX operation_by_run ON operation (run_number, state);
CREATE INDEX operation_by_step ON operation (activity_instance_id);
CREATE INDEX operation_by_node ON operation (node, state);
