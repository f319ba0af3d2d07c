-- +goose Up
-- Referrals from outside practices: hospital, housing, social care, family.
ALTER TABLE referrals ADD COLUMN source TEXT NOT NULL DEFAULT '';                -- code of vocabulary.ReferralSources, '' for a practice and for people themselves
ALTER TABLE referrals ADD COLUMN referrer_organisation TEXT NOT NULL DEFAULT ''; -- of whoever refers from outside
ALTER TABLE referrals ADD COLUMN referrer_email TEXT NOT NULL DEFAULT '';        -- where answers to them go
ALTER TABLE referrals ADD COLUMN tell_referrer BOOLEAN NOT NULL DEFAULT FALSE;   -- the person agreed that they hear what becomes of it
ALTER TABLE referrals ADD COLUMN follow_base TEXT NOT NULL DEFAULT '';           -- address of the site under which they follow it
CREATE INDEX referrals_referrer ON referrals (referrer_email, received_at) WHERE referrer_email <> '';
