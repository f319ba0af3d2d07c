-- +goose Up
-- What became of the latest message to an address.
CREATE INDEX messages_recipient ON messages (recipient, state_at);
