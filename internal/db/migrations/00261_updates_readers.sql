-- +goose Up

-- Readers are listed by address: the first of many without putting all in order.
CREATE INDEX update_readers_by_address ON update_readers (study_id, lower(address), id);
