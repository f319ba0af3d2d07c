-- +goose Up
-- How a person may answer a text or an email of a team, and who reads it. A
-- team without a row has no way back: its messages say that nobody reads
-- replies.
CREATE TABLE ways_back (
    team_id   TEXT PRIMARY KEY REFERENCES teams (id),
    replies   TEXT NOT NULL,                  -- number or address that is monitored
    read_by   TEXT NOT NULL,                  -- who reads it, in words
    opens     INTEGER NOT NULL,               -- minutes after midnight, London, Monday to Friday
    closes    INTEGER NOT NULL,
    away_text TEXT NOT NULL,                  -- what is said outside these hours; crisis words are added
    version   INTEGER NOT NULL DEFAULT 1
);
