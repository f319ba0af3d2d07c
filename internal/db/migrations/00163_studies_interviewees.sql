-- +goose Up

-- Whom a study wants to interview of those who opted in.
CREATE TABLE study_frames (
    questionnaire_id TEXT PRIMARY KEY REFERENCES study_questionnaires (id),
    wanted           TEXT NOT NULL,            -- JSON: how many of which kind
    about            INTEGER NOT NULL,         -- how many in all
    seed             TEXT NOT NULL,            -- of the lot, drawn once
    version          INTEGER NOT NULL DEFAULT 1
);

-- What was decided about somebody who opted in, and why. The last one counts.
CREATE TABLE study_choices (
    id               TEXT PRIMARY KEY,
    questionnaire_id TEXT NOT NULL REFERENCES study_questionnaires (id),
    participant_id   TEXT NOT NULL REFERENCES participants (id),
    state            TEXT NOT NULL,            -- chosen, reserve, not now
    reason           TEXT NOT NULL,
    at               BIGINT NOT NULL,
    by_name          TEXT NOT NULL
);
CREATE INDEX study_choices_of ON study_choices (questionnaire_id, at);
