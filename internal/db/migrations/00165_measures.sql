-- +goose Up

-- Answers that do not stand any more stay, out of every score, chart and
-- figure: others were put in their place, or they were taken back.
ALTER TABLE responses ADD COLUMN corrects_id TEXT;                   -- the earlier answers that these correct
ALTER TABLE responses ADD COLUMN out_how TEXT NOT NULL DEFAULT '';   -- corrected | not-theirs | taken-back; '' while they stand
ALTER TABLE responses ADD COLUMN out_why TEXT NOT NULL DEFAULT '';
ALTER TABLE responses ADD COLUMN out_by TEXT NOT NULL DEFAULT '';    -- name
ALTER TABLE responses ADD COLUMN out_at BIGINT;                      -- NULL while they stand

-- That somebody read answers, and what they did about them.
CREATE TABLE response_notes (
    id          TEXT PRIMARY KEY,
    response_id TEXT NOT NULL REFERENCES responses (id),
    person_id   TEXT NOT NULL,
    words       TEXT NOT NULL,             -- what was done; '' for having read
    by_id       TEXT NOT NULL,
    by_name     TEXT NOT NULL,
    at          BIGINT NOT NULL
);
CREATE INDEX response_notes_person ON response_notes (person_id, at);
CREATE INDEX response_notes_response ON response_notes (response_id, at);

-- Whoever asked has read what they heard.
INSERT INTO response_notes (id, response_id, person_id, words, by_id, by_name, at)
    SELECT id, id, person_id, '', by_id, by_name, recorded_at FROM responses WHERE mode = 'staff-asked';

-- That something could not be asked may be taken back; it is due again then.
ALTER TABLE measure_misses ADD COLUMN taken_back_at BIGINT;                    -- NULL while it holds
ALTER TABLE measure_misses ADD COLUMN taken_back_by TEXT NOT NULL DEFAULT '';  -- name
