-- +goose Up
-- Somebody around a person: family, carers, people who may speak for them.
CREATE TABLE supporters (
    id          TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL,
    name        TEXT NOT NULL,
    relation    TEXT NOT NULL,                -- in words: "daughter", "neighbour"
    phone       TEXT NOT NULL,
    role        TEXT NOT NULL,                -- code of vocabulary.SupporterRoles
    role_words  TEXT NOT NULL,                -- for what the power holds, whom the advocate works for
    seen_on     TEXT,                         -- date on which the document was seen, NULL if it was not
    carer       BOOLEAN NOT NULL,             -- an unpaid carer of the person
    emergency   BOOLEAN NOT NULL,             -- to be called in an emergency
    ended_on    TEXT,                         -- date, NULL while they are around
    by_name     TEXT NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX supporters_person ON supporters (person_id, ended_on);

-- What the person says somebody around them may know. The latest word on a
-- topic counts, all are kept.
CREATE TABLE supporter_knows (
    id           TEXT PRIMARY KEY,
    supporter_id TEXT NOT NULL REFERENCES supporters (id),
    topic        TEXT NOT NULL,               -- code of vocabulary.KnowTopics
    may          BOOLEAN NOT NULL,
    how          TEXT NOT NULL,               -- how it was said
    said_on      TEXT NOT NULL,               -- date
    until        TEXT,                        -- last day of a yes, NULL for no end
    by_name      TEXT NOT NULL,
    recorded_at  BIGINT NOT NULL
);
CREATE INDEX supporter_knows_of ON supporter_knows (supporter_id, recorded_at);

-- Two people with records who live together. One row for both directions.
CREATE TABLE households (
    id        TEXT PRIMARY KEY,
    one_id    TEXT NOT NULL,                  -- the smaller of the two ids
    other_id  TEXT NOT NULL,
    words     TEXT NOT NULL,                  -- "married", "mother and son"
    since     TEXT NOT NULL,                  -- date it was written down
    ended_on  TEXT,                           -- date, NULL while they do
    by_name   TEXT NOT NULL
);
CREATE UNIQUE INDEX households_pair ON households (one_id, other_id) WHERE ended_on IS NULL;
CREATE INDEX households_other ON households (other_id);

-- Who lives there, pets, what to know at the door. The latest counts.
CREATE TABLE household_notes (
    id          TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL,
    words       TEXT NOT NULL,
    by_name     TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);
CREATE INDEX household_notes_person ON household_notes (person_id, recorded_at);

-- One decision and whether the person could make it at that time.
CREATE TABLE capacity_decisions (
    id           TEXT PRIMARY KEY,
    person_id    TEXT NOT NULL,
    kind         TEXT NOT NULL,               -- code of vocabulary.DecisionKinds
    decision     TEXT NOT NULL,               -- in words: which decision
    help         TEXT NOT NULL,               -- what was done to help them decide
    lacks        TEXT NOT NULL,               -- space-separated codes of vocabulary.CapacityAbilities that they lacked
    why          TEXT NOT NULL,               -- what was seen and heard
    cause        TEXT NOT NULL,               -- the impairment of mind or brain, in words; '' where they could decide
    can_decide   BOOLEAN NOT NULL,
    decided_on   TEXT NOT NULL,               -- date of the look
    assessed_by  TEXT NOT NULL,               -- who looked: name and role
    best         TEXT NOT NULL,               -- what was decided for them, '' where they could decide or it is open
    consulted    TEXT NOT NULL,               -- who was asked for that
    least        TEXT NOT NULL,               -- why it is the least restrictive, and what they would want
    review_on    TEXT,                        -- date, NULL for none
    replaced_by  TEXT,                        -- a later look at the same decision, NULL while this one stands
    recorded_by  TEXT NOT NULL,               -- account
    recorded_name TEXT NOT NULL,
    recorded_at  BIGINT NOT NULL
);
CREATE INDEX capacity_decisions_person ON capacity_decisions (person_id, recorded_at);
