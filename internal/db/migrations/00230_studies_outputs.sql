-- +goose Up

-- What came of a study goes through stages, was promised by a day, and can be withheld
-- until one.
ALTER TABLE study_outputs ADD COLUMN stage TEXT NOT NULL DEFAULT 'planned'; -- planned, drafting, submitted, in-review, accepted, published
ALTER TABLE study_outputs ADD COLUMN promised TEXT;                         -- the day by which it was promised
ALTER TABLE study_outputs ADD COLUMN late_why TEXT NOT NULL DEFAULT '';     -- why the promise was not kept
ALTER TABLE study_outputs ADD COLUMN embargo TEXT;                          -- nobody outside sees it before that day
ALTER TABLE study_outputs ADD COLUMN funder_named BOOLEAN NOT NULL DEFAULT FALSE; -- somebody checked that it names the funder
ALTER TABLE study_outputs ADD COLUMN contributions TEXT NOT NULL DEFAULT ''; -- who did what
UPDATE study_outputs SET stage = 'published' WHERE came_out IS NOT NULL;

-- What was published more than once, with the figures that it gave each time.
CREATE TABLE study_output_versions (
    id        TEXT PRIMARY KEY,
    output_id TEXT NOT NULL REFERENCES study_outputs (id),
    name      TEXT NOT NULL,                 -- "preprint", "journal version"
    came_out  TEXT NOT NULL,
    address   TEXT NOT NULL,
    words     TEXT NOT NULL,                 -- what is different, and why
    figures   TEXT NOT NULL,                 -- JSON: name and value of each figure that it gives
    added_at  BIGINT NOT NULL,
    added_by  TEXT NOT NULL
);
CREATE INDEX study_output_versions_output ON study_output_versions (output_id, came_out);

-- Where an output was heard of, and what it changed.
CREATE TABLE study_output_reach (
    id        TEXT PRIMARY KEY,
    output_id TEXT NOT NULL REFERENCES study_outputs (id),
    day       TEXT NOT NULL,
    kind      TEXT NOT NULL,                 -- read, cited, spoken-of, used, changed
    people    BIGINT NOT NULL,               -- how many it reached, 0 for unknown
    words     TEXT NOT NULL,
    noted_by  TEXT NOT NULL
);
CREATE INDEX study_output_reach_output ON study_output_reach (output_id, day);
