-- +goose Up
-- When a link worker sits at a practice: every week on the weekday of the first
-- day, or once. The times to book are worked out from it.
CREATE TABLE clinics (
    id          TEXT PRIMARY KEY,
    team_id     TEXT NOT NULL,
    account_id  TEXT NOT NULL,                -- the worker
    practice_id TEXT NOT NULL,
    room        TEXT NOT NULL,
    first_day   TEXT NOT NULL,                -- date
    last_day    TEXT,                         -- date, NULL for no end; the first day for once
    opens       INTEGER NOT NULL,             -- minutes after midnight, London
    closes      INTEGER NOT NULL,
    slot        INTEGER NOT NULL,             -- minutes of one time
    made_at     BIGINT NOT NULL,              -- ms UTC
    version     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX clinics_practice ON clinics (practice_id);
CREATE INDEX clinics_account ON clinics (account_id);

-- A time that a practice has booked. It is given back, never deleted.
CREATE TABLE clinic_bookings (
    id             TEXT PRIMARY KEY,
    clinic_id      TEXT NOT NULL REFERENCES clinics (id),
    account_id     TEXT NOT NULL,             -- the worker, as of the clinic
    practice_id    TEXT NOT NULL,
    starts_at      BIGINT NOT NULL,           -- ms UTC
    minutes        INTEGER NOT NULL,
    who            TEXT NOT NULL,             -- the name as the practice knows it
    appointment_id TEXT NOT NULL,             -- of somebody who is supported; '' otherwise
    note_id        TEXT NOT NULL,             -- desk note about somebody new; '' otherwise
    booked_by      TEXT NOT NULL,             -- name
    booked_at      BIGINT NOT NULL,           -- ms UTC
    given_back_at  BIGINT                     -- ms UTC, NULL while it is taken
);
-- However many book at once, a time is taken once.
CREATE UNIQUE INDEX clinic_bookings_once ON clinic_bookings (account_id, starts_at) WHERE given_back_at IS NULL;
CREATE INDEX clinic_bookings_practice ON clinic_bookings (practice_id, starts_at);
CREATE INDEX clinic_bookings_appointment ON clinic_bookings (appointment_id) WHERE appointment_id <> '';
