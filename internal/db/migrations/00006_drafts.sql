-- +goose Up
-- Pages that somebody has begun and not sent.
CREATE TABLE drafts (
    owner      TEXT NOT NULL,   -- whose: an account's or a link's id
    key        TEXT NOT NULL,   -- which page about what: "contact/PERSON"
    fields     TEXT NOT NULL,   -- what is in it, JSON: field to list of values
    saved_at   BIGINT NOT NULL, -- ms UTC; also its version
    expires_at BIGINT NOT NULL, -- ms UTC
    PRIMARY KEY (owner, key)
);
CREATE INDEX drafts_expires ON drafts (expires_at);
