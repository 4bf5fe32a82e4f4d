-- The runs that retention has removed: every node removes the files it has of them.
CREATE TABLE removed_run (
    run_number BIGINT PRIMARY KEY
);
