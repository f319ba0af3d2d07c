-- +goose Up

-- A day that was taken out of an event after it was open: calendars that have it are told
-- that it is cancelled.
CREATE TABLE event_dropped_days (
    event_id     TEXT NOT NULL REFERENCES events (id),
    day          TEXT NOT NULL,
    starts_at    BIGINT NOT NULL,
    ends_at      BIGINT NOT NULL,
    PRIMARY KEY (event_id, day)
);
