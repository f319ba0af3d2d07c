-- +goose Up

-- Somebody is asked to fill in questions alone: an instrument's or a form's.
-- This takes the place of measure_requests.
CREATE TABLE askings (
    id           TEXT PRIMARY KEY,
    kind         TEXT NOT NULL,              -- instrument | form
    about_id     TEXT NOT NULL,              -- which instrument or form
    edition      INTEGER NOT NULL,           -- of a form; 0 for an instrument
    person_id    TEXT,                       -- NULL for whoever came by an open link
    open_id      TEXT,                       -- the open link that they came by
    mode         TEXT NOT NULL,              -- alone | with-staff
    account_id   TEXT NOT NULL,              -- who asked and is told; '' for an open link
    asked_name   TEXT NOT NULL,
    language     TEXT NOT NULL,              -- in which it is answered; '' for the main one
    answers      TEXT NOT NULL,              -- JSON by question, so far
    asked_at     BIGINT NOT NULL,
    saved_at     BIGINT,                     -- the last answer; NULL before the first
    finished_at  BIGINT,                     -- NULL until then
    taken_back_at BIGINT,                    -- its links were ended; NULL otherwise
    reminders    INTEGER NOT NULL DEFAULT 0, -- sent
    remind_at    BIGINT,                     -- the next; NULL for none
    unreminded   BOOLEAN NOT NULL DEFAULT FALSE -- they asked not to be reminded
);
CREATE INDEX askings_person ON askings (person_id, asked_at);
CREATE INDEX askings_about ON askings (kind, about_id, finished_at);
CREATE INDEX askings_open ON askings (open_id, asked_at);

-- The links by which one asking is answered: the first, and one for each reminder.
CREATE TABLE asking_links (
    link_id   TEXT PRIMARY KEY,
    asking_id TEXT NOT NULL REFERENCES askings (id)
);
CREATE INDEX asking_links_asking ON asking_links (asking_id);

INSERT INTO askings (id, kind, about_id, edition, person_id, mode, account_id, asked_name, language, answers, asked_at, finished_at)
    SELECT id, 'instrument', instrument, 0, person_id, 'alone', account_id, asked_name, '', answers, asked_at, answered_at FROM measure_requests;
INSERT INTO asking_links (link_id, asking_id) SELECT link_id, id FROM measure_requests;
UPDATE links SET purpose = 'asking' WHERE purpose = 'measures';
DROP TABLE measure_requests;
