-- +goose Up

-- Which finding of a study one of the findings is that an event shows.
CREATE TABLE finding_shown (
    event_id   TEXT NOT NULL REFERENCES events (id),
    number     BIGINT NOT NULL,              -- among the findings of the event, from 1
    shown_as   TEXT NOT NULL,                -- how it is worded there
    finding_id TEXT NOT NULL REFERENCES findings (id),
    chosen_at  BIGINT NOT NULL,
    chosen_by  TEXT NOT NULL,
    PRIMARY KEY (event_id, number)
);
CREATE INDEX finding_shown_finding ON finding_shown (finding_id);
