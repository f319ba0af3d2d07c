-- +goose Up
-- A person given by one worker to another, with what the new one should know.
-- Rows are only added; reading is noted once.
CREATE TABLE handings (
    id        TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    case_id   TEXT NOT NULL,
    from_id   TEXT NOT NULL,                  -- account that had the case, '' for nobody
    from_name TEXT NOT NULL,
    to_id     TEXT NOT NULL,                  -- account that has it now
    to_name   TEXT NOT NULL,
    by_id     TEXT NOT NULL,
    by_name   TEXT NOT NULL,
    words     TEXT NOT NULL,                  -- what to know about this person, '' for nothing
    for_all   TEXT NOT NULL,                  -- what to know about all who were given together
    at        BIGINT NOT NULL,
    read_at   BIGINT                          -- NULL until the new worker has read it
);
CREATE INDEX handings_unread ON handings (to_id, at) WHERE read_at IS NULL;
CREATE INDEX handings_person ON handings (person_id, at);
