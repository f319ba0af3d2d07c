-- +goose Up

-- What the area publishes: the last approved snapshot of every record, as it
-- leaves. A record that no longer runs stays, so that a walk through pages
-- loses nothing.
CREATE TABLE publications (
    kind        TEXT NOT NULL,         -- service, organization, service_at_location, taxonomy, taxonomy_term
    id          TEXT NOT NULL,
    ordinal     BIGINT NOT NULL,       -- place in the list, given once and never again
    parent_id   TEXT NOT NULL,         -- of a service, its organization; of a service at a location, its service; of a term, its taxonomy; may be empty
    full_body   TEXT NOT NULL,         -- JSON with everything nested
    list_body   TEXT NOT NULL,         -- JSON with one-to-one relations only
    facts       TEXT NOT NULL,         -- JSON of what it can be asked for by
    hash        TEXT NOT NULL,         -- of what it was made from; the same hash writes nothing
    modified_at BIGINT NOT NULL,       -- milliseconds UTC
    PRIMARY KEY (kind, id)
);
CREATE UNIQUE INDEX publications_ordinal ON publications (kind, ordinal);
CREATE INDEX publications_parent ON publications (parent_id, kind);

-- How far publishing has come; one row, once anything was published.
CREATE TABLE publication_state (
    id       INTEGER PRIMARY KEY,      -- 1
    stamp    TEXT NOT NULL,            -- a new id with every change of publications
    ordinals BIGINT NOT NULL,          -- the last ordinal given
    seen_to  BIGINT NOT NULL           -- milliseconds UTC; changes of services up to here are published
);

-- Services that cannot be published as they are, and why.
CREATE TABLE publications_withheld (
    service_id TEXT PRIMARY KEY,
    reason     TEXT NOT NULL,          -- a sentence
    at         BIGINT NOT NULL         -- milliseconds UTC
);
