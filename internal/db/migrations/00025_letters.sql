-- +goose Up
-- A letter to a practice, made from the record and edited by the worker.
CREATE TABLE letters (
    id          TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL,
    case_id     TEXT NOT NULL,
    practice_id TEXT NOT NULL,
    asks        TEXT NOT NULL,                -- what the practice is asked to do, '' = explicitly nothing
    sections    TEXT NOT NULL,                -- JSON: titles and texts as edited
    html        TEXT NOT NULL,                -- the letter as sent, never changed afterwards; '' before
    state       TEXT NOT NULL,                -- draft | sent
    by_id       TEXT NOT NULL,
    by_name     TEXT NOT NULL,
    made_at     BIGINT NOT NULL,
    sent_at     BIGINT,
    read_at     BIGINT,                       -- first time somebody at the practice opened it
    version     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX letters_person ON letters (person_id, made_at);
CREATE INDEX letters_practice ON letters (practice_id, sent_at);
