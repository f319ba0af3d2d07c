-- +goose Up

-- That somebody looked whether what the directory says of a service is right.
CREATE TABLE service_checks (
    id         TEXT PRIMARY KEY,
    service_id TEXT NOT NULL,
    method     TEXT NOT NULL,          -- phone, visit, report, provider
    by_id      TEXT NOT NULL,          -- account
    by_name    TEXT NOT NULL,
    at         BIGINT NOT NULL         -- milliseconds UTC
);
CREATE INDEX service_checks_service ON service_checks (service_id, at);

-- Something that is wrong with an entry, and what became of it.
CREATE TABLE service_reports (
    id         TEXT PRIMARY KEY,
    service_id TEXT NOT NULL,
    kind       TEXT NOT NULL,          -- code in freshness.Kinds
    words      TEXT NOT NULL,          -- nothing about a person; may be empty
    origin     TEXT NOT NULL,          -- worker, connection
    times      INTEGER NOT NULL,       -- how often it was told while it was open
    by_name    TEXT NOT NULL,          -- who told it first
    at         BIGINT NOT NULL,        -- milliseconds UTC
    due_at     BIGINT NOT NULL,        -- milliseconds UTC, 48 hours later
    closed_at  BIGINT,                 -- milliseconds UTC; NULL while it is open
    outcome    TEXT NOT NULL,          -- corrected, right, gone; empty while it is open
    closed_by  TEXT NOT NULL           -- name; empty while it is open
);
CREATE INDEX service_reports_open ON service_reports (closed_at, due_at);
CREATE INDEX service_reports_service ON service_reports (service_id, at);

