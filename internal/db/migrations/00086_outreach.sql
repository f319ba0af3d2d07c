-- +goose Up
-- A group that a team runs or helps to run.
CREATE TABLE programmes (
    id         TEXT PRIMARY KEY,
    team_id    TEXT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,                 -- code of vocabulary.GroupKinds
    place      TEXT NOT NULL,
    about      TEXT NOT NULL,                 -- for whom and what, in a few words
    ended_on   TEXT,                          -- date, NULL while it goes on
    by_name    TEXT NOT NULL,                 -- who set it up
    created_at BIGINT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX programmes_team ON programmes (team_id, ended_on, name);

-- One meeting of a group.
CREATE TABLE group_sessions (
    id           TEXT PRIMARY KEY,
    programme_id TEXT NOT NULL REFERENCES programmes (id),
    team_id      TEXT NOT NULL,
    day          TEXT NOT NULL,               -- date
    starts       INTEGER NOT NULL,            -- minutes after midnight
    minutes      INTEGER NOT NULL,            -- how long
    state        TEXT NOT NULL,               -- planned | held | cancelled
    words        TEXT NOT NULL,               -- what the group did; why it was cancelled
    others       INTEGER NOT NULL,            -- people who came and gave no name
    led_by       TEXT NOT NULL,               -- account
    led_name     TEXT NOT NULL,
    version      INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX group_sessions_programme ON group_sessions (programme_id, day);
CREATE INDEX group_sessions_team ON group_sessions (team_id, state, day);

-- Somebody who comes to a group: a person with a record, or a guest by the name
-- that they gave.
CREATE TABLE group_members (
    id           TEXT PRIMARY KEY,
    programme_id TEXT NOT NULL REFERENCES programmes (id),
    person_id    TEXT NOT NULL,               -- '' for a guest
    guest        TEXT NOT NULL,               -- name as given, '' for a person
    joined_on    TEXT NOT NULL,               -- date
    left_on      TEXT,                        -- date, NULL while they belong
    by_name      TEXT NOT NULL                -- who let them in
);
CREATE INDEX group_members_programme ON group_members (programme_id, left_on);
CREATE INDEX group_members_person ON group_members (person_id) WHERE person_id <> '';
CREATE UNIQUE INDEX group_members_once ON group_members (programme_id, person_id) WHERE person_id <> '' AND left_on IS NULL;

-- The register of a session that was held.
CREATE TABLE attendances (
    session_id TEXT NOT NULL REFERENCES group_sessions (id),
    member_id  TEXT NOT NULL REFERENCES group_members (id),
    came       BOOLEAN NOT NULL,
    line       TEXT NOT NULL,                 -- one line about them
    contact_id TEXT NOT NULL,                 -- entry in their record, '' without an open case
    PRIMARY KEY (session_id, member_id)
);
CREATE INDEX attendances_member ON attendances (member_id);

-- A talk with somebody who has no case: counted, and never a referral.
CREATE TABLE informal_contacts (
    id          TEXT PRIMARY KEY,
    team_id     TEXT NOT NULL,
    day         TEXT NOT NULL,                -- date
    setting     TEXT NOT NULL,                -- code of vocabulary.InformalSettings
    place       TEXT NOT NULL,
    minutes     INTEGER NOT NULL,
    needs       TEXT NOT NULL,                -- space-separated need codes that came up
    result      TEXT NOT NULL,                -- code of vocabulary.InformalResults
    words       TEXT NOT NULL,                -- without names
    by_id       TEXT NOT NULL,                -- account
    by_name     TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);
CREATE INDEX informal_contacts_team ON informal_contacts (team_id, day);

-- People whom a team calls to see how they are.
CREATE TABLE call_lists (
    id         TEXT PRIMARY KEY,
    team_id    TEXT NOT NULL,
    name       TEXT NOT NULL,
    why        TEXT NOT NULL,                 -- for what these people are called, and on what ground
    by_name    TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    closed_at  BIGINT,                        -- NULL while calls are made
    emptied_at BIGINT,                        -- when the names were removed, NULL while they are there
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX call_lists_team ON call_lists (team_id, closed_at, created_at);

CREATE TABLE call_rows (
    id        TEXT PRIMARY KEY,
    list_id   TEXT NOT NULL REFERENCES call_lists (id),
    place     INTEGER NOT NULL,               -- in the list, from 1
    person_id TEXT NOT NULL,                  -- '' for somebody without a record
    name      TEXT NOT NULL,                  -- as it was given, '' for a person and once removed
    phone     TEXT NOT NULL,                  -- likewise
    note      TEXT NOT NULL,                  -- what to know before calling, likewise
    outcome   TEXT NOT NULL,                  -- code of vocabulary.CallOutcomes of the latest call, '' before any
    words     TEXT NOT NULL,                  -- of the latest call
    tries     INTEGER NOT NULL,               -- calls made
    called_at BIGINT,                         -- the latest
    called_by TEXT NOT NULL,                  -- name
    version   INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX call_rows_list ON call_rows (list_id, place);

-- Every call that was made.
CREATE TABLE call_tries (
    id      TEXT PRIMARY KEY,
    row_id  TEXT NOT NULL REFERENCES call_rows (id),
    team_id TEXT NOT NULL,
    outcome TEXT NOT NULL,                    -- code of vocabulary.CallOutcomes
    by_id   TEXT NOT NULL,                    -- account
    day     TEXT NOT NULL,                    -- date
    at      BIGINT NOT NULL
);
CREATE INDEX call_tries_team ON call_tries (team_id, day);
