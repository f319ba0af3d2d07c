-- +goose Up

-- Files that are kept encrypted: originals of photographs, recordings, signed
-- papers. The bytes are in file_chunks. A row stays after its bytes are gone and
-- says what was there.
CREATE TABLE files (
    id           TEXT PRIMARY KEY,
    taken_by     TEXT NOT NULL,     -- who sent it, in the word of the room that keeps it; only they can attach it
    owner_kind   TEXT,              -- what it belongs to, in the word of the room that keeps it: interview, photograph; NULL until it is attached
    owner_id     TEXT,
    name         TEXT NOT NULL,     -- as it was sent, without folders; empty once destroyed, because it may name somebody
    media_type   TEXT NOT NULL,
    size         BIGINT NOT NULL,   -- bytes as they were sent
    sha256       TEXT NOT NULL,     -- of the bytes as they were sent, in hex
    key_id       TEXT NOT NULL,     -- which of the area's keys locks the key of this file; the keys are kept outside
    locked_key   BYTEA,             -- the key of this file, encrypted; NULL until all bytes are in, and once destroyed
    created_at   BIGINT NOT NULL,   -- milliseconds UTC
    attached_at  BIGINT,            -- NULL while it belongs to nothing
    expires_at   BIGINT,            -- when it is destroyed by itself; NULL: never
    destroyed_at BIGINT,
    why          TEXT NOT NULL      -- it was destroyed; empty while it is there
);
CREATE INDEX files_owner ON files (owner_kind, owner_id, created_at);
CREATE INDEX files_expires ON files (expires_at) WHERE destroyed_at IS NULL AND expires_at IS NOT NULL;
CREATE INDEX files_unattached ON files (created_at) WHERE destroyed_at IS NULL AND attached_at IS NULL;

-- The bytes of files, each piece encrypted by itself and bound to its place.
CREATE TABLE file_chunks (
    file_id TEXT NOT NULL REFERENCES files (id),
    place   INTEGER NOT NULL,       -- from 0
    body    BYTEA NOT NULL,
    PRIMARY KEY (file_id, place)
);
