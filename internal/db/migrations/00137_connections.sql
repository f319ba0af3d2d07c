-- +goose Up

-- What organisations answered, as it was stored: one row for each answer, which
-- stays when it is taken back.
CREATE TABLE connection_answers (
    id            TEXT PRIMARY KEY,
    connection_id TEXT NOT NULL REFERENCES connections (id),
    state         TEXT NOT NULL,             -- of the connection by this answer
    via           TEXT NOT NULL,             -- link | phone
    by_id         TEXT NOT NULL,             -- account that wrote it down, or the link
    by_name       TEXT NOT NULL,
    at            BIGINT NOT NULL,           -- milliseconds UTC
    before        TEXT NOT NULL,             -- JSON: the answer that stood before
    taken_back_at BIGINT                     -- milliseconds UTC; NULL for one that was not
);
CREATE INDEX connection_answers_connection ON connection_answers (connection_id, at);
CREATE INDEX connection_answers_by ON connection_answers (by_id, at);
