-- +goose Up

-- An event is held by a study, or by those who run an entry of the directory. Neither
-- database can take NOT NULL away in the same words, so the column is made anew.
ALTER TABLE events ADD COLUMN host_study TEXT REFERENCES studies (id);
UPDATE events SET host_study = study_id;
DROP INDEX events_of_study;
ALTER TABLE events DROP COLUMN study_id;
ALTER TABLE events RENAME COLUMN host_study TO study_id;
ALTER TABLE events ADD COLUMN entry_id TEXT CHECK ((study_id IS NULL) <> (entry_id IS NULL)); -- one of both
CREATE INDEX events_of_study ON events (study_id);
CREATE INDEX events_of_entry ON events (entry_id);

-- How long after its last day an event keeps the names and addresses of people, and when
-- they were taken away.
ALTER TABLE events ADD COLUMN keep_months INTEGER NOT NULL DEFAULT 12;
ALTER TABLE events ADD COLUMN forgotten_at BIGINT;
