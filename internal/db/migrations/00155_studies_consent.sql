-- +goose Up

-- What somebody agreed to, on exactly which documents. These rows never change but
-- for what came after: the copy that was sent, the consent that took its place.
CREATE TABLE study_consents (
    id             TEXT PRIMARY KEY,
    study_id       TEXT NOT NULL REFERENCES studies (id),
    participant_id TEXT NOT NULL REFERENCES participants (id),
    form_id        TEXT NOT NULL REFERENCES study_document_versions (id),
    form_sha256    TEXT NOT NULL,              -- of the bytes that were shown
    sheet_id       TEXT NOT NULL REFERENCES study_document_versions (id),
    sheet_sha256   TEXT NOT NULL,
    mode           TEXT NOT NULL,              -- paper, in-person, recorded, online
    informed_on    TEXT NOT NULL,              -- when they got the information sheet
    given_at       BIGINT NOT NULL,
    typed_name     TEXT NOT NULL,              -- as they wrote it; stands with the consent only
    witness        TEXT NOT NULL,
    translator     TEXT NOT NULL,
    capacity       TEXT NOT NULL,              -- own, consultee
    consultee      TEXT NOT NULL,              -- name and how they know the person
    taken_by       TEXT NOT NULL,              -- name; '' online
    copy_at        BIGINT,                     -- the participant got their copy
    copy_how       TEXT NOT NULL,
    replaced_at    BIGINT                      -- by a later consent
);
CREATE INDEX study_consents_of ON study_consents (participant_id, given_at);

-- Each clause's own answer.
CREATE TABLE study_consent_answers (
    consent_id TEXT NOT NULL REFERENCES study_consents (id),
    clause     TEXT NOT NULL,                  -- code in the form
    covers     TEXT NOT NULL,                  -- what the clause allows
    yes        BOOLEAN NOT NULL,
    ended_at   BIGINT,                         -- taken back
    PRIMARY KEY (consent_id, clause)
);

-- A link by which somebody reads the information and answers for themselves.
CREATE TABLE study_consent_invitations (
    id             TEXT PRIMARY KEY,
    participant_id TEXT NOT NULL REFERENCES participants (id),
    form_id        TEXT NOT NULL,
    sheet_id       TEXT NOT NULL,
    link_id        TEXT NOT NULL,
    sent_at        BIGINT NOT NULL,
    opened_on      TEXT,                       -- when they first said that they had read it
    answered_at    BIGINT
);
CREATE INDEX study_consent_invitations_of ON study_consent_invitations (participant_id, sent_at);
CREATE INDEX study_consent_invitations_link ON study_consent_invitations (link_id);

-- What somebody took back.
CREATE TABLE study_withdrawals (
    id             TEXT PRIMARY KEY,
    study_id       TEXT NOT NULL REFERENCES studies (id),
    participant_id TEXT NOT NULL REFERENCES participants (id),
    level          TEXT NOT NULL,              -- no-contact, no-collection, no-use, destroy, clause
    clause         TEXT NOT NULL,              -- for the level clause
    how            TEXT NOT NULL,              -- by whom and how they said it
    why            TEXT NOT NULL,              -- only if they offered it
    day            TEXT NOT NULL,
    noted_at       BIGINT NOT NULL,
    by_name        TEXT NOT NULL
);
CREATE INDEX study_withdrawals_of ON study_withdrawals (participant_id, noted_at);

-- Every use of what somebody gave: under which clause, and what became of it.
CREATE TABLE study_uses (
    id             TEXT PRIMARY KEY,
    study_id       TEXT NOT NULL REFERENCES studies (id),
    participant_id TEXT NOT NULL REFERENCES participants (id),
    covers         TEXT NOT NULL,              -- the permission that it rests on
    kind           TEXT NOT NULL,              -- answers, recording, transcript, note, photo, quote, excerpt, extract, edition, gallery
    subject_id     TEXT NOT NULL,              -- of the room that keeps it
    label          TEXT NOT NULL,              -- for a reader; names nobody
    used_at        BIGINT NOT NULL,
    fixed_at       BIGINT,                     -- analysed or published: cannot be recalled
    fixed_as       TEXT NOT NULL,              -- where: "paper 2, submitted 3 May 2026"
    settled_at     BIGINT,                     -- after a withdrawal
    settled        TEXT NOT NULL,              -- removed, destroyed, kept
    settled_words  TEXT NOT NULL,
    UNIQUE (kind, subject_id, participant_id)
);
CREATE INDEX study_uses_of ON study_uses (participant_id, used_at);

-- People who were merely present when a link worker was observed.
CREATE TABLE study_presences (
    id        TEXT PRIMARY KEY,
    study_id  TEXT NOT NULL REFERENCES studies (id),
    site_id   TEXT NOT NULL REFERENCES study_sites (id),
    day       TEXT NOT NULL,
    place     TEXT NOT NULL,                   -- in words that give nobody away
    told      INTEGER NOT NULL,                -- people who were told
    objected  INTEGER NOT NULL,                -- of whom nothing was written down
    notice_id TEXT NOT NULL,                   -- the version of the notice
    how       TEXT NOT NULL,                   -- on the door, spoken
    by_name   TEXT NOT NULL,
    noted_at  BIGINT NOT NULL
);
CREATE INDEX study_presences_study ON study_presences (study_id, day);
