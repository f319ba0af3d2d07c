-- +goose Up

-- Whom a questionnaire is for: anybody with a link, and nobody knows who answered; or
-- participants, under their study numbers, in waves.
ALTER TABLE study_questionnaires ADD COLUMN audience TEXT NOT NULL DEFAULT 'anybody'; -- anybody, participants
ALTER TABLE study_questionnaires ADD COLUMN who TEXT NOT NULL DEFAULT '';             -- kind of participants, '' for all

CREATE TABLE study_questionnaire_waves (
    questionnaire_id TEXT NOT NULL REFERENCES study_questionnaires (id),
    wave_id          TEXT NOT NULL REFERENCES study_waves (id),
    PRIMARY KEY (questionnaire_id, wave_id)
);

-- A participant who is asked a questionnaire in a wave.
CREATE TABLE study_asked (
    id               TEXT PRIMARY KEY,
    questionnaire_id TEXT NOT NULL REFERENCES study_questionnaires (id),
    wave_id          TEXT NOT NULL REFERENCES study_waves (id),
    participant_id   TEXT NOT NULL REFERENCES participants (id),
    asking_id        TEXT,                      -- their answers, once they have begun
    way              TEXT NOT NULL,             -- link, together, paper; '' while nobody has asked
    sent_at          BIGINT,                    -- the latest link
    reminders        INTEGER NOT NULL,          -- sent since
    remind_at        BIGINT,
    unreminded       BOOLEAN NOT NULL,          -- they want no reminder
    answered_on      TEXT,
    finished_at      BIGINT,
    missed           TEXT NOT NULL,             -- why they cannot be asked, '' while they can
    missed_words     TEXT NOT NULL,
    missed_by        TEXT NOT NULL,
    UNIQUE (questionnaire_id, wave_id, participant_id)
);
CREATE INDEX study_asked_asking ON study_asked (asking_id);
CREATE INDEX study_asked_participant ON study_asked (participant_id);
