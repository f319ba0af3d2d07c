-- +goose Up

-- When a link is to be tried; NULL while it is not. tried_at is 0 before the first time.
ALTER TABLE update_links ADD COLUMN due_at BIGINT;
CREATE INDEX update_links_due ON update_links (due_at);

-- Whose list readers of a final edition are offered, '' for none.
ALTER TABLE update_editions ADD COLUMN follows_on TEXT NOT NULL DEFAULT '';

-- A list that its final edition ended takes nobody new, and says whose list goes on.
ALTER TABLE update_lists ADD COLUMN ended_by TEXT NOT NULL DEFAULT '';
ALTER TABLE update_lists ADD COLUMN goes_on TEXT NOT NULL DEFAULT '';
