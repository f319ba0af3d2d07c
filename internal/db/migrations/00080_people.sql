-- +goose Up
-- Two records of one person brought together, with all that is needed to take
-- it back. Rows are only added; undoing is noted once.
CREATE TABLE people_merges (
    id          TEXT PRIMARY KEY,
    survivor_id TEXT NOT NULL REFERENCES people (id),
    merged_id   TEXT NOT NULL REFERENCES people (id),
    before      TEXT NOT NULL,                -- JSON of the survivor's details before
    chosen      TEXT NOT NULL,                -- JSON of the details that were chosen
    moved       TEXT NOT NULL,                -- JSON of the keys of the rows that came from the merged record, by table
    care        TEXT NOT NULL,                -- JSON of the places in the care team that moved, and that ended
    risks       TEXT NOT NULL,                -- JSON of "none known" that a known risk of the other record ended
    said        TEXT NOT NULL,                -- JSON of the no that was written because one of the records had one
    by_name     TEXT NOT NULL,
    at          BIGINT NOT NULL,
    undone_name TEXT NOT NULL DEFAULT '',
    undone_at   BIGINT                        -- NULL while the records are one
);
CREATE INDEX people_merges_survivor ON people_merges (survivor_id, at);
CREATE INDEX people_merges_merged ON people_merges (merged_id, at);

-- Two records that look alike and are of two people.
CREATE TABLE people_apart (
    first_id  TEXT NOT NULL REFERENCES people (id), -- the smaller id of the two
    second_id TEXT NOT NULL REFERENCES people (id),
    by_name   TEXT NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (first_id, second_id)
);
