-- +goose Up
-- Work to be done outside a request. A job that is done is gone.
CREATE TABLE jobs (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL,               -- which handler: "messages.send"
    args        TEXT NOT NULL,               -- what the handler is given, JSON
    run_at      BIGINT NOT NULL,             -- not before, ms UTC
    tries       INTEGER NOT NULL DEFAULT 0,  -- begun so far
    lease       TEXT,                        -- who is at it; NULL when nobody
    lease_until BIGINT NOT NULL DEFAULT 0,   -- after this another may take it, ms UTC
    last_error  TEXT NOT NULL DEFAULT '',    -- of the latest try
    dead_at     BIGINT                       -- given up for a person to look at, ms UTC
);
CREATE INDEX jobs_due ON jobs (run_at, id) WHERE dead_at IS NULL;
