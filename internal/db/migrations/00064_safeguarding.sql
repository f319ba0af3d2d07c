-- +goose Up
-- Whether supporters may open a colleague's or a restricted record in an
-- emergency, and for how long. One row for the area.
CREATE TABLE emergency_settings (
    id      TEXT PRIMARY KEY,                 -- area
    allowed BOOLEAN NOT NULL,
    hours   INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);
