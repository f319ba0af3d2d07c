-- +goose Up
-- A letter in support of a person's own application: for a benefit, housing, a
-- Blue Badge. It says what a link worker can evidence and what they cannot.
CREATE TABLE supporting_letters (
    id         TEXT PRIMARY KEY,
    person_id  TEXT NOT NULL,
    case_id    TEXT NOT NULL,
    kind       TEXT NOT NULL,                 -- code of letters.Supports
    addressee  TEXT NOT NULL,
    seen       TEXT NOT NULL,                 -- what the worker saw themselves
    told       TEXT NOT NULL,                 -- what the person told them, marked as told
    helps      TEXT NOT NULL,                 -- what helps and what is in place
    agreed     BOOLEAN NOT NULL,              -- the person read it and agreed
    html       TEXT NOT NULL,                 -- as finished; '' before, never changed after
    state      TEXT NOT NULL,                 -- draft | finished
    by_id      TEXT NOT NULL,
    by_name    TEXT NOT NULL,
    made_at    BIGINT NOT NULL,
    finished_at BIGINT,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX supporting_letters_person ON supporting_letters (person_id, made_at);
