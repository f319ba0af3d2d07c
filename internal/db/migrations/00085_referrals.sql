-- +goose Up
-- An entry can also be sent to the practice, whose own staff then put it in.
ALTER TABLE practice_entries ADD COLUMN sent_to TEXT;                          -- practice, NULL while it was not sent or came back
ALTER TABLE practice_entries ADD COLUMN sent_at BIGINT;                        -- when, NULL likewise
ALTER TABLE practice_entries ADD COLUMN sent_by TEXT NOT NULL DEFAULT '';      -- name of who sent it
ALTER TABLE practice_entries ADD COLUMN came_back TEXT NOT NULL DEFAULT '';    -- why the practice sent it back, '' if it did not
CREATE INDEX practice_entries_sent ON practice_entries (sent_to, copied_at, day) WHERE sent_to IS NOT NULL;
