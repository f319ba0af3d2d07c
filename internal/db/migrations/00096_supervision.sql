-- +goose Up
-- A talk between a link worker and the manager who supervises them.
CREATE TABLE supervisions (
    id           TEXT PRIMARY KEY,
    team_id      TEXT NOT NULL,
    worker_id    TEXT NOT NULL,               -- account
    worker_name  TEXT NOT NULL,
    manager_id   TEXT NOT NULL,               -- account
    manager_name TEXT NOT NULL,
    starts_at    BIGINT NOT NULL,
    minutes      INTEGER NOT NULL,
    place        TEXT NOT NULL,
    state        TEXT NOT NULL,               -- planned | held | cancelled
    moved        INTEGER NOT NULL DEFAULT 0,  -- how often it was moved
    why          TEXT NOT NULL DEFAULT '',    -- why it was moved or cancelled, the latest
    agreed       TEXT NOT NULL DEFAULT '',    -- what both agreed; nobody else reads it
    version      INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX supervisions_worker ON supervisions (worker_id, state, starts_at);
CREATE INDEX supervisions_manager ON supervisions (manager_id, state, starts_at);
CREATE INDEX supervisions_team ON supervisions (team_id, state, starts_at);
