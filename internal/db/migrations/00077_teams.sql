-- +goose Up
ALTER TABLE teams ADD COLUMN works_from INTEGER NOT NULL DEFAULT 480;   -- minutes after midnight, London, Monday to Friday
ALTER TABLE teams ADD COLUMN works_until INTEGER NOT NULL DEFAULT 1080; -- the same
