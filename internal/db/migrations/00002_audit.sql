-- +goose Up
-- Who changed, looked at or was refused what. Never what it said.
CREATE TABLE audit (
    id         TEXT PRIMARY KEY,
    at         BIGINT NOT NULL,  -- ms UTC
    what       TEXT NOT NULL,    -- change | view | denied
    act        TEXT NOT NULL,    -- "contact.recorded"; for a view or a refusal, the page
    actor_id   TEXT NOT NULL,    -- account, token or link; 'system' for none
    actor_name TEXT NOT NULL,    -- as shown at the time
    actor_role TEXT NOT NULL,    -- in words, as shown at the time
    person_id  TEXT,             -- whose record, when it is a person's
    kind       TEXT NOT NULL,    -- what sort of record: "contact", "goal"; '' for a page
    record_id  TEXT NOT NULL     -- which one; '' for a page
);
CREATE INDEX audit_person ON audit (person_id, at, id);
CREATE INDEX audit_actor ON audit (actor_id, at, id);
CREATE INDEX audit_at ON audit (at, id);
