-- +goose Up

-- Only what was modified after this moment is asked for, milliseconds UTC; NULL: everything.
ALTER TABLE harvests ADD COLUMN since BIGINT;

-- What a reading remembers of the pages of a feed, to ask only whether they have changed.
CREATE TABLE harvest_pages (
    source        TEXT NOT NULL,
    page          INTEGER NOT NULL,    -- from 1
    harvest_id    TEXT NOT NULL,       -- that read it
    etag          TEXT NOT NULL,       -- as the feed wrote it; may be empty
    last_modified TEXT NOT NULL,       -- as the feed wrote it; may be empty
    last          BOOLEAN NOT NULL,    -- it was the last page
    ids           TEXT NOT NULL,       -- JSON list of the records on it
    PRIMARY KEY (source, page)
);
