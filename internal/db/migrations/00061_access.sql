-- +goose Up
-- Who reads a team's safeguarding concerns: the lead first, then the deputies.
CREATE TABLE safety_leads (
    id         TEXT PRIMARY KEY,
    team_id    TEXT NOT NULL,
    account_id TEXT NOT NULL,
    position   INTEGER NOT NULL,              -- 1 for the lead, then the deputies in order
    phone      TEXT NOT NULL,                 -- under which colleagues reach them
    since      BIGINT NOT NULL,
    until      BIGINT                         -- NULL while it holds
);
CREATE INDEX safety_leads_team ON safety_leads (team_id, until, account_id);
CREATE INDEX safety_leads_account ON safety_leads (account_id, until, team_id);
