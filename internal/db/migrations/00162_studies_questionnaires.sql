-- +goose Up

-- A questionnaire of a study: a form, with when and to whom it is open.
CREATE TABLE study_questionnaires (
    id         TEXT PRIMARY KEY,
    study_id   TEXT NOT NULL REFERENCES studies (id),
    form_id    TEXT NOT NULL,
    state      TEXT NOT NULL,                  -- draft, test, open, closed
    edition    INTEGER NOT NULL,               -- of the form that is asked; 0 in draft
    opens_on   TEXT,
    closes_on  TEXT,                           -- last day
    grace      INTEGER NOT NULL,               -- days in which those part-way can finish
    eligible   TEXT NOT NULL,                  -- formula over the answers, '' for everybody
    opt_in     BOOLEAN NOT NULL,               -- asks at the end whether they may be invited to an interview
    opt_in_as  TEXT NOT NULL,                  -- kind of participants that they become
    traits     TEXT NOT NULL,                  -- JSON: names of questions that go along with an opt-in
    notes      TEXT NOT NULL,                  -- JSON: what was corrected after opening, when, by whom
    opened_at  BIGINT,
    closed_at  BIGINT,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX study_questionnaires_study ON study_questionnaires (study_id);

-- How many answers of a kind are wanted.
CREATE TABLE study_quotas (
    id               TEXT PRIMARY KEY,
    questionnaire_id TEXT NOT NULL REFERENCES study_questionnaires (id),
    question         TEXT NOT NULL,
    choice           TEXT NOT NULL,
    most             INTEGER NOT NULL,
    UNIQUE (questionnaire_id, question, choice)
);

-- An open link to a questionnaire.
CREATE TABLE study_doors (
    id               TEXT PRIMARY KEY,
    questionnaire_id TEXT NOT NULL REFERENCES study_questionnaires (id),
    link_id          TEXT NOT NULL,
    place            TEXT NOT NULL,            -- where it was given out
    made_at          BIGINT NOT NULL,
    made_by          TEXT NOT NULL
);
CREATE INDEX study_doors_of ON study_doors (questionnaire_id, made_at);
CREATE INDEX study_doors_link ON study_doors (link_id);

-- Somebody on a list who is invited by mail. What they answer does not stand here.
CREATE TABLE study_invitees (
    id               TEXT PRIMARY KEY,
    questionnaire_id TEXT NOT NULL REFERENCES study_questionnaires (id),
    email            TEXT NOT NULL,
    added_at         BIGINT NOT NULL,
    link_id          TEXT,                     -- NULL until they are invited
    invited_at       BIGINT,
    reminders        INTEGER NOT NULL,         -- sent
    remind_at        BIGINT,
    stopped_at       BIGINT,                   -- they want no more mail
    answered         BOOLEAN NOT NULL,         -- they have finished; by then nothing joins them to their answers
    UNIQUE (questionnaire_id, email)
);
CREATE INDEX study_invitees_link ON study_invitees (link_id);
CREATE INDEX study_invitees_due ON study_invitees (questionnaire_id, remind_at);

-- Joins somebody invited to what they have begun, so that they are not reminded once
-- they have finished. The row goes then.
CREATE TABLE study_invitee_keys (
    invitee_id TEXT PRIMARY KEY REFERENCES study_invitees (id),
    asking_id  TEXT NOT NULL
);
CREATE INDEX study_invitee_keys_asking ON study_invitee_keys (asking_id);

-- What is known of answers beside the answers themselves, which stand in askings.
CREATE TABLE study_responses (
    asking_id        TEXT PRIMARY KEY,
    questionnaire_id TEXT NOT NULL REFERENCES study_questionnaires (id),
    code             TEXT NOT NULL,            -- by which it is exported
    door             TEXT NOT NULL,            -- where they came from: a place, or "list"
    browser          TEXT NOT NULL,            -- hash of a mark on the browser, for this questionnaire only
    test             BOOLEAN NOT NULL,
    trapped          BOOLEAN NOT NULL,         -- filled in what no person sees
    offered          BOOLEAN NOT NULL,         -- they opted in to an interview; as whom stands nowhere here
    excluded         TEXT NOT NULL,            -- why it does not count, '' while it does
    excluded_by      TEXT NOT NULL,
    started_at       BIGINT NOT NULL,
    UNIQUE (questionnaire_id, code)
);
CREATE INDEX study_responses_browser ON study_responses (questionnaire_id, browser);

-- Who opted in to an interview, with what they said that goes along. Which answers are
-- theirs stands nowhere.
CREATE TABLE study_volunteers (
    participant_id   TEXT PRIMARY KEY REFERENCES participants (id),
    questionnaire_id TEXT NOT NULL REFERENCES study_questionnaires (id),
    traits           TEXT NOT NULL,            -- JSON: question to answer, of the declared ones
    day              TEXT NOT NULL
);
CREATE INDEX study_volunteers_of ON study_volunteers (questionnaire_id);
