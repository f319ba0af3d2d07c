-- +goose Up
ALTER TABLE teams ADD COLUMN least_means INTEGER NOT NULL DEFAULT 2; -- different means among the tries before "we could not reach you"
