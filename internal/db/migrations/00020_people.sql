-- +goose Up
-- A person whom a team supports. There is none before a referral is taken on.
CREATE TABLE people (
    id              TEXT PRIMARY KEY,
    nhs_number      TEXT,                     -- 10 digits, NULL when not known
    given           TEXT NOT NULL,
    family          TEXT NOT NULL,
    name_key        TEXT NOT NULL,            -- "family given called", folded for matching
    called          TEXT NOT NULL,            -- likes to be called, '' = as given
    birth_date      TEXT,                     -- date
    phone           TEXT NOT NULL,
    phone_key       TEXT NOT NULL,            -- digits only, +44 as 0
    email           TEXT NOT NULL,
    address         TEXT NOT NULL,
    postcode        TEXT NOT NULL,
    contact_by      TEXT NOT NULL,            -- phone | text | email | letter
    voicemail       TEXT NOT NULL,            -- yes | no | unknown
    language        TEXT NOT NULL,            -- language spoken, '' = not asked
    interpreter     BOOLEAN NOT NULL,
    access_needs    TEXT NOT NULL,
    practice_id     TEXT,
    merged_into     TEXT REFERENCES people (id),
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX people_nhs_number ON people (nhs_number) WHERE merged_into IS NULL;
CREATE INDEX people_name ON people (name_key, id);
CREATE INDEX people_birth ON people (birth_date);
CREATE INDEX people_phone ON people (phone_key);
CREATE INDEX people_merged ON people (merged_into) WHERE merged_into IS NOT NULL;

-- What a person said about sharing, one row each time they were asked.
CREATE TABLE permissions (
    id             TEXT PRIMARY KEY,
    person_id      TEXT NOT NULL REFERENCES people (id),
    recipient_kind TEXT NOT NULL,             -- practice | organisation | team
    recipient_id   TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    purpose        TEXT NOT NULL,             -- support | referral | letter
    given          BOOLEAN NOT NULL,
    how            TEXT NOT NULL,             -- in person, by phone, through the referrer
    said_on        TEXT NOT NULL,             -- date
    recorded_by    TEXT NOT NULL,
    recorded_at    BIGINT NOT NULL
);
CREATE INDEX permissions_person ON permissions (person_id, recipient_kind, recipient_id, recorded_at);

-- Statements about risk. "No known risks" is a statement too.
CREATE TABLE risks (
    id               TEXT PRIMARY KEY,
    person_id        TEXT NOT NULL REFERENCES people (id),
    none_known       BOOLEAN NOT NULL,        -- somebody looked and knows of none
    words            TEXT NOT NULL,           -- the risk, '' when none is known
    source           TEXT NOT NULL,           -- who said so
    stated_on        TEXT NOT NULL,           -- date
    ended_on         TEXT,                    -- date; ended, never deleted
    recorded_by      TEXT NOT NULL,
    recorded_by_name TEXT NOT NULL,
    recorded_at      BIGINT NOT NULL
);
CREATE INDEX risks_person ON risks (person_id, recorded_at);
