-- +goose Up
-- The service of the directory that somebody waits for; NULL for a reason in
-- words, or a service that the directory does not have.
ALTER TABLE holdings ADD COLUMN service_id TEXT;
CREATE INDEX holdings_case_since ON holdings (case_id, since);

-- How a holding was agreed before it was changed: one row for each change.
CREATE TABLE holding_history (
    id            TEXT PRIMARY KEY,
    holding_id    TEXT NOT NULL REFERENCES holdings (id),
    version       INTEGER NOT NULL,           -- of the holding, before the change
    function      TEXT NOT NULL,              -- this and the next seven: as in holdings
    service_id    TEXT,
    waiting_for   TEXT NOT NULL,
    joined_on     TEXT,
    agreed        BOOLEAN NOT NULL,
    every_days    INTEGER NOT NULL,
    next_check_in TEXT NOT NULL,
    talk_about_on TEXT NOT NULL,
    changed_at    BIGINT NOT NULL,            -- when it stopped being so
    changed_by    TEXT NOT NULL               -- name
);
CREATE INDEX holding_history_holding ON holding_history (holding_id, version);

-- A contact that was a check-in, and what it was a check-in on.
CREATE TABLE check_ins (
    holding_id TEXT NOT NULL REFERENCES holdings (id),
    contact_id TEXT NOT NULL REFERENCES contacts (id),
    shared_by  INTEGER NOT NULL,              -- how many holdings the contact was about: its minutes are shared
    PRIMARY KEY (holding_id, contact_id)
);
INSERT INTO check_ins (holding_id, contact_id, shared_by)
SELECT h.id, ct.id, (SELECT count(*) FROM holdings o WHERE o.case_id = ct.case_id AND o.since <= ct.day AND (o.ended_on IS NULL OR o.ended_on >= ct.day))
FROM contacts ct JOIN holdings h ON h.case_id = ct.case_id AND h.since <= ct.day AND (h.ended_on IS NULL OR h.ended_on >= ct.day)
WHERE ct.purpose LIKE 'holding-%' AND ct.outcome = 'spoke';

-- A set of filters that a worker opens again. It holds choices from lists and
-- no word about anybody.
CREATE TABLE caseload_views (
    id         TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,                 -- whose it is
    name       TEXT NOT NULL,                 -- the worker's own words
    choices    TEXT NOT NULL,                 -- as in the address of the list, written from what was understood
    created_at BIGINT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX caseload_views_account ON caseload_views (account_id, created_at);
