-- +goose Up

-- Words of a participant that were chosen from a transcript without names: under a theme,
-- to work with, and as a quote where they allow that.
CREATE TABLE study_passages (
    id             TEXT PRIMARY KEY,
    study_id       TEXT NOT NULL REFERENCES studies (id),
    session_id     TEXT NOT NULL REFERENCES study_sessions (id),
    participant_id TEXT NOT NULL REFERENCES participants (id),
    theme          TEXT NOT NULL,
    words          TEXT NOT NULL,             -- '' once destroyed
    quoted_in      TEXT NOT NULL,             -- where they are quoted, '' for nowhere
    published      BOOLEAN NOT NULL,          -- there, for everybody: cannot be recalled
    made_at        BIGINT NOT NULL,
    made_by        TEXT NOT NULL
);
CREATE INDEX study_passages_study ON study_passages (study_id, theme);
