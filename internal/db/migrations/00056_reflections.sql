-- +goose Up
-- A worker's own note on where they used their judgement. It is not part of
-- anybody's record.
CREATE TABLE reflections (
    id            TEXT PRIMARY KEY,
    worker_id     TEXT NOT NULL,              -- account; nobody else reads it unless it is brought
    team_id       TEXT NOT NULL,
    person_id     TEXT NOT NULL,              -- '' unless the worker chose to name somebody
    boundary_id   TEXT NOT NULL,              -- which boundary the worker says it leant past, '' for none
    kinds         TEXT NOT NULL,              -- space-separated codes of vocabulary.Judgements
    words         TEXT NOT NULL,
    made_at       BIGINT NOT NULL,
    brought_at    BIGINT,                     -- ms UTC, while it is brought to supervision
    answer        TEXT NOT NULL DEFAULT '',   -- the supervisor's words
    answered_name TEXT NOT NULL DEFAULT '',
    answered_at   BIGINT,
    version       INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX reflections_worker ON reflections (worker_id, made_at);
CREATE INDEX reflections_brought ON reflections (team_id, brought_at) WHERE brought_at IS NOT NULL;
CREATE INDEX reflections_person ON reflections (person_id) WHERE person_id <> '';

-- What a team agreed that the role does and does not do. An old wording ends
-- and a new one begins.
CREATE TABLE boundaries (
    id       TEXT PRIMARY KEY,
    team_id  TEXT NOT NULL,
    line     TEXT NOT NULL,                   -- the same through all its wordings
    words    TEXT NOT NULL,
    since    TEXT NOT NULL,                   -- date
    ended_on TEXT,                            -- date, NULL for the wording that holds
    by_name  TEXT NOT NULL,
    version  INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX boundaries_team ON boundaries (team_id, since);
