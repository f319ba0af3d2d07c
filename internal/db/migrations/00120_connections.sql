-- +goose Up
ALTER TABLE connections ADD COLUMN why TEXT NOT NULL DEFAULT ''; -- code in freshness.Kinds: why the organisation said no, or why it did not start
CREATE INDEX connections_service ON connections (service_id, made_on);
