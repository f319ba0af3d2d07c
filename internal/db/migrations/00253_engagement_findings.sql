-- +goose Up

-- Words of a participant that were chosen for a finding. The words stay with their passage,
-- so that they end with the consent.
CREATE TABLE finding_quotes (
    id         TEXT PRIMARY KEY,
    finding_id TEXT NOT NULL REFERENCES findings (id),
    passage_id TEXT NOT NULL,                -- of package interviews; it may be taken away there
    chosen_at  BIGINT NOT NULL,
    chosen_by  TEXT NOT NULL,
    UNIQUE (finding_id, passage_id)
);
