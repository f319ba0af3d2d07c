-- +goose Up

-- The first day on which a room above the sessions collected something of a participant:
-- windows count from it, as they do from a first session.
CREATE TABLE study_first_data (
    participant_id TEXT PRIMARY KEY REFERENCES participants (id),
    study_id       TEXT NOT NULL REFERENCES studies (id),
    day            TEXT NOT NULL
);
CREATE INDEX study_first_data_study ON study_first_data (study_id);
