-- +goose Up
-- One episode of support, from taking on to closing.
CREATE TABLE cases (
    id              TEXT PRIMARY KEY,
    person_id       TEXT NOT NULL,
    referral_id     TEXT NOT NULL UNIQUE,
    team_id         TEXT NOT NULL,
    worker_id       TEXT NOT NULL,            -- account; '' while nobody has it
    state           TEXT NOT NULL,            -- reaching | engaged | closed
    new_person      BOOLEAN NOT NULL,         -- the person row was made with this case
    opened_at       BIGINT NOT NULL,
    engaged_at      BIGINT,                   -- first two-way conversation
    closed_at       BIGINT,
    close_reason    TEXT NOT NULL DEFAULT '', -- code of vocabulary.ClosureReasons
    close_words     TEXT NOT NULL DEFAULT '',
    last_contact_at BIGINT,
    version         INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX cases_worker ON cases (worker_id, state, opened_at, id);
CREATE INDEX cases_team ON cases (team_id, state, opened_at, id);
CREATE INDEX cases_person ON cases (person_id, opened_at);

-- A contact, or a try, with a person. Entries are not overwritten.
CREATE TABLE contacts (
    id          TEXT PRIMARY KEY,
    case_id     TEXT NOT NULL REFERENCES cases (id),
    person_id   TEXT NOT NULL,
    day         TEXT NOT NULL,                -- date
    means       TEXT NOT NULL,                -- code of vocabulary.ContactMeans
    outcome     TEXT NOT NULL,                -- code of vocabulary.AttemptOutcomes
    purpose     TEXT NOT NULL,                -- code of vocabulary.ContactPurposes
    minutes     INTEGER NOT NULL,
    words       TEXT NOT NULL,
    needs       TEXT NOT NULL,                -- space-separated need codes touched
    by_id       TEXT NOT NULL,
    by_name     TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);
CREATE INDEX contacts_person ON contacts (person_id, day, id);
CREATE INDEX contacts_case ON contacts (case_id, day);

-- What matters to the person, in their words. The latest counts, all are kept.
CREATE TABLE what_matters (
    id          TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL,
    words       TEXT NOT NULL,
    said_on     TEXT NOT NULL,                -- date
    by_id       TEXT NOT NULL,
    by_name     TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);
CREATE INDEX what_matters_person ON what_matters (person_id, recorded_at);

CREATE TABLE needs (
    id        TEXT PRIMARY KEY,
    case_id   TEXT NOT NULL REFERENCES cases (id),
    person_id TEXT NOT NULL,
    code      TEXT NOT NULL,                  -- code of vocabulary.Needs
    seen_by   TEXT NOT NULL,                  -- referrer | person
    state     TEXT NOT NULL,                  -- new | under-way | waiting | met | not-now
    next_step TEXT NOT NULL,
    noted_at  BIGINT NOT NULL,
    version   INTEGER NOT NULL DEFAULT 1,
    UNIQUE (case_id, code)
);

CREATE TABLE goals (
    id         TEXT PRIMARY KEY,
    case_id    TEXT NOT NULL REFERENCES cases (id),
    person_id  TEXT NOT NULL,
    need_code  TEXT NOT NULL,                 -- '' when it serves no single need
    words      TEXT NOT NULL,                 -- in the person's words
    importance INTEGER NOT NULL,              -- 1 to 10, the person's; 0 = not asked
    outcome    TEXT NOT NULL,                 -- open | achieved | partly | not | changed
    set_on     TEXT NOT NULL,                 -- date
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX goals_case ON goals (case_id, set_on);

CREATE TABLE actions (
    id         TEXT PRIMARY KEY,
    goal_id    TEXT NOT NULL REFERENCES goals (id),
    case_id    TEXT NOT NULL REFERENCES cases (id),
    person_id  TEXT NOT NULL,
    who        TEXT NOT NULL,                 -- person | worker | service
    words      TEXT NOT NULL,
    due        TEXT,                          -- date
    confidence INTEGER NOT NULL,              -- 1 to 10, the person's; 0 = not asked
    state      TEXT NOT NULL,                 -- to-do | done | stopped
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX actions_case ON actions (case_id, due);

-- Holding: supporting without connecting, or until connecting is possible.
CREATE TABLE holdings (
    id            TEXT PRIMARY KEY,
    case_id       TEXT NOT NULL REFERENCES cases (id),
    person_id     TEXT NOT NULL,
    function      TEXT NOT NULL,              -- code of vocabulary.HoldingFunctions
    waiting_for   TEXT NOT NULL,              -- a service, or the reason
    joined_on     TEXT,                       -- date the person joined the service's list
    agreed        BOOLEAN NOT NULL,           -- the person agreed to being kept in touch with
    every_days    INTEGER NOT NULL,
    next_check_in TEXT NOT NULL,              -- date
    talk_about_on TEXT NOT NULL,              -- date on which to talk it over in the team
    since         TEXT NOT NULL,              -- date
    ended_on      TEXT,                       -- date, NULL while it holds
    end_words     TEXT NOT NULL DEFAULT '',
    version       INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX holdings_case ON holdings (case_id) WHERE ended_on IS NULL;
CREATE INDEX holdings_person ON holdings (person_id);
