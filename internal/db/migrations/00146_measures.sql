-- +goose Up

-- A score says itself whose it is, of what and when, so that how a group went
-- is read from one index.
ALTER TABLE response_scores ADD COLUMN person_id TEXT NOT NULL DEFAULT '';
ALTER TABLE response_scores ADD COLUMN instrument TEXT NOT NULL DEFAULT '';
ALTER TABLE response_scores ADD COLUMN day TEXT NOT NULL DEFAULT '';           -- date of the answers
UPDATE response_scores SET person_id = (SELECT r.person_id FROM responses r WHERE r.id = response_id),
    instrument = (SELECT r.instrument FROM responses r WHERE r.id = response_id), day = (SELECT r.day FROM responses r WHERE r.id = response_id);

-- Answers from before scores were kept get theirs.
INSERT INTO response_scores (response_id, scale, value, why, answered, items, person_id, instrument, day)
    SELECT id, 'satisfied', satisfied, CASE WHEN satisfied IS NULL THEN 'not answered' ELSE '' END, CASE WHEN satisfied IS NULL THEN 0 ELSE 1 END, 1, person_id, instrument, day FROM responses WHERE answers = ''
    UNION ALL SELECT id, 'worthwhile', worthwhile, CASE WHEN worthwhile IS NULL THEN 'not answered' ELSE '' END, CASE WHEN worthwhile IS NULL THEN 0 ELSE 1 END, 1, person_id, instrument, day FROM responses WHERE answers = ''
    UNION ALL SELECT id, 'happy', happy, CASE WHEN happy IS NULL THEN 'not answered' ELSE '' END, CASE WHEN happy IS NULL THEN 0 ELSE 1 END, 1, person_id, instrument, day FROM responses WHERE answers = ''
    UNION ALL SELECT id, 'anxious', anxious, CASE WHEN anxious IS NULL THEN 'not answered' ELSE '' END, CASE WHEN anxious IS NULL THEN 0 ELSE 1 END, 1, person_id, instrument, day FROM responses WHERE answers = '';

CREATE INDEX response_scores_course ON response_scores (instrument, scale, person_id, day, response_id, value);
DROP INDEX responses_instrument;

-- When an instrument is asked. One without a row is asked when somebody thinks
-- of it.
CREATE TABLE instrument_schedules (
    instrument  TEXT PRIMARY KEY,
    active      BOOLEAN NOT NULL,
    first_days  INTEGER NOT NULL,          -- first within so many days of being taken on
    months      TEXT NOT NULL,             -- then so many months after the first: "3 6 12"
    window_days INTEGER NOT NULL,          -- so many days sooner or later count
    changed_by  TEXT NOT NULL,             -- name
    changed_at  BIGINT NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1
);

-- Times at which an instrument was due and could not be asked, and why.
CREATE TABLE measure_misses (
    id          TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL,
    instrument  TEXT NOT NULL,
    started     TEXT NOT NULL,             -- date on which the person was taken on: the episode
    months      INTEGER NOT NULL,          -- after the first; 0 for the first itself
    reason      TEXT NOT NULL,             -- form.Reason
    by_id       TEXT NOT NULL,
    by_name     TEXT NOT NULL,
    at          BIGINT NOT NULL
);
CREATE INDEX measure_misses_person ON measure_misses (person_id, instrument, started, months);
