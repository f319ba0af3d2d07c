-- +goose Up
ALTER TABLE teams ADD COLUMN supervise_days INTEGER NOT NULL DEFAULT 28; -- usual days from one supervision to the next
