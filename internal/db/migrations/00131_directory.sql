-- +goose Up

-- Services that somebody goes back to again and again.
CREATE TABLE favourite_services (
    account_id TEXT NOT NULL,
    service_id TEXT NOT NULL,
    at         BIGINT NOT NULL, -- milliseconds UTC
    PRIMARY KEY (account_id, service_id)
);
