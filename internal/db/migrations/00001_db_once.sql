-- +goose Up
-- What has been done already, so that a form or message sent twice is done once.
CREATE TABLE db_once (
    actor     TEXT NOT NULL,   -- who sent it: an account, a token, a link
    token     TEXT NOT NULL,   -- the key that came with it
    body_hash TEXT NOT NULL,   -- SHA-256 of what was sent, hexadecimal
    result_id TEXT NOT NULL,   -- what it made
    done_at   BIGINT NOT NULL, -- ms UTC
    PRIMARY KEY (actor, token)
);
CREATE INDEX db_once_done_at ON db_once (done_at);
