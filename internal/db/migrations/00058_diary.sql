-- +goose Up
ALTER TABLE tasks ADD COLUMN repeat_every INTEGER NOT NULL DEFAULT 0; -- every how many units it comes again; 0 for never
ALTER TABLE tasks ADD COLUMN repeat_unit TEXT NOT NULL DEFAULT '';    -- day | week | month
ALTER TABLE tasks ADD COLUMN repeat_from TEXT;                        -- date from which the repeats are counted; NULL for none
ALTER TABLE tasks ADD COLUMN next_id TEXT;                            -- the repeat that was made when this was done
ALTER TABLE tasks ADD COLUMN done_by TEXT NOT NULL DEFAULT '';        -- account that ticked it off; '' when the work itself did
CREATE INDEX tasks_done ON tasks (account_id, done_at) WHERE done_by <> '';

ALTER TABLE appointments ADD COLUMN why TEXT NOT NULL DEFAULT '';     -- why it was moved last, cancelled or missed
ALTER TABLE appointments ADD COLUMN moved INTEGER NOT NULL DEFAULT 0; -- how often it was moved; state may now be missed too
CREATE INDEX appointments_day ON appointments (account_id, starts_at);
