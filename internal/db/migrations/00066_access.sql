-- +goose Up
-- A row with days is cover: somebody looks after the person on these days for
-- their worker, and then no more, without anybody ending it.
ALTER TABLE care_team ADD COLUMN from_day TEXT; -- first day, NULL for the worker and the team
ALTER TABLE care_team ADD COLUMN to_day TEXT;   -- last day, NULL likewise
DROP INDEX care_team_person;
CREATE INDEX care_team_person ON care_team (person_id, until, account_id, team_id, from_day, to_day);
