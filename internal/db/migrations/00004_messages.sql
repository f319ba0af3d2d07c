-- +goose Up
-- Every message out, and what became of it.
CREATE TABLE messages (
    id         TEXT PRIMARY KEY,            -- also the left half of its Message-ID
    channel    TEXT NOT NULL,               -- email | sms
    recipient  TEXT NOT NULL,               -- one address or phone number
    subject    TEXT NOT NULL,               -- '' for sms; names nobody
    text       TEXT NOT NULL,               -- the words; {secret} stands for the secret
    html       TEXT NOT NULL,               -- the same as HTML, or ''
    secret     TEXT,                        -- a link to put in, forgotten once sent
    purpose    TEXT NOT NULL,               -- why it is sent: "invitation"
    about_kind TEXT NOT NULL,               -- what it is about: "referral"; '' for nothing
    about_id   TEXT NOT NULL,               -- which one
    state      TEXT NOT NULL,               -- queued | sent | failed | stopped | withheld
    state_at   BIGINT NOT NULL,             -- since when, ms UTC
    queued_at  BIGINT NOT NULL,             -- ms UTC
    not_before BIGINT NOT NULL,             -- ms UTC
    attempts   INTEGER NOT NULL DEFAULT 0,  -- begun
    answered   INTEGER NOT NULL DEFAULT 0,  -- of those, whose outcome is known
    note       TEXT NOT NULL DEFAULT ''     -- why it failed or was stopped, or the latest trouble
);
CREATE INDEX messages_queued ON messages (queued_at, id);
CREATE INDEX messages_about ON messages (about_kind, about_id);
CREATE INDEX messages_state ON messages (state, state_at, id);
