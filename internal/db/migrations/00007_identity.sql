-- +goose Up
-- People who log in.
CREATE TABLE accounts (
    id            TEXT PRIMARY KEY,
    email         TEXT NOT NULL UNIQUE,        -- trimmed, lower case
    name          TEXT NOT NULL,               -- as colleagues know them
    status        TEXT NOT NULL,               -- invited | active | disabled
    password_hash TEXT NOT NULL DEFAULT '',    -- argon2id with its parameters; '' for none
    logged_in_at  BIGINT,                      -- last time, ms UTC
    created_at    BIGINT NOT NULL,             -- ms UTC
    version       INTEGER NOT NULL DEFAULT 1
);

-- Browsers that are logged in, and those that carry a note before that.
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,                   -- SHA-256 of the cookie, hexadecimal
    account_id TEXT REFERENCES accounts (id),      -- NULL while nobody is logged in
    data       TEXT NOT NULL,                      -- notes from page to page, JSON
    began_at   BIGINT NOT NULL,                    -- ms UTC
    seen_at    BIGINT NOT NULL,                    -- last used, to the minute, ms UTC
    expires_at BIGINT NOT NULL                     -- ms UTC
);
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_expires ON sessions (expires_at);

-- How often somebody has tried to log in.
CREATE TABLE login_tries (
    key        TEXT PRIMARY KEY,                   -- SHA-256 of what is counted, hexadecimal
    tries      INTEGER NOT NULL,                   -- in this window
    window_end BIGINT NOT NULL                     -- ms UTC
);
CREATE INDEX login_tries_end ON login_tries (window_end);

-- Keys by which a practice's own system speaks to Linkwork.
CREATE TABLE api_tokens (
    id          TEXT PRIMARY KEY,
    token_hash  TEXT NOT NULL UNIQUE,              -- SHA-256 of the token, hexadecimal
    name        TEXT NOT NULL,                     -- what it is for: "EMIS at Oak View"
    practice_id TEXT NOT NULL,                     -- on whose behalf it speaks
    created_at  BIGINT NOT NULL,                   -- ms UTC
    revoked_at  BIGINT                             -- ms UTC
);
CREATE INDEX api_tokens_practice ON api_tokens (practice_id);
