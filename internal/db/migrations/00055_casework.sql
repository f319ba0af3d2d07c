-- +goose Up
ALTER TABLE contacts ADD COLUMN also_for TEXT NOT NULL DEFAULT ''; -- space-separated codes of vocabulary.ContactPurposes beside the main one
