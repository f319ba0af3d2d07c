-- +goose Up

-- What the study's team writes beside a line that the log says to a report.
CREATE TABLE study_group_report_edits (
    study_id TEXT NOT NULL REFERENCES studies (id),
    item     TEXT NOT NULL,                    -- which line: what it is made from
    drafted  TEXT NOT NULL,                    -- what the log said then
    words    TEXT NOT NULL,
    edited_on TEXT NOT NULL,
    edited_by TEXT NOT NULL,
    version  INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (study_id, item)
);
