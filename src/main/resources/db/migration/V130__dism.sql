-- Work that is done once more, after a pause.
ALTER TABLE operation ADD COLUMN not_before TIMESTAMP;

ALTER TABLE servicing_schedule ADD COLUMN compact_image BOOLEAN DEFAULT TRUE NOT NULL;
