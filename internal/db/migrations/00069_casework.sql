-- +goose Up
-- What the person wants others to know, part by part, in their words. The
-- latest of each part counts, all are kept. Parts are those of "About me" in
-- the record standard.
CREATE TABLE about_me (
    id          TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL,
    part        TEXT NOT NULL,                -- code of vocabulary.AboutMeParts
    words       TEXT NOT NULL,                -- '' takes back what was said before
    said_on     TEXT NOT NULL,                -- date
    by_id       TEXT NOT NULL,
    by_name     TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);
CREATE INDEX about_me_person ON about_me (person_id, part, recorded_at);

-- What the person is good at, has, and can build on.
CREATE TABLE strengths (
    id        TEXT PRIMARY KEY,
    case_id   TEXT NOT NULL REFERENCES cases (id),
    person_id TEXT NOT NULL,
    words     TEXT NOT NULL,
    noted_on  TEXT NOT NULL,                  -- date
    ended_on  TEXT                            -- date, NULL while it holds; ended, never deleted
);
CREATE INDEX strengths_case ON strengths (case_id, noted_on);

-- A need may be seen by the referrer, by the person, or by both.
ALTER TABLE needs ADD COLUMN referrer_sees BOOLEAN NOT NULL DEFAULT FALSE; -- named in the referral
ALTER TABLE needs ADD COLUMN person_sees BOOLEAN NOT NULL DEFAULT FALSE;   -- named by the person
ALTER TABLE needs ADD COLUMN own_words TEXT NOT NULL DEFAULT '';           -- how the person puts it
UPDATE needs SET referrer_sees = TRUE WHERE seen_by = 'referrer';
UPDATE needs SET person_sees = TRUE WHERE seen_by = 'person';
ALTER TABLE needs DROP COLUMN seen_by;

ALTER TABLE goals ADD COLUMN outcome_words TEXT NOT NULL DEFAULT '';       -- what came of it
ALTER TABLE goals ADD COLUMN review_on TEXT;                               -- date to look at it again

-- How ready somebody is for a goal, each time it was talked about. The latest
-- counts. "Not yet" is a good answer.
CREATE TABLE readiness (
    id          TEXT PRIMARY KEY,
    goal_id     TEXT NOT NULL REFERENCES goals (id),
    case_id     TEXT NOT NULL REFERENCES cases (id),
    wants       TEXT NOT NULL,                -- motivation: code of vocabulary.Motivations, '' not asked
    able        TEXT NOT NULL,                -- at the moment: code of vocabulary.Abilities, '' not asked
    words       TEXT NOT NULL,                -- what would help
    said_on     TEXT NOT NULL,                -- date
    by_name     TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);
CREATE INDEX readiness_case ON readiness (case_id, recorded_at);

ALTER TABLE actions ADD COLUMN who_name TEXT NOT NULL DEFAULT '';          -- who, where it is somebody else or a service
ALTER TABLE actions ADD COLUMN strategies TEXT NOT NULL DEFAULT '';        -- what may help to do it
ALTER TABLE actions ADD COLUMN review_on TEXT;                             -- date
ALTER TABLE actions ADD COLUMN stage_goal TEXT NOT NULL DEFAULT '';        -- a goal on the way
ALTER TABLE actions ADD COLUMN stage_outcome TEXT NOT NULL DEFAULT '';     -- what came of that
ALTER TABLE actions ADD COLUMN stage_state TEXT NOT NULL DEFAULT '';       -- open | achieved | partly | not; '' without one
ALTER TABLE actions ADD COLUMN changed_on TEXT;                            -- date of the latest change, NULL when not known

-- The plan as a whole, one for each case.
CREATE TABLE plans (
    case_id        TEXT PRIMARY KEY REFERENCES cases (id),
    person_id      TEXT NOT NULL,
    review_on      TEXT,                      -- date of the next look at it together
    reviewer_id    TEXT NOT NULL,             -- account that sees to the review, '' when nobody yet
    funding        TEXT NOT NULL,             -- who pays for care, '' when not asked or nothing
    documents      TEXT NOT NULL,             -- other plans the person has, and where they are
    changed_at     BIGINT NOT NULL,           -- latest change of anything in the plan, ms UTC
    version        INTEGER NOT NULL DEFAULT 1
);

-- Each time the plan was agreed: with the person, or with somebody for them.
CREATE TABLE plan_agreements (
    id          TEXT PRIMARY KEY,
    case_id     TEXT NOT NULL REFERENCES cases (id),
    agreed_by   TEXT NOT NULL,                -- person | representative
    name        TEXT NOT NULL,                -- of the representative, '' for the person
    role        TEXT NOT NULL,                -- attorney, deputy, best interests: in words
    agreed_on   TEXT NOT NULL,                -- date
    by_name     TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);
CREATE INDEX plan_agreements_case ON plan_agreements (case_id, recorded_at);

-- How it ended, beyond the reason.
ALTER TABLE cases ADD COLUMN continues TEXT NOT NULL DEFAULT '';           -- what goes on without us
ALTER TABLE cases ADD COLUMN last_measures TEXT NOT NULL DEFAULT '';       -- asked, or code of vocabulary.NotMeasured
ALTER TABLE cases ADD COLUMN ending TEXT NOT NULL DEFAULT '';              -- code of vocabulary.Endings: how it was said goodbye
