-- +goose Up
-- The secret address under which an account's calendar can be read.
CREATE TABLE calendar_feeds (
    account_id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,          -- SHA-256 of the secret, which is not kept
    made_at    BIGINT NOT NULL
);
