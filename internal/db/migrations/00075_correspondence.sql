-- +goose Up
-- Words to start a message or letter from. A row never changes: another version
-- is another row, so that what was sent can always name the words it came from.
CREATE TABLE wordings (
    id          TEXT PRIMARY KEY,             -- of this version
    code        TEXT NOT NULL,                -- of the template, the same in every version
    team_id     TEXT NOT NULL,                -- whose it is; '' for the whole area
    version     INTEGER NOT NULL,             -- from 1
    name        TEXT NOT NULL,
    audience    TEXT NOT NULL,                -- person | practice | organisation
    words       TEXT NOT NULL,                -- with merge fields
    easy        TEXT NOT NULL,                -- easy read, one idea a line; '' where there is none
    retired     BOOLEAN NOT NULL,             -- from this version on it is offered no more
    by_name     TEXT NOT NULL,
    made_at     BIGINT NOT NULL               -- ms UTC
);
CREATE UNIQUE INDEX wordings_version ON wordings (team_id, code, version);

-- What a worker wrote to a person, or about them to a practice or organisation.
CREATE TABLE pieces (
    id          TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL,
    team_id     TEXT NOT NULL,
    audience    TEXT NOT NULL,                -- person | practice | organisation
    to_id       TEXT NOT NULL,                -- the practice or connection; '' for the person
    to_name     TEXT NOT NULL,                -- as it is written on a letter
    to_address  TEXT NOT NULL,                -- lines, as it was then; '' for text and email
    way         TEXT NOT NULL,                -- text | email | letter
    format      TEXT NOT NULL,                -- plain | large | easy
    words       TEXT NOT NULL,                -- as written, without what Linkwork adds
    ending      TEXT NOT NULL,                -- what it added: how to answer, where to turn in a crisis
    wording_id  TEXT NOT NULL,                -- version of the template it came from; '' for none
    message_id  TEXT NOT NULL,                -- in the post book; '' for a letter
    instead_of  TEXT NOT NULL,                -- piece that did not arrive; '' for none
    state       TEXT NOT NULL,                -- to-print | printed for a letter; '' for what the post book knows
    by_id       TEXT NOT NULL,
    by_name     TEXT NOT NULL,
    made_at     BIGINT NOT NULL,              -- ms UTC
    printed_at  BIGINT,                       -- ms UTC, NULL until then
    printed_by  TEXT NOT NULL DEFAULT '',
    version     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX pieces_person ON pieces (person_id, made_at);
CREATE INDEX pieces_message ON pieces (message_id) WHERE message_id <> '';
CREATE INDEX pieces_print ON pieces (by_id, made_at) WHERE state = 'to-print';
CREATE INDEX pieces_instead ON pieces (instead_of) WHERE instead_of <> '';
