-- +goose Up
-- A request that a link worker gets in touch, as it was sent.
CREATE TABLE referrals (
    id                TEXT PRIMARY KEY,
    identifier_system TEXT,                   -- the sender's own identifier, NULL when there is none
    identifier_value  TEXT,
    channel           TEXT NOT NULL,          -- practice | reception | self | message
    practice_id       TEXT,                   -- NULL for a self-referral whose practice is not known
    team_id           TEXT NOT NULL,
    sent_by           TEXT NOT NULL,          -- account or token, '' for a self-referral
    referrer_name     TEXT NOT NULL,
    referrer_role     TEXT NOT NULL,
    referrer_contact  TEXT NOT NULL,
    subject_id        TEXT NOT NULL UNIQUE,   -- the person as sent; FHIR's Patient id, always
    given             TEXT NOT NULL,
    family            TEXT NOT NULL,
    called            TEXT NOT NULL,
    birth_date        TEXT,
    nhs_number        TEXT,
    phone             TEXT NOT NULL,
    email             TEXT NOT NULL,
    address           TEXT NOT NULL,
    postcode          TEXT NOT NULL,
    contact_by        TEXT NOT NULL,
    voicemail         TEXT NOT NULL,
    language          TEXT NOT NULL,
    interpreter       BOOLEAN NOT NULL,
    access_needs      TEXT NOT NULL,
    needs             TEXT NOT NULL,          -- space-separated need codes
    reason            TEXT NOT NULL,          -- free text
    risk              TEXT NOT NULL,          -- none-known | risks | not-asked
    risk_words        TEXT NOT NULL,
    permission        TEXT NOT NULL,          -- how the person agreed
    urgency           TEXT NOT NULL,          -- routine | soon
    as_sent           TEXT NOT NULL,          -- the message as it came, JSON; '' for a form
    state             TEXT NOT NULL,
    state_since       BIGINT NOT NULL,
    received_at       BIGINT NOT NULL,
    person_id         TEXT,                   -- set when taken on
    updated_at        BIGINT NOT NULL,
    version           INTEGER NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX referrals_identifier ON referrals (practice_id, identifier_system, identifier_value);
CREATE INDEX referrals_team ON referrals (team_id, state, received_at);
CREATE INDEX referrals_practice ON referrals (practice_id, updated_at, id);
CREATE INDEX referrals_person ON referrals (person_id);

-- Everything that happened to a referral; rows are only added.
CREATE TABLE referral_events (
    id          TEXT PRIMARY KEY,
    referral_id TEXT NOT NULL REFERENCES referrals (id),
    at          BIGINT NOT NULL,
    by_id       TEXT NOT NULL,
    by_name     TEXT NOT NULL,
    from_state  TEXT NOT NULL,
    to_state    TEXT NOT NULL,
    reason      TEXT NOT NULL,                -- code, '' when the state says it all
    words       TEXT NOT NULL,                -- what was asked, answered or explained
    message_id  TEXT                          -- the message that tells the referrer
);
CREATE INDEX referral_events_referral ON referral_events (referral_id, at, id);

-- What belongs in the practice's own record about this episode: a short text,
-- a day and perhaps a code, and whether it is there yet.
CREATE TABLE practice_entries (
    id          TEXT PRIMARY KEY,
    referral_id TEXT NOT NULL REFERENCES referrals (id),
    person_id   TEXT,                         -- NULL before a referral is taken on
    account_id  TEXT NOT NULL,                -- whose work it is to put it there
    about_id    TEXT,                         -- the contact or letter that it tells of
    day         TEXT NOT NULL,                -- date
    words       TEXT NOT NULL,
    code        TEXT,                         -- national code, at most once in an episode
    copied_at   BIGINT,                       -- NULL while it is not there
    copied_by   TEXT NOT NULL DEFAULT '',
    created_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX practice_entries_code ON practice_entries (referral_id, code);
CREATE INDEX practice_entries_to_copy ON practice_entries (account_id, day) WHERE copied_at IS NULL;
CREATE INDEX practice_entries_person ON practice_entries (person_id, copied_at, day);
