-- +goose Up
-- How soon a team's concerns pass to the next in the chain.
CREATE TABLE safety_clocks (
    team_id        TEXT PRIMARY KEY,
    minutes        INTEGER NOT NULL,          -- until a concern that nobody has acknowledged passes on
    danger_minutes INTEGER NOT NULL,          -- the same where somebody is in danger now
    version        INTEGER NOT NULL DEFAULT 1 -- of the leads and this together: they are one page
);

-- A concern that somebody may be harmed.
CREATE TABLE concerns (
    id              TEXT PRIMARY KEY,
    person_id       TEXT NOT NULL,
    team_id         TEXT NOT NULL,
    seen            TEXT NOT NULL,            -- what was seen or heard, in words
    whose           TEXT NOT NULL,            -- whose words these are: code of vocabulary.WhoseWords
    kinds           TEXT NOT NULL,            -- codes of vocabulary.HarmKinds, spaced
    danger          BOOLEAN NOT NULL,         -- somebody is in danger now
    danger_done     TEXT NOT NULL,            -- what was done about that
    person_knows    TEXT NOT NULL,            -- code of vocabulary.PersonKnows
    told            TEXT NOT NULL,            -- who else was told, '' for nobody
    first_do        TEXT NOT NULL,            -- what to do before contact, one sentence; '' for no flag
    flagged         BOOLEAN NOT NULL,         -- first_do holds: the person's page has a flag
    raised_by       TEXT NOT NULL,
    raised_name     TEXT NOT NULL,
    raised_at       BIGINT NOT NULL,
    state           TEXT NOT NULL,            -- raised | acknowledged | in-hand | closed
    owner_id        TEXT NOT NULL,            -- account; '' while there is nobody to own it
    owner_name      TEXT NOT NULL,
    passed          INTEGER NOT NULL,         -- how often it was given to the next before anybody acknowledged it
    pass_at         BIGINT,                   -- when it is given on next; NULL once acknowledged
    acknowledged_at BIGINT,
    outcome         TEXT NOT NULL,            -- code of vocabulary.ConcernOutcomes, '' while open
    version         INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX concerns_team ON concerns (team_id, state, raised_at);
CREATE INDEX concerns_person ON concerns (person_id, flagged);
CREATE INDEX concerns_raised_by ON concerns (raised_by, raised_at);

-- What happened to a concern. Rows are added, not changed.
CREATE TABLE concern_entries (
    id         TEXT PRIMARY KEY,
    concern_id TEXT NOT NULL,
    at         BIGINT NOT NULL,
    by_id      TEXT NOT NULL,                 -- account, or system
    by_name    TEXT NOT NULL,
    what       TEXT NOT NULL,                 -- raised | given | nobody | acknowledged | action | referred | told | first-do | closed | reopened
    words      TEXT NOT NULL,
    on_day     TEXT,                          -- date of the action or referral, NULL where none is asked for
    reference  TEXT NOT NULL                  -- the local authority's, '' for none
);
CREATE INDEX concern_entries_concern ON concern_entries (concern_id, at, id);

-- A look at the reason of a flag, or a run of them, that a lead looks into.
CREATE TABLE safety_looks (
    id          TEXT PRIMARY KEY,
    team_id     TEXT NOT NULL,
    person_id   TEXT NOT NULL,
    account_id  TEXT NOT NULL,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,                -- shown | emergency: a reason was opened, or a record by emergency access
    why         TEXT NOT NULL,                -- code of vocabulary.ShowReasons, '' for emergency access
    words       TEXT NOT NULL,
    at          BIGINT NOT NULL,
    people      INTEGER NOT NULL,             -- how many people's reasons this account opened within the hour, this one among them
    looked_into BIGINT,                       -- NULL while no lead has looked into it
    looked_by   TEXT NOT NULL,                -- name of the lead
    note        TEXT NOT NULL                 -- what the lead found
);
CREATE INDEX safety_looks_team ON safety_looks (team_id, looked_into, at);
CREATE INDEX safety_looks_account ON safety_looks (account_id, at);
