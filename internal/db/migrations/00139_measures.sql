-- +goose Up

-- Answers to any instrument are kept as they were given; the four columns of
-- ONS4 are those of older rows, whose answers are empty.
ALTER TABLE responses ADD COLUMN version INTEGER NOT NULL DEFAULT 1;   -- of the instrument
ALTER TABLE responses ADD COLUMN answers TEXT NOT NULL DEFAULT '';     -- JSON by question, as forms keep it
ALTER TABLE responses ADD COLUMN who TEXT NOT NULL DEFAULT 'self';     -- who answered: self | with-help | on-behalf
ALTER TABLE responses ADD COLUMN by_id TEXT NOT NULL DEFAULT '';       -- account that asked; '' for older rows
CREATE INDEX responses_instrument ON responses (instrument, person_id, day, id);

-- Scores, worked out when the answers are saved. A score that its rule does not
-- allow is there with the reason and no value.
CREATE TABLE response_scores (
    response_id TEXT NOT NULL REFERENCES responses (id),
    scale       TEXT NOT NULL,
    value       DOUBLE PRECISION,           -- NULL when there is no score
    why         TEXT NOT NULL DEFAULT '',   -- there is none
    answered    INTEGER NOT NULL,           -- items answered
    items       INTEGER NOT NULL,
    PRIMARY KEY (response_id, scale)
);

-- Instruments that an area uses, or prepares to use.
CREATE TABLE area_instruments (
    instrument    TEXT PRIMARY KEY,
    active        BOOLEAN NOT NULL DEFAULT FALSE,
    wording       TEXT NOT NULL DEFAULT '',  -- JSON; '' where it comes with Linkwork or is not loaded
    permission    TEXT NOT NULL DEFAULT '',  -- who permitted the use, when and for what
    permitted_by  TEXT NOT NULL DEFAULT '',  -- name of whoever recorded it
    permitted_at  BIGINT,
    reader_id     TEXT NOT NULL DEFAULT '',  -- account that reads answers on the same day
    changed_at    BIGINT NOT NULL,
    version       INTEGER NOT NULL DEFAULT 1
);
