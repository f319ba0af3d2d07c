-- +goose Up

-- A file of participants' answers that was taken out of the house: what for, by whom. A
-- withdrawal lists it, so that whoever holds it can be asked to destroy it.
CREATE TABLE study_extracts (
    id               TEXT PRIMARY KEY,
    questionnaire_id TEXT NOT NULL REFERENCES study_questionnaires (id),
    purpose          TEXT NOT NULL,
    responses        INTEGER NOT NULL,
    made_at          BIGINT NOT NULL,
    made_by          TEXT NOT NULL
);
CREATE INDEX study_extracts_of ON study_extracts (questionnaire_id, made_at);
