-- +goose Up

-- Feeds, files and sheets that the directory is filled from.
CREATE TABLE directory_sources (
    id             TEXT PRIMARY KEY,   -- the short name that records carry: services.source
    title          TEXT NOT NULL,      -- what people call it
    publisher      TEXT NOT NULL,      -- who publishes it, may be empty
    kind           TEXT NOT NULL,      -- feed, file, sheet, own
    address        TEXT NOT NULL,      -- of a feed, without a slash at its end; else empty
    licence        TEXT NOT NULL,      -- as the publisher states it, may be empty
    declared       TEXT NOT NULL,      -- version the feed says it is, may be empty
    seen           TEXT NOT NULL,      -- version its records look like, may be empty
    trust          INTEGER NOT NULL,   -- the higher leads where two sources tell of one service; 0 to 9
    review         BOOLEAN NOT NULL,   -- what it says is published only after somebody has looked
    every_hours    INTEGER NOT NULL,   -- between harvests; 0 is only by hand
    pause_ms       INTEGER NOT NULL,   -- between two requests to a feed
    mapping        TEXT NOT NULL,      -- of a sheet's columns, JSON; may be empty
    added_by       TEXT NOT NULL,      -- account, empty for the program
    added_at       BIGINT NOT NULL,    -- milliseconds UTC
    version        INTEGER NOT NULL DEFAULT 1
);

-- One service as one source tells it. It is never edited here: what a person
-- chooses or knows better stands in service_choices.
CREATE TABLE source_records (
    source      TEXT NOT NULL REFERENCES directory_sources (id),
    source_id   TEXT NOT NULL,         -- its id there
    service_id  TEXT NOT NULL REFERENCES services (id), -- the one service it tells of
    home_id     TEXT NOT NULL REFERENCES services (id), -- the service it made, where it goes back to when unlinked
    hash        TEXT NOT NULL,         -- of told and record; the same hash writes nothing
    told        TEXT NOT NULL,         -- the service as read, JSON; empty for records older than this table
    record      TEXT NOT NULL,         -- the whole original as JSON, fields Linkwork does not know included
    first_seen  BIGINT NOT NULL,       -- milliseconds UTC
    changed_at  BIGINT NOT NULL,       -- milliseconds UTC
    missed      INTEGER NOT NULL DEFAULT 0, -- whole readings of the source, in a row, that did not have it
    missed_at   BIGINT,                -- milliseconds UTC, the first of them
    gone_at     BIGINT,                -- milliseconds UTC, when it was taken for withdrawn
    PRIMARY KEY (source, source_id)
);
CREATE INDEX source_records_service ON source_records (service_id);

-- What became of which service a record tells of: linked and unlinked.
CREATE TABLE record_links (
    id           TEXT PRIMARY KEY,
    source       TEXT NOT NULL,
    source_id    TEXT NOT NULL,
    from_service TEXT NOT NULL REFERENCES services (id),
    to_service   TEXT NOT NULL REFERENCES services (id),
    reason       TEXT NOT NULL,        -- a sentence
    by_id        TEXT NOT NULL,        -- account, empty for the program
    by_name      TEXT NOT NULL,
    at           BIGINT NOT NULL       -- milliseconds UTC
);
CREATE INDEX record_links_record ON record_links (source, source_id, at);

-- What people decided about single fields of a service: whose word counts, or
-- what is right.
CREATE TABLE service_choices (
    service_id TEXT NOT NULL REFERENCES services (id),
    field      TEXT NOT NULL,          -- name of a field in directory.Fields
    source     TEXT NOT NULL,          -- whose word counts; empty when value does
    source_id  TEXT NOT NULL,
    value      TEXT NOT NULL,          -- JSON; empty when a source's word counts
    by_id      TEXT NOT NULL,          -- account, empty for an organisation by its link
    by_name    TEXT NOT NULL,
    at         BIGINT NOT NULL,        -- milliseconds UTC
    PRIMARY KEY (service_id, field)
);

-- Yes, no or not stated to what people ask of a service. Only yes and no have rows.
CREATE TABLE service_answers (
    service_id TEXT NOT NULL REFERENCES services (id),
    question   TEXT NOT NULL,          -- code in directory.Questions
    answer     TEXT NOT NULL,          -- yes, no
    PRIMARY KEY (service_id, question)
);

ALTER TABLE services ADD COLUMN merged_into TEXT REFERENCES services (id); -- the service that stands for this one; NULL for one that stands alone
ALTER TABLE services ADD COLUMN golden_hash TEXT NOT NULL DEFAULT '';      -- of the service as it is told and chosen; the same hash writes nothing

ALTER TABLE organisations ADD COLUMN numbers TEXT NOT NULL DEFAULT ''; -- in public registers, JSON list of scheme and number; may be empty
ALTER TABLE locations ADD COLUMN property TEXT NOT NULL DEFAULT '';    -- Unique Property Reference Number, may be empty

ALTER TABLE schedules ADD COLUMN repeats TEXT NOT NULL DEFAULT '';     -- WEEKLY, MONTHLY, or empty when not stated
ALTER TABLE schedules ADD COLUMN every INTEGER NOT NULL DEFAULT 1;     -- weeks or months
ALTER TABLE schedules ADD COLUMN by_day TEXT NOT NULL DEFAULT '';      -- MO,TU or 1TU,-1SU
ALTER TABLE schedules ADD COLUMN by_month_day TEXT NOT NULL DEFAULT ''; -- 2,3 or -1
ALTER TABLE schedules ADD COLUMN starts_on TEXT;                       -- date of the first time, NULL when not stated
ALTER TABLE schedules ADD COLUMN ends_on TEXT;                         -- date after which it ends, NULL when not stated
ALTER TABLE schedules ADD COLUMN times INTEGER NOT NULL DEFAULT 0;     -- how often in all, 0 when not stated
ALTER TABLE schedules ADD COLUMN valid_from TEXT;                      -- date from which it is known to hold, NULL when not stated
ALTER TABLE schedules ADD COLUMN valid_to TEXT;                        -- date after which nobody knows, NULL when not stated

-- What differs from the schedule on one day.
CREATE TABLE occurrence_changes (
    service_id TEXT NOT NULL REFERENCES services (id),
    day        TEXT NOT NULL,          -- date 2026-12-25
    happens    BOOLEAN NOT NULL,       -- false: not on that day; true: on, although a bank holiday
    opens      TEXT NOT NULL,          -- 10:00 when it differs, else empty
    closes     TEXT NOT NULL,          -- 18:00 when it differs, else empty
    note       TEXT NOT NULL,          -- nothing about a person; may be empty
    by_id      TEXT NOT NULL,          -- account, empty for an organisation by its link
    by_name    TEXT NOT NULL,
    at         BIGINT NOT NULL,        -- milliseconds UTC
    PRIMARY KEY (service_id, day)
);

-- Every source that records came from so far becomes a source of its own; every
-- service, the record that made it.
INSERT INTO directory_sources (id, title, publisher, kind, address, licence, declared, seen, trust, review, every_hours, pause_ms, mapping, added_by, added_at)
    SELECT source, source, '', 'file', '', '', '', '', 5, false, 0, 1000, '', '', MIN(changed_at) FROM services GROUP BY source;
INSERT INTO source_records (source, source_id, service_id, home_id, hash, told, record, first_seen, changed_at)
    SELECT source, source_id, id, id, '', '', record, changed_at, changed_at FROM services;

-- What of a service may be published. Without a row: everything, except what
-- is private by its nature.
CREATE TABLE service_privacy (
    service_id TEXT PRIMARY KEY REFERENCES services (id),
    published  BOOLEAN NOT NULL,       -- false: staff only
    hide_place BOOLEAN NOT NULL,       -- the place and its phone numbers stay in Linkwork
    why        TEXT NOT NULL,          -- may be empty
    by_id      TEXT NOT NULL,          -- account
    by_name    TEXT NOT NULL,
    at         BIGINT NOT NULL         -- milliseconds UTC
);

ALTER TABLE services ADD COLUMN approved_hash TEXT NOT NULL DEFAULT ''; -- golden_hash that somebody approved, for sources whose changes are looked at first
