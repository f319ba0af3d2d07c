-- +goose Up
-- Days on which a worker is away. Why is not asked.
CREATE TABLE absences (
    id         TEXT PRIMARY KEY,
    team_id    TEXT NOT NULL,
    account_id TEXT NOT NULL,                 -- who is away
    name       TEXT NOT NULL,                 -- of who is away
    from_day   TEXT NOT NULL,                 -- first day away
    to_day     TEXT NOT NULL,                 -- last day away; before the first when it was called off
    words      TEXT NOT NULL,                 -- what to know about all who are covered
    made_name  TEXT NOT NULL,
    made_at    BIGINT NOT NULL,
    seen_at    BIGINT,                        -- NULL until the worker has looked at what happened meanwhile
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX absences_account ON absences (account_id, to_day);
CREATE INDEX absences_team ON absences (team_id, to_day);

-- Who looks after whom during an absence. Whether it counts is said by the
-- care team; this is for the lists.
CREATE TABLE covered (
    id         TEXT PRIMARY KEY,
    absence_id TEXT NOT NULL REFERENCES absences (id),
    person_id  TEXT NOT NULL,
    cover_id   TEXT NOT NULL,                 -- account that covers
    cover_name TEXT NOT NULL,
    words      TEXT NOT NULL,                 -- what to know about this person
    made_name  TEXT NOT NULL,
    made_at    BIGINT NOT NULL,
    UNIQUE (absence_id, person_id)
);
CREATE INDEX covered_cover ON covered (cover_id);
CREATE INDEX covered_person ON covered (person_id);

-- A team asks another to take a person over. The person stays with the first
-- team and its worker until the other accepts.
CREATE TABLE transfers (
    id            TEXT PRIMARY KEY,
    person_id     TEXT NOT NULL,
    case_id       TEXT NOT NULL,
    from_team     TEXT NOT NULL,
    from_worker   TEXT NOT NULL,              -- account that had the case when it was asked
    to_team       TEXT NOT NULL,
    to_worker     TEXT NOT NULL DEFAULT '',   -- account that has it since it was accepted
    reason        TEXT NOT NULL,              -- code of vocabulary.TransferReasons
    words         TEXT NOT NULL,              -- what the other team should know
    agreed        TEXT NOT NULL,              -- how the person agreed
    state         TEXT NOT NULL,              -- asked | accepted | declined | withdrawn
    answer        TEXT NOT NULL DEFAULT '',   -- why it was declined or withdrawn
    asked_by      TEXT NOT NULL,
    asked_name    TEXT NOT NULL,
    asked_at      BIGINT NOT NULL,
    answered_name TEXT NOT NULL DEFAULT '',
    answered_at   BIGINT,                     -- NULL while nobody has answered
    seen_at       BIGINT,                     -- NULL until the asking side has read a no
    version       INTEGER NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX transfers_open ON transfers (case_id) WHERE state = 'asked';
CREATE INDEX transfers_to ON transfers (to_team, asked_at) WHERE state = 'asked';
CREATE INDEX transfers_person ON transfers (person_id, asked_at);
CREATE INDEX transfers_declined ON transfers (from_team, answered_at) WHERE state = 'declined' AND seen_at IS NULL;
