-- +goose Up

-- Somebody in a study, under a study number. Neither a name nor a care record
-- stands here.
CREATE TABLE participants (
    id         TEXT PRIMARY KEY,
    study_id   TEXT NOT NULL REFERENCES studies (id),
    site_id    TEXT REFERENCES study_sites (id), -- NULL where the study has no sites for them
    number     TEXT NOT NULL,                  -- "P017"
    kind       TEXT NOT NULL,                  -- patient, link-worker, professional, vcfse-staff, public
    part       TEXT NOT NULL,                  -- what they do, in words that give nobody away: "practice nurse"
    source     TEXT NOT NULL,                  -- how they came: practice, link-worker, poster, list, questionnaire, other
    stage      TEXT NOT NULL,                  -- the furthest that was reached
    lost       TEXT NOT NULL,                  -- reason why they went no further, '' while they may
    silent_at  BIGINT,                         -- they want no more contact since
    added_at   BIGINT NOT NULL,
    added_by   TEXT NOT NULL,                  -- name
    version    INTEGER NOT NULL DEFAULT 1,
    UNIQUE (study_id, number)
);
CREATE INDEX participants_site ON participants (study_id, site_id, kind);
-- Everything that the flow of a study is counted by, and where people came from.
CREATE INDEX participants_flow ON participants (study_id, stage, lost, kind, site_id);
CREATE INDEX participants_source ON participants (study_id, source);

-- Each step of the recruitment log.
CREATE TABLE participant_steps (
    id             TEXT PRIMARY KEY,
    participant_id TEXT NOT NULL REFERENCES participants (id),
    stage          TEXT NOT NULL,              -- reached, or where they were lost
    lost           TEXT NOT NULL,              -- reason, '' for a stage reached
    day            TEXT NOT NULL,
    by_name        TEXT NOT NULL,
    noted_at       BIGINT NOT NULL
);
CREATE INDEX participant_steps_of ON participant_steps (participant_id, noted_at);

-- How to reach somebody, under a code of its own: answers never stand beside it.
CREATE TABLE study_contacts (
    id        TEXT PRIMARY KEY,
    study_id  TEXT NOT NULL REFERENCES studies (id),
    code      TEXT NOT NULL,                   -- "C-7KQ2M9"
    name      TEXT NOT NULL,
    phone     TEXT NOT NULL,
    email     TEXT NOT NULL,
    way       TEXT NOT NULL,                   -- which they prefer: phone, text, email, letter, in-person
    words     TEXT NOT NULL,                   -- what to mind: "not on Fridays", "interpreter: Polish"
    forgotten_at BIGINT,                       -- name and addresses are gone since
    version   INTEGER NOT NULL DEFAULT 1,
    UNIQUE (study_id, code)
);

-- The one place that joins a study number to a contact code.
CREATE TABLE study_contact_keys (
    participant_id TEXT PRIMARY KEY REFERENCES participants (id),
    contact_id     TEXT NOT NULL UNIQUE REFERENCES study_contacts (id)
);

-- Asked of the practice before somebody is contacted again: may they be?
CREATE TABLE study_clearances (
    id             TEXT PRIMARY KEY,
    participant_id TEXT NOT NULL REFERENCES participants (id),
    asked_at       BIGINT NOT NULL,
    asked_by       TEXT NOT NULL,              -- name
    answer         TEXT NOT NULL,              -- '' until then: may, not-now, died, left
    answered_at    BIGINT,
    answered_by    TEXT NOT NULL
);
CREATE INDEX study_clearances_of ON study_clearances (participant_id, asked_at);

-- Thanks given to participants. Payments to public contributors are kept elsewhere.
CREATE TABLE study_vouchers (
    id             TEXT PRIMARY KEY,
    participant_id TEXT NOT NULL REFERENCES participants (id),
    pence          INTEGER NOT NULL,
    words          TEXT NOT NULL,              -- for what: "interview at 9 months"
    state          TEXT NOT NULL,              -- given, declined
    day            TEXT NOT NULL,
    receipt        TEXT NOT NULL,              -- how receipt was confirmed
    by_name        TEXT NOT NULL
);
CREATE INDEX study_vouchers_of ON study_vouchers (participant_id, day);
