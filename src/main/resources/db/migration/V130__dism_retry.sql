-- Work that is done once more, after a pause.
ALTER TABLE operation ADD COLUMN not_before TIMESTAMP;
