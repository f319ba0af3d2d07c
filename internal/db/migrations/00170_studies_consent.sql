-- +goose Up

-- What was otherwise than approved when a consent was taken, and why it counts all
-- the same.
CREATE TABLE study_consent_exceptions (
    consent_id TEXT NOT NULL REFERENCES study_consents (id),
    kind       TEXT NOT NULL,                  -- time, delegation
    words      TEXT NOT NULL,                  -- what was otherwise, with the dates
    why        TEXT NOT NULL,                  -- as whoever took it wrote
    event_id   TEXT,                           -- the deviation that was noted; NULL until then
    PRIMARY KEY (consent_id, kind)
);
