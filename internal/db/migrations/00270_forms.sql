-- +goose Up

-- A form that a room above made, and alone asks and reads, such as the feedback on a session
-- of the community: it stands in nobody's list of forms.
ALTER TABLE forms ADD COLUMN unlisted BOOLEAN NOT NULL DEFAULT FALSE;
