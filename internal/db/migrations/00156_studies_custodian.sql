-- +goose Up

-- The only place where somebody in a study and their care record stand beside each
-- other. A custodian makes the row; nobody of the study reads it.
CREATE TABLE study_joins (
    id             TEXT PRIMARY KEY,
    study_id       TEXT NOT NULL REFERENCES studies (id),
    participant_id TEXT NOT NULL UNIQUE REFERENCES participants (id),
    person_id      TEXT NOT NULL,
    purpose        TEXT NOT NULL,              -- record: as they agreed; deaths: only to answer whether they may be contacted
    joined_at      BIGINT NOT NULL,
    joined_by      TEXT NOT NULL               -- name
);
CREATE INDEX study_joins_person ON study_joins (person_id, study_id);
CREATE INDEX study_joins_study ON study_joins (study_id);
