-- +goose Up

-- Pairs of services that may be one: proposed, and what people decided.
CREATE TABLE service_doubles (
    id         TEXT PRIMARY KEY,
    a_id       TEXT NOT NULL,          -- service, before b_id in order
    b_id       TEXT NOT NULL,          -- service
    score      INTEGER NOT NULL,
    series     BOOLEAN NOT NULL,       -- the same service on other days
    reasons    TEXT NOT NULL,          -- JSON list of sentences, with the points of each
    state      TEXT NOT NULL,          -- waiting, joined, apart
    found_at   BIGINT NOT NULL,        -- milliseconds UTC
    decided_at BIGINT,                 -- milliseconds UTC
    by_id      TEXT NOT NULL,          -- account, empty for the program
    by_name    TEXT NOT NULL,
    UNIQUE (a_id, b_id)
);
CREATE INDEX service_doubles_state ON service_doubles (state, score);
