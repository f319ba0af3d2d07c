-- +goose Up
-- To whom new referrals of a practice go.
ALTER TABLE practices ADD COLUMN named_workers TEXT NOT NULL DEFAULT '';      -- accounts of the practice's own link workers, apart by spaces
ALTER TABLE practices ADD COLUMN gives_itself BOOLEAN NOT NULL DEFAULT FALSE; -- a new referral waits for one of them without anybody choosing
