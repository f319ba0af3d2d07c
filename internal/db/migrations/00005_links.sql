-- +goose Up
-- Links that let somebody without an account do one thing.
CREATE TABLE links (
    id          TEXT PRIMARY KEY,
    token_hash  TEXT NOT NULL UNIQUE,        -- SHA-256 of the token, hexadecimal
    purpose     TEXT NOT NULL,               -- what it opens: "invitation"
    subject_id  TEXT NOT NULL,               -- of what
    created_at  BIGINT NOT NULL,             -- ms UTC
    expires_at  BIGINT NOT NULL,             -- ms UTC
    used_at     BIGINT,                      -- used up, ms UTC
    revoked_at  BIGINT,                      -- taken back, or tried too often, ms UTC
    proof       TEXT NOT NULL,               -- asked for on a new device: none | code | birth-year
    code_to     TEXT NOT NULL DEFAULT '',    -- address or number that codes go to
    birth_year  INTEGER NOT NULL DEFAULT 0,  -- the right answer
    tries       INTEGER NOT NULL DEFAULT 0   -- wrong birth years so far
);
CREATE INDEX links_subject ON links (purpose, subject_id);
CREATE INDEX links_expires ON links (expires_at);

-- The code that was last sent for a link.
CREATE TABLE link_codes (
    link_id    TEXT PRIMARY KEY REFERENCES links (id) ON DELETE CASCADE,
    code_hash  TEXT NOT NULL,               -- SHA-256 of token and code; '' once used
    expires_at BIGINT NOT NULL,             -- ms UTC
    tries      INTEGER NOT NULL DEFAULT 0,  -- wrong ones so far
    sent       INTEGER NOT NULL,            -- codes made in this hour
    hour_ends  BIGINT NOT NULL              -- when that count starts again, ms UTC
);

-- Browsers that have given a proof and need not give it again.
CREATE TABLE link_devices (
    token_hash TEXT PRIMARY KEY,            -- SHA-256 of what the browser keeps, hexadecimal
    holder     TEXT NOT NULL,               -- for whom: where codes go, or the link
    expires_at BIGINT NOT NULL              -- ms UTC
);
CREATE INDEX link_devices_expires ON link_devices (expires_at);
