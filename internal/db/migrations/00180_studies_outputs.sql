-- +goose Up

-- What came of a study, for everybody to read.
CREATE TABLE study_outputs (
    id        TEXT PRIMARY KEY,
    study_id  TEXT NOT NULL REFERENCES studies (id),
    kind      TEXT NOT NULL,
    title     TEXT NOT NULL,
    authors   TEXT NOT NULL,
    venue     TEXT NOT NULL,                   -- journal, website, place
    summary   TEXT NOT NULL,                   -- in plain English
    address   TEXT NOT NULL,                   -- where it is, '' for nowhere yet
    came_out  TEXT,                            -- day; NULL while it is only planned
    added_at  BIGINT NOT NULL,
    added_by  TEXT NOT NULL,
    version   INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_outputs_study ON study_outputs (study_id, came_out);
