-- What the rule of a schedule wanted for an image and could not have, with the reasons.
ALTER TABLE occurrence_image ADD COLUMN left_out VARCHAR(4000);
