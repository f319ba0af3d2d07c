-- +goose Up
-- An onward connection of a person to one community service.
CREATE TABLE connections (
    id           TEXT PRIMARY KEY,
    person_id    TEXT NOT NULL,
    service_id   TEXT NOT NULL,
    service_name TEXT NOT NULL,               -- as it was called when the connection was made
    org_name     TEXT NOT NULL,
    kind         TEXT NOT NULL,               -- signposted | introduced | referred
    state        TEXT NOT NULL,
    account_id   TEXT NOT NULL,               -- who made it
    made_by_name TEXT NOT NULL,
    need         TEXT NOT NULL,               -- code of vocabulary.Needs, '' for none
    note         TEXT NOT NULL,               -- for the organisation; part of what is shared
    shared       TEXT NOT NULL,               -- JSON: exactly what the organisation sees
    link_id      TEXT,                        -- the organisation's link
    made_on      TEXT NOT NULL,               -- date
    opened_at    BIGINT,                      -- first time the organisation read it
    answered_at  BIGINT,
    answer_words TEXT NOT NULL DEFAULT '',
    answered_via TEXT NOT NULL DEFAULT '',    -- link | phone
    wait_weeks   INTEGER NOT NULL DEFAULT 0,
    outcome      TEXT NOT NULL DEFAULT 'unknown', -- started | did-not-start | finished | stopped | unknown
    outcome_on   TEXT,                        -- date
    updated_at   BIGINT NOT NULL,
    version      INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX connections_person ON connections (person_id, made_on);
CREATE INDEX connections_link ON connections (link_id);
CREATE INDEX connections_account ON connections (account_id, state);
