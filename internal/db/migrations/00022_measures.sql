-- +goose Up
-- A request to a person to answer the wellbeing questions by their own link.
CREATE TABLE measure_requests (
    id          TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL,
    instrument  TEXT NOT NULL,                -- ons4
    account_id  TEXT NOT NULL,                -- who asked
    asked_name  TEXT NOT NULL,
    link_id     TEXT NOT NULL,
    answers     TEXT NOT NULL,                -- JSON of the answers so far
    asked_at    BIGINT NOT NULL,
    answered_at BIGINT                        -- NULL until finished
);
CREATE INDEX measure_requests_person ON measure_requests (person_id, asked_at);
CREATE INDEX measure_requests_link ON measure_requests (link_id);

-- Finished answers to an instrument. Item level, never invented.
CREATE TABLE responses (
    id          TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL,
    instrument  TEXT NOT NULL,                -- ons4
    request_id  TEXT,                         -- NULL when staff asked
    day         TEXT NOT NULL,                -- date of the answers
    mode        TEXT NOT NULL,                -- staff-asked | person-alone
    by_name     TEXT NOT NULL,                -- who asked
    satisfied   INTEGER,                      -- 0 to 10; NULL = rather not say
    worthwhile  INTEGER,
    happy       INTEGER,
    anxious     INTEGER,                      -- 0 to 10, lower is better
    recorded_at BIGINT NOT NULL
);
CREATE INDEX responses_person ON responses (person_id, day, id);
