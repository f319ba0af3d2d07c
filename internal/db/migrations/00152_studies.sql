-- +goose Up

-- A research study that is run here. People's care records are not part of it.
CREATE TABLE studies (
    id              TEXT PRIMARY KEY,
    name            TEXT NOT NULL,             -- short, as the team says it
    title           TEXT NOT NULL,             -- as approved
    summary         TEXT NOT NULL,             -- in plain English, for everybody
    question        TEXT NOT NULL,             -- what it wants to find out
    state           TEXT NOT NULL,             -- setting-up, open, analysis, closed, archived
    starts          TEXT,                      -- planned dates
    ends            TEXT,
    follows_id      TEXT REFERENCES studies (id), -- the study that this one follows on from
    identifiers     TEXT NOT NULL,             -- JSON, a studies.Identifiers
    wording         TEXT NOT NULL,             -- JSON, a studies.Wording: funder, disclaimer, enquiries
    data            TEXT NOT NULL,             -- JSON, a studies.DataProtection
    reconstruction  BOOLEAN NOT NULL,          -- made-up rows that reproduce published totals: said on every page
    published       BOOLEAN NOT NULL,          -- has a public page
    version         INTEGER NOT NULL DEFAULT 1,
    created_at      BIGINT NOT NULL
);

-- A place where a study collects data.
CREATE TABLE study_sites (
    id         TEXT PRIMARY KEY,
    study_id   TEXT NOT NULL REFERENCES studies (id),
    pseudonym  TEXT NOT NULL,                  -- the only name in publications: "Site A"
    name       TEXT NOT NULL,                  -- who it is, for the team
    setting    TEXT NOT NULL,                  -- in words that give nobody away: "coast, voluntary sector employer"
    state      TEXT NOT NULL,                  -- identified, assessing, arranging, confirmed, open, closed, archived
    opened_on  TEXT,                           -- the green light
    closed_on  TEXT,
    archive_until TEXT,                        -- until when its file is kept
    version    INTEGER NOT NULL DEFAULT 1,
    UNIQUE (study_id, pseudonym)
);

-- A part that somebody plays in a study. Somebody can play several.
CREATE TABLE study_members (
    id          TEXT PRIMARY KEY,
    study_id    TEXT NOT NULL REFERENCES studies (id),
    account_id  TEXT,                          -- NULL for somebody who does not log in
    name        TEXT NOT NULL,
    affiliation TEXT NOT NULL,
    role        TEXT NOT NULL,
    site_id     TEXT REFERENCES study_sites (id), -- NULL for all sites
    shown       BOOLEAN NOT NULL,              -- named on the public page
    started_on  TEXT NOT NULL,
    ended_on    TEXT
);
CREATE INDEX study_members_study ON study_members (study_id);
CREATE INDEX study_members_account ON study_members (account_id);

CREATE TABLE study_aims (
    id       TEXT PRIMARY KEY,
    study_id TEXT NOT NULL REFERENCES studies (id),
    ordinal  INTEGER NOT NULL,
    words    TEXT NOT NULL
);

-- What the protocol plans in numbers. What was achieved is counted from rows.
CREATE TABLE study_targets (
    id        TEXT PRIMARY KEY,
    study_id  TEXT NOT NULL REFERENCES studies (id),
    measure   TEXT NOT NULL,                   -- what is counted, a studies.Measure
    who       TEXT NOT NULL,                   -- of which kind of participants, '' for all
    wave      TEXT NOT NULL,                   -- code of the wave, '' for any
    site_id   TEXT NOT NULL,                   -- at which site, '' for all together
    planned   INTEGER NOT NULL,
    words     TEXT NOT NULL,                   -- where it stands: "protocol 1.2, section 5"
    set_on    TEXT NOT NULL,
    set_by    TEXT NOT NULL,                   -- name
    ended_on  TEXT                             -- replaced by a later plan
);
CREATE INDEX study_targets_study ON study_targets (study_id);

-- What the study owes others, and when.
CREATE TABLE study_commitments (
    id       TEXT PRIMARY KEY,
    study_id TEXT NOT NULL REFERENCES studies (id),
    kind     TEXT NOT NULL,                    -- annual-report, end-of-study, final-report, results, notice, other
    whom     TEXT NOT NULL,                    -- to whom: "the ethics committee"
    words    TEXT NOT NULL,
    due      TEXT NOT NULL,
    done_on  TEXT,
    done     TEXT NOT NULL,                    -- what was sent, or why it is late
    version  INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_commitments_study ON study_commitments (study_id, due);

-- Questions from the public page.
CREATE TABLE study_enquiries (
    id          TEXT PRIMARY KEY,
    study_id    TEXT NOT NULL REFERENCES studies (id),
    name        TEXT NOT NULL,
    reply_to    TEXT NOT NULL,                 -- email or phone
    words       TEXT NOT NULL,
    came_at     BIGINT NOT NULL,
    answered_at BIGINT,
    answer      TEXT NOT NULL                  -- what was done, in a line
);
CREATE INDEX study_enquiries_study ON study_enquiries (study_id, came_at);
