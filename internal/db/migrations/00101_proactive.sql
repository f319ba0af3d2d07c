-- +goose Up
-- A list of people whom a practice found in its own records, to be offered help.
-- Nobody on it asked for anything: a line is no referral, no case and no code.
CREATE TABLE offer_lists (
    id          TEXT PRIMARY KEY,
    team_id     TEXT NOT NULL,                -- the team that offers
    practice_id TEXT NOT NULL,                -- the practice whose people they are
    name        TEXT NOT NULL,                -- of the search, in plain words, naming nobody
    purpose     TEXT NOT NULL,                -- what is offered and why to them
    basis       TEXT NOT NULL,                -- code of vocabulary.OfferBases
    basis_words TEXT NOT NULL,                -- with whom it was agreed and what
    agreed_on   TEXT NOT NULL,                -- date of the agreement
    ends_on     TEXT NOT NULL,                -- last day on which anybody is asked
    keep_days   INTEGER NOT NULL,             -- days after that until the lines are emptied
    by_id       TEXT NOT NULL,                -- account that made it
    by_name     TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    ended_at    BIGINT,                       -- when somebody ended it, NULL if nobody did
    emptied_at  BIGINT,                       -- when the lines were emptied, NULL while they are not
    version     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX offer_lists_team ON offer_lists (team_id, ends_on);
CREATE INDEX offer_lists_practice ON offer_lists (practice_id, ends_on);
CREATE INDEX offer_lists_kept ON offer_lists (emptied_at, ends_on);

-- Somebody on such a list. An emptied line keeps its place, its state and its
-- tries, so that the numbers stay; nothing in it is about a person any more.
CREATE TABLE offer_lines (
    id          TEXT PRIMARY KEY,
    list_id     TEXT NOT NULL REFERENCES offer_lists (id),
    place       INTEGER NOT NULL,             -- in the list, from 1
    given       TEXT NOT NULL,
    family      TEXT NOT NULL,
    birth_date  TEXT,                         -- NULL where the practice gave none
    nhs_number  TEXT,                         -- NULL likewise
    phone       TEXT NOT NULL,
    address     TEXT NOT NULL,
    postcode    TEXT NOT NULL,
    language    TEXT NOT NULL,
    note        TEXT NOT NULL,                -- what to know, from the practice
    person_id   TEXT,                         -- their record, NULL where none is known for certain
    worker_id   TEXT NOT NULL DEFAULT '',     -- account that asks them, '' = whoever of the team
    worker_name TEXT NOT NULL DEFAULT '',
    state       TEXT NOT NULL,                -- to-ask | not-offered | code of vocabulary.OfferOutcomes
    words       TEXT NOT NULL DEFAULT '',     -- of the latest try; for the practice only where it needs to know
    ask_on      TEXT,                         -- date before which nobody asks again, NULL for none
    tries       INTEGER NOT NULL DEFAULT 0,   -- without an answer
    referral_id TEXT,                         -- what their yes became, NULL otherwise
    decided_at  BIGINT,                       -- of the latest try, NULL before any
    decided_by  TEXT NOT NULL DEFAULT '',     -- name
    version     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX offer_lines_list ON offer_lines (list_id, place);
CREATE INDEX offer_lines_worker ON offer_lines (worker_id, state);
CREATE INDEX offer_lines_person ON offer_lines (person_id);
CREATE INDEX offer_lines_nhs ON offer_lines (nhs_number);
CREATE INDEX offer_lines_birth ON offer_lines (birth_date);

-- Somebody who asked not to be offered help again, as a digest and nothing else.
CREATE TABLE offer_marks (
    team_id TEXT NOT NULL,
    digest  TEXT NOT NULL,                    -- of the team with the NHS number, or with name and date of birth
    since   BIGINT NOT NULL,
    PRIMARY KEY (team_id, digest)
);
