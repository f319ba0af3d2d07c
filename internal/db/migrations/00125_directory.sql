-- +goose Up
ALTER TABLE capacity_observations ADD COLUMN until TEXT; -- date from which it holds no more; NULL when not said

-- How many referrals a month a service would like at most. Without a row: it has not said.
CREATE TABLE referral_limits (
    service_id    TEXT PRIMARY KEY REFERENCES services (id),
    a_month       INTEGER NOT NULL,  -- 1 or more
    observer      TEXT NOT NULL,     -- organisation, worker
    observer_id   TEXT NOT NULL,     -- account that wrote it down; empty for an organisation
    observer_name TEXT NOT NULL,     -- shown beside it
    said_at       BIGINT NOT NULL    -- milliseconds UTC
);

-- The services that answer at an address.
CREATE INDEX services_answer_at ON services (lower(CASE WHEN referral_email <> '' THEN referral_email ELSE email END));
