-- +goose Up
-- What somebody may do, and where. One row for each role in each place.
CREATE TABLE memberships (
    id          TEXT PRIMARY KEY,
    account_id  TEXT NOT NULL,
    role        TEXT NOT NULL,                -- link-worker | manager | practice | administrator
    team_id     TEXT,                         -- for link-worker and manager
    practice_id TEXT,                         -- for practice
    started_at  BIGINT NOT NULL,
    ended_at    BIGINT                        -- NULL while it holds
);
CREATE INDEX memberships_account ON memberships (account_id, team_id, role, ended_at); -- and the next: all that a look at who may see needs
CREATE INDEX memberships_team ON memberships (team_id, role);

-- Who is looking after a person. A row without account_id says which team the
-- person belongs to; a row with one says who in it is their worker.
CREATE TABLE care_team (
    id         TEXT PRIMARY KEY,
    person_id  TEXT NOT NULL,
    team_id    TEXT NOT NULL,
    account_id TEXT,
    since      BIGINT NOT NULL,
    until      BIGINT                         -- NULL while it holds
);
CREATE INDEX care_team_person ON care_team (person_id, until, account_id, team_id);
CREATE INDEX care_team_account ON care_team (account_id, person_id);
CREATE INDEX care_team_team ON care_team (team_id, person_id);
