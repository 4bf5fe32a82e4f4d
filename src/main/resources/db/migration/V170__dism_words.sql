-- What DISM itself said about a failure, apart from what it means and what to do.
ALTER TABLE run ADD COLUMN failure_sentence VARCHAR(2000);
ALTER TABLE run ADD COLUMN failure_package VARCHAR(1000);
ALTER TABLE run ADD COLUMN failure_log VARCHAR(2000);
ALTER TABLE update_result ADD COLUMN dism_sentence VARCHAR(2000);
ALTER TABLE update_result ADD COLUMN dism_package VARCHAR(1000);
ALTER TABLE update_result ADD COLUMN dism_log VARCHAR(2000);
