-- +goose Up

-- Services that a worker puts aside for one person, to choose from together.
CREATE TABLE shortlisted (
    id         TEXT PRIMARY KEY,
    person_id  TEXT NOT NULL,
    service_id TEXT NOT NULL,
    note       TEXT NOT NULL DEFAULT '', -- why it might fit
    by_id      TEXT NOT NULL,            -- account
    by_name    TEXT NOT NULL,
    at         BIGINT NOT NULL,          -- milliseconds UTC
    given_at   BIGINT,                   -- milliseconds UTC; when the person got its details
    UNIQUE (person_id, service_id)
);
