-- +goose Up

-- By what the published terms of a service are recognised, so that a mapping
-- that changes finds the services it is about.
CREATE TABLE service_terms (
    service_id TEXT NOT NULL REFERENCES services (id),
    key        TEXT NOT NULL,           -- as taxonomies.Published.Keys
    PRIMARY KEY (service_id, key)
);
CREATE INDEX service_terms_key ON service_terms (key, service_id);
