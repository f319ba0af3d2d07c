-- +goose Up
ALTER TABLE permissions ADD COLUMN given_by TEXT NOT NULL DEFAULT 'person'; -- person | attorney | best-interests
ALTER TABLE permissions ADD COLUMN by_name TEXT NOT NULL DEFAULT '';        -- who, if not the person
ALTER TABLE permissions ADD COLUMN until TEXT;                              -- last day on which a yes holds, NULL for no end

-- Why the record may be kept at all, apart from what the person permits. The
-- latest row counts; a person without one has the usual basis.
CREATE TABLE lawful_bases (
    id          TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL REFERENCES people (id),
    basis       TEXT NOT NULL,                -- code of vocabulary.LawfulBases
    words       TEXT NOT NULL,                -- why it differs from the usual
    by_name     TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);
CREATE INDEX lawful_bases_person ON lawful_bases (person_id, recorded_at);
