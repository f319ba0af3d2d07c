-- +goose Up

-- Answers that do not stand any more stay: others were put in their place, or
-- they were taken back.
ALTER TABLE askings ADD COLUMN corrects_id TEXT;                    -- the earlier answers that these correct
ALTER TABLE askings ADD COLUMN out_how TEXT NOT NULL DEFAULT '';    -- corrected | not-theirs | taken-back; '' while they stand
ALTER TABLE askings ADD COLUMN out_why TEXT NOT NULL DEFAULT '';
ALTER TABLE askings ADD COLUMN out_by TEXT NOT NULL DEFAULT '';     -- name
ALTER TABLE askings ADD COLUMN out_at BIGINT;                       -- NULL while they stand

-- How the latest link went. Where answers came from, if from another system: who
-- they are by there, when they were given, and what the file was, so that the
-- same is not taken in twice.
ALTER TABLE askings ADD COLUMN way TEXT NOT NULL DEFAULT '';         -- sms | email | code; '' for older rows and those asked by staff
ALTER TABLE askings ADD COLUMN sent_at BIGINT;                       -- the latest link; NULL where it is asked_at
ALTER TABLE askings ADD COLUMN came_from TEXT NOT NULL DEFAULT '';   -- name of the system, where the file has one
ALTER TABLE askings ADD COLUMN answered_on TEXT;                     -- day of the answers, where it is another than finished_at
ALTER TABLE askings ADD COLUMN identifier TEXT NOT NULL DEFAULT '';  -- of the answers in that system
ALTER TABLE askings ADD COLUMN content TEXT NOT NULL DEFAULT '';     -- SHA-256 of what was in the file, in hex
