-- +goose Up
-- The one area that this deployment serves.
CREATE TABLE area (
    id             TEXT PRIMARY KEY,          -- always 'area'
    name           TEXT NOT NULL,             -- "Harbour and Hills social prescribing"
    job_title      TEXT NOT NULL,             -- what link workers are called here
    phone          TEXT NOT NULL,             -- a monitored number, shown where a person might be stuck
    hours          TEXT NOT NULL,             -- when that number is answered, in words
    mail_from      TEXT NOT NULL,             -- sender of every message, '' when mail is not set up
    set_up_at      BIGINT NOT NULL,           -- ms UTC
    version        INTEGER NOT NULL DEFAULT 1
);

-- Who to call in a crisis; printed on every page a person sees.
CREATE TABLE crisis_numbers (
    id        TEXT PRIMARY KEY,
    position  INTEGER NOT NULL,               -- order on the page, from 1
    label     TEXT NOT NULL,                  -- "Emergency services"
    phone     TEXT NOT NULL,                  -- "999"
    hours     TEXT NOT NULL                   -- "any time"
);

CREATE TABLE teams (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL UNIQUE,       -- "Harbour network"
    kind          TEXT NOT NULL,              -- what sort of place it serves, in a few words
    phone         TEXT NOT NULL,
    outcodes      TEXT NOT NULL,              -- space-separated outcodes that it serves
    aim_days      INTEGER NOT NULL,           -- working days within which a person hears first
    agreed_open   INTEGER NOT NULL,           -- people open at once that a full-time worker has agreed to
    attempts      INTEGER NOT NULL,           -- tries, on different days, before "we could not reach"
    check_in_days INTEGER NOT NULL,           -- usual days between check-ins while holding
    created_at    BIGINT NOT NULL,
    version       INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE practices (
    id         TEXT PRIMARY KEY,
    team_id    TEXT NOT NULL REFERENCES teams (id),
    name       TEXT NOT NULL,
    ods_code   TEXT NOT NULL UNIQUE,          -- at most 6 characters
    email      TEXT NOT NULL,                 -- where letters and answers go
    phone      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX practices_team ON practices (team_id, name);
