-- +goose Up
ALTER TABLE appointments ADD COLUMN interpreter TEXT NOT NULL DEFAULT '';      -- needed | booked | confirmed | absent; '' for none
ALTER TABLE appointments ADD COLUMN interpreter_language TEXT NOT NULL DEFAULT ''; -- code of vocabulary.Languages
ALTER TABLE appointments ADD COLUMN interpreter_ref TEXT NOT NULL DEFAULT '';  -- the agency's reference
