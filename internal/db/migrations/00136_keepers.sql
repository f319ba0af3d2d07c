-- +goose Up

-- Whether the organisation said that everything which it did not change is
-- right. What came before this was asked counts as not said.
ALTER TABLE keeper_suggestions ADD COLUMN rest_right BOOLEAN NOT NULL DEFAULT FALSE;
