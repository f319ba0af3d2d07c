-- +goose Up

-- What a study found: concepts in plain English.
CREATE TABLE findings (
    id       TEXT PRIMARY KEY,
    study_id TEXT NOT NULL REFERENCES studies (id),
    name     TEXT NOT NULL,
    words    TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    added_by TEXT NOT NULL,
    version  BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX findings_study ON findings (study_id, added_at);

-- What a group or those at an event made of a finding.
CREATE TABLE finding_voices (
    id         TEXT PRIMARY KEY,
    finding_id TEXT NOT NULL REFERENCES findings (id),
    whose      TEXT NOT NULL,                -- group, event
    whose_id   TEXT NOT NULL,
    says       TEXT NOT NULL,                -- agrees, challenges, adds
    words      TEXT NOT NULL,
    quote      TEXT NOT NULL,                -- in somebody's own words, '' for none
    permission TEXT NOT NULL,                -- how and when they allowed it to be quoted
    noted_at   BIGINT NOT NULL,
    noted_by   TEXT NOT NULL
);
CREATE INDEX finding_voices_finding ON finding_voices (finding_id, noted_at);

-- What follows from findings, for whom.
CREATE TABLE recommendations (
    id       TEXT PRIMARY KEY,
    study_id TEXT NOT NULL REFERENCES studies (id),
    audience TEXT NOT NULL,                  -- practice, policy, research
    words    TEXT NOT NULL,
    status   TEXT NOT NULL,                  -- draft, agreed, published, taken-up, dropped
    findings TEXT NOT NULL,                  -- JSON: ids of the findings that it follows from
    added_at BIGINT NOT NULL,
    added_by TEXT NOT NULL,
    version  BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX recommendations_study ON recommendations (study_id, audience);

-- What an output rests on.
CREATE TABLE finding_bases (
    output_id  TEXT NOT NULL REFERENCES study_outputs (id),
    kind       TEXT NOT NULL,                -- finding, group, event
    subject_id TEXT NOT NULL,
    PRIMARY KEY (output_id, kind, subject_id)
);
