-- +goose Up
ALTER TABLE teams ADD COLUMN reopen_days INTEGER NOT NULL DEFAULT 90; -- days after closing in which the same episode can go on
