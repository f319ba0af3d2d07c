-- +goose Up

-- Readings of a source from its beginning to its end: a feed, or a file.
CREATE TABLE harvests (
    id          TEXT PRIMARY KEY,
    source      TEXT NOT NULL,         -- directory_sources.id
    dry         BOOLEAN NOT NULL,      -- only says what would change
    state       TEXT NOT NULL,         -- reading, done, failed, stopped
    phase       TEXT NOT NULL,         -- list, details, missing: where it goes on
    next_page   INTEGER NOT NULL,      -- of the list, from 1
    pages       INTEGER NOT NULL,      -- that the feed says there are; 0 when it does not
    read        INTEGER NOT NULL,      -- records
    added       INTEGER NOT NULL,
    changed     INTEGER NOT NULL,
    unchanged   INTEGER NOT NULL,
    rejected    INTEGER NOT NULL,
    missed      INTEGER NOT NULL,      -- records of before that it did not have
    gone        INTEGER NOT NULL,      -- of those, taken for withdrawn
    message     TEXT NOT NULL,         -- a sentence for whoever looks; may be empty
    tries       INTEGER NOT NULL,      -- in a row that the feed did not answer
    by_id       TEXT NOT NULL,         -- account, empty for the plan
    by_name     TEXT NOT NULL,
    started_at  BIGINT NOT NULL,       -- milliseconds UTC
    moved_at    BIGINT NOT NULL,       -- milliseconds UTC, last progress
    ended_at    BIGINT                 -- milliseconds UTC
);
CREATE INDEX harvests_source ON harvests (source, started_at);

-- What a harvest has seen so far; emptied when it ends.
CREATE TABLE harvest_seen (
    harvest_id TEXT NOT NULL REFERENCES harvests (id),
    source_id  TEXT NOT NULL,
    wanted     BOOLEAN NOT NULL,       -- its details are still to be asked for
    PRIMARY KEY (harvest_id, source_id)
);

-- What a harvest did, or would do, to single records.
CREATE TABLE harvest_lines (
    harvest_id TEXT NOT NULL REFERENCES harvests (id),
    position   INTEGER NOT NULL,       -- from 1
    what       TEXT NOT NULL,          -- added, changed, missing, rejected, warning
    source_id  TEXT NOT NULL,          -- may be empty
    name       TEXT NOT NULL,          -- of the service, may be empty
    details    TEXT NOT NULL,          -- JSON list of field, before, after; of a warning, its sentence under after
    PRIMARY KEY (harvest_id, position)
);

-- Records that cannot be taken, with the reason, until a harvest has them right.
CREATE TABLE quarantine (
    source     TEXT NOT NULL,
    source_id  TEXT NOT NULL,          -- its id there, or its place in the source
    field      TEXT NOT NULL,          -- may be empty
    reason     TEXT NOT NULL,          -- a sentence
    first_seen BIGINT NOT NULL,        -- milliseconds UTC
    last_seen  BIGINT NOT NULL,        -- milliseconds UTC
    PRIMARY KEY (source, source_id)
);

-- Files that somebody has brought and not yet decided about; a day old at most.
CREATE TABLE harvest_files (
    id        TEXT PRIMARY KEY,
    name      TEXT NOT NULL,           -- of the file
    title     TEXT NOT NULL,           -- of the source it is for
    source    TEXT NOT NULL,           -- directory_sources.id
    body      TEXT NOT NULL,           -- base64
    is_sheet  BOOLEAN NOT NULL,
    mapping   TEXT NOT NULL,           -- of a sheet's columns, JSON
    by_id     TEXT NOT NULL,           -- account
    at        BIGINT NOT NULL          -- milliseconds UTC
);
