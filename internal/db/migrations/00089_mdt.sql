-- +goose Up
-- A meeting of a practice's team (MDT) at which a link worker raises people.
CREATE TABLE mdt_meetings (
    id          TEXT PRIMARY KEY,
    team_id     TEXT NOT NULL,
    practice_id TEXT NOT NULL,
    day         TEXT NOT NULL,                -- date
    starts      INTEGER NOT NULL,             -- minutes after midnight
    place       TEXT NOT NULL,                -- room, or how to join; without secrets
    cancelled   TEXT NOT NULL,                -- why it does not take place, '' while it does
    by_name     TEXT NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX mdt_meetings_team ON mdt_meetings (team_id, day);

-- One person raised at a meeting.
CREATE TABLE mdt_items (
    id          TEXT PRIMARY KEY,
    meeting_id  TEXT NOT NULL REFERENCES mdt_meetings (id),
    person_id   TEXT NOT NULL,
    why         TEXT NOT NULL,                -- what the meeting is asked
    named       BOOLEAN NOT NULL,             -- the person said yes to being named there
    raised_by   TEXT NOT NULL,                -- account
    raised_name TEXT NOT NULL,
    state       TEXT NOT NULL,                -- raised | discussed | withdrawn
    decision    TEXT NOT NULL,
    owner_id    TEXT NOT NULL,                -- account that does it, '' for somebody of the practice or nobody
    owner_name  TEXT NOT NULL,
    due         TEXT,                         -- date, NULL for none
    raised_at   BIGINT NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX mdt_items_meeting ON mdt_items (meeting_id);
CREATE INDEX mdt_items_person ON mdt_items (person_id, raised_at);
