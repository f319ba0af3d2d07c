-- +goose Up
-- Whom a message is about, so that all of somebody's can be listed, or stopped
-- at once when they have died or said no.
ALTER TABLE messages ADD COLUMN person_id TEXT NOT NULL DEFAULT ''; -- '' for nobody in particular
CREATE INDEX messages_person ON messages (person_id, queued_at) WHERE person_id <> '';
