-- +goose Up
-- Where a contact was, in words; who else took part, as space-separated codes
-- of vocabulary.ContactPresent; who that was, in words; and what concerns
-- somebody else, which is kept apart from what the person gets to see.
ALTER TABLE contacts ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN present TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN present_words TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN about_others TEXT NOT NULL DEFAULT '';
-- How often the author corrected the entry, and when last.
ALTER TABLE contacts ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE contacts ADD COLUMN corrected_at BIGINT;

-- What an entry said before its author corrected it: one row for each time.
CREATE TABLE contact_history (
    id           TEXT PRIMARY KEY,
    contact_id   TEXT NOT NULL REFERENCES contacts (id),
    version      INTEGER NOT NULL,            -- of the contact, before the correction
    words        TEXT NOT NULL,               -- as in contacts
    about_others TEXT NOT NULL,               -- as in contacts
    corrected_at BIGINT NOT NULL              -- when it stopped saying so
);
CREATE INDEX contact_history_contact ON contact_history (contact_id, version);
