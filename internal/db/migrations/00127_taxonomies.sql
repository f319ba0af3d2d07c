-- +goose Up

-- Lists of terms of others, as they were loaded. Our own stands in the program.
CREATE TABLE taxonomies (
    id           TEXT PRIMARY KEY,      -- UUID: as published, or made from its address or its name
    name         TEXT NOT NULL,
    description  TEXT NOT NULL,         -- may be empty
    uri          TEXT NOT NULL,         -- may be empty
    version      TEXT NOT NULL,         -- as its publisher calls it, may be empty
    edition      INTEGER NOT NULL,      -- counts loadings that changed something, from 1
    hash         TEXT NOT NULL,         -- of everything read; the same hash writes nothing
    file         TEXT NOT NULL,         -- name of the file it was loaded from
    by_id        TEXT NOT NULL,         -- account, empty for the program
    by_name      TEXT NOT NULL,
    loaded_at    BIGINT NOT NULL        -- milliseconds UTC
);

-- Terms of loaded lists. One that a later edition no longer has stays: services
-- may be published with it.
CREATE TABLE taxonomy_terms (
    id           TEXT PRIMARY KEY,      -- UUID: as published, or made from its taxonomy and what it was published as
    taxonomy_id  TEXT NOT NULL REFERENCES taxonomies (id),
    position     INTEGER NOT NULL,      -- as published, from 0
    published_id TEXT NOT NULL,
    name         TEXT NOT NULL,
    description  TEXT NOT NULL,         -- may be empty
    code         TEXT NOT NULL,         -- may be empty
    uri          TEXT NOT NULL,         -- may be empty
    parent_id    TEXT NOT NULL,         -- id of the broader term; empty for one on top
    other_names  TEXT NOT NULL,         -- synonyms, JSON list of texts
    edition      INTEGER NOT NULL       -- the last edition that has it
);
CREATE INDEX taxonomy_terms_taxonomy ON taxonomy_terms (taxonomy_id, position);
CREATE INDEX taxonomy_terms_parent ON taxonomy_terms (taxonomy_id, parent_id);

-- By what published terms are recognised: address, id, code or name.
CREATE TABLE taxonomy_keys (
    key     TEXT NOT NULL,
    term_id TEXT NOT NULL REFERENCES taxonomy_terms (id),
    PRIMARY KEY (key, term_id)
);
CREATE INDEX taxonomy_keys_term ON taxonomy_keys (term_id);

-- Which of our terms a loaded term stands for, as somebody decided.
CREATE TABLE taxonomy_mappings (
    term_id TEXT PRIMARY KEY REFERENCES taxonomy_terms (id),
    ours    TEXT NOT NULL,              -- code of a term of ours; empty: it stands for none
    by_id   TEXT NOT NULL,              -- account
    by_name TEXT NOT NULL,
    at      BIGINT NOT NULL             -- milliseconds UTC
);

-- Files that somebody has brought and not yet decided about; a day old at most.
CREATE TABLE taxonomy_files (
    id   TEXT PRIMARY KEY,
    file TEXT NOT NULL,                 -- its name
    name TEXT NOT NULL,                 -- what the taxonomy is to be called; may be empty
    body TEXT NOT NULL,                 -- base64
    at   BIGINT NOT NULL                -- milliseconds UTC
);
