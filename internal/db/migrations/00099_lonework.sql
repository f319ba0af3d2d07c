-- +goose Up
-- How soon a team asks after a worker who has not checked out.
CREATE TABLE visit_rules (
    team_id TEXT PRIMARY KEY REFERENCES teams (id),
    grace   INTEGER NOT NULL,                 -- minutes after the time at which the worker expected to have left
    pass    INTEGER NOT NULL,                 -- minutes until the next in the chain is told
    on_word TEXT NOT NULL,                    -- what to do when a worker says their code word
    version INTEGER NOT NULL DEFAULT 1
);

-- Who is told, in order. A team without anybody here tells its managers.
CREATE TABLE visit_chain (
    team_id    TEXT NOT NULL REFERENCES teams (id),
    position   INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    phone      TEXT NOT NULL,                 -- a text goes there, where texts can go out
    PRIMARY KEY (team_id, position)
);

-- What a worker tells once for all visits.
CREATE TABLE visit_details (
    account_id TEXT PRIMARY KEY,
    phone      TEXT NOT NULL,                 -- on which they are reached on the way
    car        TEXT NOT NULL,                 -- make, colour, registration
    code_word  TEXT NOT NULL,                 -- said on the phone, it means "I need help"
    version    INTEGER NOT NULL DEFAULT 1
);

-- A visit to somebody's home with a time by which its worker has checked out.
-- Where it is stands in the person's record and nowhere else.
CREATE TABLE home_visits (
    id             TEXT PRIMARY KEY,
    appointment_id TEXT NOT NULL,
    person_id      TEXT NOT NULL REFERENCES people (id),
    team_id        TEXT NOT NULL,
    account_id     TEXT NOT NULL,             -- the worker
    name           TEXT NOT NULL,             -- of the worker
    how            TEXT NOT NULL,             -- how they travel, code
    back_by        BIGINT NOT NULL,           -- when they expect to have left
    after_minutes  INTEGER NOT NULL,          -- the same, in minutes after the end of the appointment
    state          TEXT NOT NULL,             -- planned | out | alarm | answered | back | closed | called-off
    turn           INTEGER NOT NULL,          -- of the clock; a job that names another turn is over
    reminded       BOOLEAN NOT NULL,          -- the worker was asked to check out
    help           BOOLEAN NOT NULL,          -- the worker asked for help
    passed         INTEGER NOT NULL,          -- how often an alarm was given to somebody
    owner_id       TEXT NOT NULL,             -- whose turn it is or who has answered, '' for nobody
    owner_name     TEXT NOT NULL,
    started_at     BIGINT,
    alarm_at       BIGINT,                    -- when it last became one
    ended_at       BIGINT,
    outcome        TEXT NOT NULL,             -- of an alarm, code
    version        INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX home_visits_open ON home_visits (team_id, state, back_by);
CREATE INDEX home_visits_appointment ON home_visits (appointment_id);
CREATE INDEX home_visits_person ON home_visits (person_id);
CREATE INDEX home_visits_account ON home_visits (account_id, state);

-- What happened on a visit; rows are only added.
CREATE TABLE home_visit_entries (
    id       TEXT PRIMARY KEY,
    visit_id TEXT NOT NULL REFERENCES home_visits (id),
    at       BIGINT NOT NULL,
    by_name  TEXT NOT NULL,
    what     TEXT NOT NULL,                   -- in a few words
    words    TEXT NOT NULL
);
CREATE INDEX home_visit_entries_visit ON home_visit_entries (visit_id, at, id);
