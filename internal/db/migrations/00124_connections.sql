-- +goose Up
ALTER TABLE connections ADD COLUMN answered_by TEXT NOT NULL DEFAULT ''; -- who wrote down an answer that came by phone; empty for one by link
ALTER TABLE connections ADD COLUMN despite TEXT NOT NULL DEFAULT '';     -- why it was sent although the organisation asked for none; staff only
ALTER TABLE connections ADD COLUMN reminders INTEGER NOT NULL DEFAULT 0; -- mails that asked the organisation for its answer
ALTER TABLE connections ADD COLUMN reminded_on TEXT;                     -- date of the last of them
ALTER TABLE connections ADD COLUMN came TEXT NOT NULL DEFAULT '';        -- yes | not-yet | stopped | finished, as the organisation says; '' for not said
ALTER TABLE connections ADD COLUMN came_on TEXT;                         -- date on which it said so
ALTER TABLE connections ADD COLUMN came_asks INTEGER NOT NULL DEFAULT 0; -- times it was asked since it last said something
ALTER TABLE connections ADD COLUMN came_asked_on TEXT;                   -- date of the last of them

-- Addresses of organisations that referrals go to, as far as something is to be
-- remembered of them. Nothing in it is about a person.
CREATE TABLE referral_addresses (
    address        TEXT PRIMARY KEY,           -- in small letters
    quiet_since    BIGINT,                     -- asked for no reminders, milliseconds UTC; NULL for one that gets them
    mailed_on      TEXT,                       -- date of the last reminder
    pause_asked_on TEXT,                       -- date on which it was last asked whether its pause is still right
    asked_on       TEXT,                       -- date on which a link to its referrals was last asked for
    asked          INTEGER NOT NULL DEFAULT 0  -- times on that date
);
CREATE INDEX referral_addresses_asked ON referral_addresses (asked_on);
