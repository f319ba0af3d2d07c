-- +goose Up

-- Those who offered themselves by a questionnaire are a few of those on the log, and are
-- read by number.
DROP INDEX participants_source;
CREATE INDEX participants_source ON participants (study_id, source, number, id);
