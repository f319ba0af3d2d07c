-- +goose Up
-- For whom a referral that nobody has decided waits. Taking it on stays a
-- decision of whoever looks at it.
CREATE TABLE given_referrals (
    referral_id TEXT PRIMARY KEY,
    team_id     TEXT NOT NULL,
    account_id  TEXT NOT NULL,                -- the worker; '' for the whole team
    why         TEXT NOT NULL,                -- the rule in words; '' when somebody chose
    by_name     TEXT NOT NULL,                -- who chose, '' for the rule
    given_at    BIGINT NOT NULL
);
CREATE INDEX given_referrals_team ON given_referrals (team_id, account_id);

-- What a worker speaks besides English, well enough to support somebody in it.
CREATE TABLE worker_languages (
    account_id TEXT PRIMARY KEY,
    languages  TEXT NOT NULL,                 -- codes of vocabulary.Languages, apart by spaces
    version    INTEGER NOT NULL DEFAULT 1
);
