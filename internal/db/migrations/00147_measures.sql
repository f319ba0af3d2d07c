-- +goose Up

-- Value sets that an area loaded: what a profile of an instrument is worth. A
-- row never changes; a better one is another row.
CREATE TABLE value_sets (
    id         TEXT PRIMARY KEY,
    instrument TEXT NOT NULL,
    label      TEXT NOT NULL,               -- JSON: name, country, version, source
    permission TEXT NOT NULL,               -- who permitted the use
    body       TEXT NOT NULL,               -- CSV as it was loaded
    loaded_by  TEXT NOT NULL,               -- name
    loaded_at  BIGINT NOT NULL
);
ALTER TABLE area_instruments ADD COLUMN value_set TEXT NOT NULL DEFAULT '';   -- id of one of these, or of one that comes with Linkwork

-- By which value set a score was worked out; it keeps it whatever is chosen later.
ALTER TABLE response_scores ADD COLUMN value_set TEXT NOT NULL DEFAULT '';    -- JSON of the label; '' for scores without one
