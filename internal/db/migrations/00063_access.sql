-- +goose Up
-- A record that only its worker, those named and the safeguarding lead see.
CREATE TABLE restrictions (
    id         TEXT PRIMARY KEY,
    person_id  TEXT NOT NULL,
    team_id    TEXT NOT NULL,
    reason     TEXT NOT NULL,                 -- code of vocabulary.RestrictionReasons
    words      TEXT NOT NULL,
    review_on  TEXT NOT NULL,                 -- date on which somebody asks whether it still has to be
    by_id      TEXT NOT NULL,
    by_name    TEXT NOT NULL,
    since      BIGINT NOT NULL,
    until      BIGINT,                        -- NULL while it holds
    ended_name TEXT NOT NULL DEFAULT ''
);
CREATE INDEX restrictions_person ON restrictions (person_id, until);
CREATE INDEX restrictions_until ON restrictions (until, person_id);

-- Access to one person that does not come from looking after them.
CREATE TABLE given_access (
    id         TEXT PRIMARY KEY,
    person_id  TEXT NOT NULL,
    team_id    TEXT NOT NULL,                 -- in which the account works
    account_id TEXT NOT NULL,
    kind       TEXT NOT NULL,                 -- named | emergency
    since      BIGINT NOT NULL,
    until      BIGINT                         -- when it ends or ended; NULL for somebody named, while the restriction holds
);
CREATE INDEX given_access_account ON given_access (account_id, person_id, until);
CREATE INDEX given_access_person ON given_access (person_id, until);
