-- +goose Up

-- Tables of numbers about people that were released, and to whom.
CREATE TABLE disclosure_releases (
    id        TEXT PRIMARY KEY,
    audience  TEXT NOT NULL,            -- who can put them side by side: public, commissioner, study:<id>
    subject   TEXT NOT NULL,            -- what was counted, in words
    preset    TEXT NOT NULL,            -- rule by which it was made
    shown     TEXT NOT NULL,            -- JSON of the table as it was released
    by_id     TEXT NOT NULL,
    by_name   TEXT NOT NULL,
    at        BIGINT NOT NULL
);
CREATE INDEX disclosure_releases_audience ON disclosure_releases (audience, at, id);

-- Who was counted in each number that was shown, as digests of record ids that
-- mean something within one audience only.
CREATE TABLE disclosure_cells (
    release_id TEXT NOT NULL REFERENCES disclosure_releases (id),
    position   INTEGER NOT NULL,        -- in the table
    words      TEXT NOT NULL,           -- its row and column
    total      BOOLEAN NOT NULL,        -- it is a total of others
    members    TEXT NOT NULL,           -- base64 of sorted digests, 8 bytes each
    PRIMARY KEY (release_id, position)
);
