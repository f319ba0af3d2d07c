-- +goose Up
-- What to mind so that getting in touch with somebody harms nobody. Voicemail
-- has a column of its own from the beginning.
ALTER TABLE people ADD COLUMN no_phone BOOLEAN NOT NULL DEFAULT FALSE;  -- do not call them
ALTER TABLE people ADD COLUMN no_text BOOLEAN NOT NULL DEFAULT FALSE;   -- do not text them
ALTER TABLE people ADD COLUMN no_email BOOLEAN NOT NULL DEFAULT FALSE;  -- do not email them
ALTER TABLE people ADD COLUMN no_letter BOOLEAN NOT NULL DEFAULT FALSE; -- do not write to their address
ALTER TABLE people ADD COLUMN touch_times TEXT NOT NULL DEFAULT '';     -- only then, in words; '' for any time
ALTER TABLE people ADD COLUMN say_from TEXT NOT NULL DEFAULT '';        -- whom to say one is calling from; '' for as usual
ALTER TABLE people ADD COLUMN read_by TEXT NOT NULL DEFAULT '';         -- who else reads their phone or letters; '' for nobody known

-- Somebody wants no more texts, or no more emails. The row stays when they
-- start again, so that both can be shown with their days.
CREATE TABLE opt_outs (
    id          TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL,                -- '' where only the number is known
    way         TEXT NOT NULL,                -- text | email
    address     TEXT NOT NULL,                -- digits of the number, +44 as 0, or the address in lower case
    how         TEXT NOT NULL,                -- reply | link | worker
    by_name     TEXT NOT NULL,                -- who wrote it down, for worker
    said_at     BIGINT NOT NULL,              -- ms UTC
    ended_at    BIGINT,                       -- ms UTC, NULL while it holds
    ended_how   TEXT NOT NULL DEFAULT '',     -- reply | worker
    ended_by    TEXT NOT NULL DEFAULT ''      -- who wrote that down, for worker
);
CREATE INDEX opt_outs_person ON opt_outs (person_id, said_at) WHERE person_id <> '';
CREATE INDEX opt_outs_address ON opt_outs (address, way) WHERE ended_at IS NULL;
