-- +goose Up

-- The file that a release was sent as, so that it can be given again to the
-- letter, and the team that let it go.
ALTER TABLE disclosure_releases ADD COLUMN team_id TEXT NOT NULL DEFAULT '';   -- '' for none
ALTER TABLE disclosure_releases ADD COLUMN file TEXT NOT NULL DEFAULT '';      -- its text; '' where there was none
CREATE INDEX disclosure_releases_team ON disclosure_releases (team_id, at, id);

-- Some rows are of those behind a mean or the like, which is compared with its
-- like alone.
ALTER TABLE disclosure_cells ADD COLUMN behind BOOLEAN NOT NULL DEFAULT FALSE;
