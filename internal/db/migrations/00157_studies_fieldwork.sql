-- +goose Up

-- A round of data collection: baseline, 9 to 12 months.
CREATE TABLE study_waves (
    id       TEXT PRIMARY KEY,
    study_id TEXT NOT NULL REFERENCES studies (id),
    code     TEXT NOT NULL,                    -- "baseline"
    name     TEXT NOT NULL,
    who      TEXT NOT NULL,                    -- kind of participants, '' for all
    ordinal  INTEGER NOT NULL,                 -- 0 is the first
    from_day INTEGER NOT NULL,                 -- days after the first session of the participant; 0 for the first wave
    to_day   INTEGER NOT NULL,                 -- last day of the window; 0: no last day
    UNIQUE (study_id, code)
);

-- One piece of data collection: an interview, an observation.
CREATE TABLE study_sessions (
    id         TEXT PRIMARY KEY,
    study_id   TEXT NOT NULL REFERENCES studies (id),
    site_id    TEXT REFERENCES study_sites (id),
    wave_id    TEXT REFERENCES study_waves (id),
    kind       TEXT NOT NULL,                  -- interview, observation, focus-group, shadowing, document, questionnaire
    state      TEXT NOT NULL,                  -- planned, held, missed, cancelled
    planned_at BIGINT,
    minutes    INTEGER NOT NULL,               -- planned length
    held_on    TEXT,
    place      TEXT NOT NULL,                  -- at-work, at-home, elsewhere, phone, video
    whereabouts TEXT NOT NULL,                 -- room, or how to join
    account_id TEXT NOT NULL,                  -- the researcher
    by_name    TEXT NOT NULL,
    guide_id   TEXT,                           -- version of the guide that was used
    missed     TEXT NOT NULL,                  -- reason why it did not take place
    words      TEXT NOT NULL,                  -- for the team; names nobody
    reminder_at BIGINT,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_sessions_study ON study_sessions (study_id, state, planned_at);
CREATE INDEX study_sessions_account ON study_sessions (account_id, planned_at);

CREATE TABLE study_session_participants (
    session_id     TEXT NOT NULL REFERENCES study_sessions (id),
    participant_id TEXT NOT NULL REFERENCES participants (id),
    PRIMARY KEY (session_id, participant_id)
);
CREATE INDEX study_session_participants_of ON study_session_participants (participant_id);

-- That a participant could not be followed in a wave, and why.
CREATE TABLE study_wave_misses (
    wave_id        TEXT NOT NULL REFERENCES study_waves (id),
    participant_id TEXT NOT NULL REFERENCES participants (id),
    why            TEXT NOT NULL,
    words          TEXT NOT NULL,
    noted_at       BIGINT NOT NULL,
    by_name        TEXT NOT NULL,
    PRIMARY KEY (wave_id, participant_id)
);

-- What a researcher wrote down.
CREATE TABLE study_notes (
    id         TEXT PRIMARY KEY,
    study_id   TEXT NOT NULL REFERENCES studies (id),
    site_id    TEXT NOT NULL REFERENCES study_sites (id),
    session_id TEXT REFERENCES study_sessions (id),
    kind       TEXT NOT NULL,                  -- field, debrief, document
    day        TEXT NOT NULL,
    words      TEXT NOT NULL,
    weighs     TEXT NOT NULL,                  -- what weighs on the researcher: read by them and the leads only
    account_id TEXT NOT NULL,
    by_name    TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_notes_study ON study_notes (study_id, day);

-- A researcher alone with somebody: when they are back.
CREATE TABLE study_outings (
    id         TEXT PRIMARY KEY,
    study_id   TEXT NOT NULL REFERENCES studies (id),
    site_id    TEXT NOT NULL REFERENCES study_sites (id),
    session_id TEXT,
    account_id TEXT NOT NULL,
    name       TEXT NOT NULL,
    place      TEXT NOT NULL,                  -- where to look for them; thrown away a week after
    phone      TEXT NOT NULL,                  -- theirs
    left_at    BIGINT NOT NULL,
    back_by    BIGINT NOT NULL,
    back_at    BIGINT,
    alarm_at   BIGINT,                         -- those who lead were told
    answered   TEXT NOT NULL,                  -- what was done about the alarm
    answered_by TEXT NOT NULL
);
CREATE INDEX study_outings_study ON study_outings (study_id, left_at);
