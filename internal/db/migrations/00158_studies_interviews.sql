-- +goose Up

-- That a participant was told of a planned session, by a link that shows when and
-- where.
CREATE TABLE study_appointments (
    id             TEXT PRIMARY KEY,
    session_id     TEXT NOT NULL REFERENCES study_sessions (id),
    participant_id TEXT NOT NULL REFERENCES participants (id),
    link_id        TEXT NOT NULL,
    sent_at        BIGINT NOT NULL,
    cannot_at      BIGINT,                     -- they said that they cannot come
    cannot_words   TEXT NOT NULL
);
CREATE INDEX study_appointments_session ON study_appointments (session_id);
CREATE INDEX study_appointments_link ON study_appointments (link_id);

-- A recording: the bytes are in files, encrypted, until they end.
CREATE TABLE study_recordings (
    id          TEXT PRIMARY KEY,
    study_id    TEXT NOT NULL REFERENCES studies (id),
    session_id  TEXT NOT NULL REFERENCES study_sessions (id),
    file_id     TEXT NOT NULL,
    transcriber TEXT,                          -- account that writes it down
    expires_on  TEXT NOT NULL,
    added_at    BIGINT NOT NULL,
    added_by    TEXT NOT NULL
);
CREATE INDEX study_recordings_session ON study_recordings (session_id);

-- What a transcriber agreed to before they were given anything.
CREATE TABLE study_transcriber_agreements (
    study_id   TEXT NOT NULL REFERENCES studies (id),
    account_id TEXT NOT NULL,
    agreed_at  BIGINT NOT NULL,
    words      TEXT NOT NULL,                  -- the agreement, as it was shown
    PRIMARY KEY (study_id, account_id)
);

-- What was said, turn by turn. The one with names is read by those who meet people;
-- once its names are replaced it is thrown away.
CREATE TABLE study_transcripts (
    id         TEXT PRIMARY KEY,
    study_id   TEXT NOT NULL REFERENCES studies (id),
    session_id TEXT NOT NULL REFERENCES study_sessions (id),
    turns      TEXT NOT NULL,                  -- JSON: who and what
    named      BOOLEAN NOT NULL,               -- names of people and places may stand in it
    state      TEXT NOT NULL,                  -- draft, replaced
    added_at   BIGINT NOT NULL,
    added_by   TEXT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_transcripts_session ON study_transcripts (session_id, added_at);

-- The register of names and what stands in their place, away from the transcripts.
CREATE TABLE study_stand_ins (
    id       TEXT PRIMARY KEY,
    study_id TEXT NOT NULL REFERENCES studies (id),
    name     TEXT NOT NULL,                    -- as it was said
    stand_in TEXT NOT NULL,                    -- "[the practice]", "[Dee]"
    added_by TEXT NOT NULL
);
CREATE INDEX study_stand_ins_study ON study_stand_ins (study_id);

-- What a participant says of their own transcript, by a link.
CREATE TABLE study_corrections (
    id             TEXT PRIMARY KEY,
    study_id       TEXT NOT NULL REFERENCES studies (id),
    transcript_id  TEXT NOT NULL REFERENCES study_transcripts (id),
    participant_id TEXT NOT NULL REFERENCES participants (id),
    link_id        TEXT NOT NULL,
    sent_at        BIGINT NOT NULL,
    words          TEXT NOT NULL,
    answered_at    BIGINT,
    settled        TEXT NOT NULL,              -- what was done about it
    settled_by     TEXT NOT NULL
);
CREATE INDEX study_corrections_transcript ON study_corrections (transcript_id);
CREATE INDEX study_corrections_link ON study_corrections (link_id);
