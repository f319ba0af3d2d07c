-- +goose Up

-- The edition whose questions are locked, because a study asks it: only words can change
-- from then on. NULL for none.
ALTER TABLE forms ADD COLUMN locked INTEGER;
