-- +goose Up
-- Something to do, for one worker.
CREATE TABLE tasks (
    id         TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,                 -- whose task it is
    person_id  TEXT,                          -- about whom; NULL for nobody
    kind       TEXT NOT NULL,                 -- follow-up | action | answer | measures | check-in | letter
    about_id   TEXT,                          -- what it is about: a connection, an action, a holding
    title      TEXT NOT NULL,
    due        TEXT NOT NULL,                 -- date
    urgent     BOOLEAN NOT NULL,
    done_at    BIGINT,                        -- NULL while it is to do
    moved      INTEGER NOT NULL DEFAULT 0,    -- how often it was put off
    why_moved  TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX tasks_account ON tasks (account_id, due) WHERE done_at IS NULL;
CREATE INDEX tasks_person ON tasks (person_id) WHERE done_at IS NULL;

-- A time agreed with a person.
CREATE TABLE appointments (
    id         TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    person_id  TEXT NOT NULL,
    starts_at  BIGINT NOT NULL,
    minutes    INTEGER NOT NULL,
    means      TEXT NOT NULL,                 -- code of vocabulary.ContactMeans
    place      TEXT NOT NULL,
    note       TEXT NOT NULL,
    state      TEXT NOT NULL,                 -- planned | recorded | cancelled
    created_at BIGINT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX appointments_account ON appointments (account_id, starts_at) WHERE state = 'planned';
CREATE INDEX appointments_person ON appointments (person_id, starts_at);
