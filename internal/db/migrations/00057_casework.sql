-- +goose Up
-- Words to start a contact's text from: a team's own, which its managers look
-- after, or a worker's own.
CREATE TABLE contact_templates (
    id         TEXT PRIMARY KEY,
    team_id    TEXT NOT NULL,
    account_id TEXT NOT NULL,                 -- whose own they are, '' for the team's
    name       TEXT NOT NULL,
    words      TEXT NOT NULL,
    made_at    BIGINT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX contact_templates_whose ON contact_templates (team_id, account_id, made_at);
