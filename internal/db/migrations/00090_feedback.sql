-- +goose Up
-- What people say of a team's work, and what went wrong in it. It is kept apart
-- from records.
CREATE TABLE feedback (
    id              TEXT PRIMARY KEY,
    team_id         TEXT NOT NULL,
    kind            TEXT NOT NULL,            -- code of vocabulary.FeedbackKinds
    came_on         TEXT NOT NULL,            -- date
    source          TEXT NOT NULL,            -- code of vocabulary.FeedbackSources
    who             TEXT NOT NULL,            -- name of whoever said it, '' if not known
    reach           TEXT NOT NULL,            -- how to answer them, '' if not known
    person_id       TEXT NOT NULL,            -- whom it concerns, '' for nobody on record
    words           TEXT NOT NULL,            -- as they put it
    harm            TEXT NOT NULL,            -- code of vocabulary.Harms, '' where it is not asked
    state           TEXT NOT NULL,            -- new | acknowledged | answered | closed
    owner_id        TEXT NOT NULL,            -- account that sees to it, '' = the team's managers
    owner_name      TEXT NOT NULL,
    learned         TEXT NOT NULL,            -- what was found and what changes, without names
    recorded_by     TEXT NOT NULL,            -- account
    recorded_name   TEXT NOT NULL,
    recorded_at     BIGINT NOT NULL,
    acknowledged_at BIGINT,                   -- NULL while it is not
    answered_at     BIGINT,                   -- NULL while it is not
    version         INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX feedback_team ON feedback (team_id, state, came_on);
CREATE INDEX feedback_owner ON feedback (owner_id, state);
CREATE INDEX feedback_recorded ON feedback (recorded_by);

-- What was done about it, in order. Rows are only added.
CREATE TABLE feedback_steps (
    id          TEXT PRIMARY KEY,
    feedback_id TEXT NOT NULL REFERENCES feedback (id),
    state       TEXT NOT NULL,                -- in which it is since
    words       TEXT NOT NULL,
    by_name     TEXT NOT NULL,
    at          BIGINT NOT NULL
);
CREATE INDEX feedback_steps_of ON feedback_steps (feedback_id, at);
