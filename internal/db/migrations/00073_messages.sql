-- +goose Up
-- state may now be delivered too: the gateway has told that a text arrived.
ALTER TABLE messages ADD COLUMN to_person BOOLEAN NOT NULL DEFAULT FALSE; -- it goes to the person themselves, not to somebody about them
ALTER TABLE messages ADD COLUMN way_out TEXT NOT NULL DEFAULT '';         -- link by which the reader stops such mail; it opens nothing else
UPDATE messages SET to_person = TRUE WHERE person_id <> '' AND purpose IN ('measures', 'away');
