-- +goose Up

-- Photographs as they were cleaned on arrival. The one that was sent is not kept.
CREATE TABLE pictures (
    id         TEXT PRIMARY KEY,
    owner_kind TEXT NOT NULL,   -- what it belongs to, in the word of the room that keeps it: asking
    owner_id   TEXT NOT NULL,
    body       BYTEA NOT NULL,
    media_type TEXT NOT NULL,   -- image/jpeg
    width      INTEGER NOT NULL, -- pixels
    height     INTEGER NOT NULL,
    sha256     TEXT NOT NULL,   -- of body, in hex
    created_at BIGINT NOT NULL  -- milliseconds UTC
);
CREATE INDEX pictures_owner ON pictures (owner_kind, owner_id, created_at);
