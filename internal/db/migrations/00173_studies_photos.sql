-- +goose Up

-- Who is asked for a photograph of something. What was asked until now was asked of
-- everybody.
ALTER TABLE study_photo_prompts ADD COLUMN kinds TEXT NOT NULL DEFAULT '["patient","link-worker","professional","vcfse-staff","public"]'; -- JSON: kinds of participants

-- What people at work say of a photograph beside the licence; '' for nothing.
ALTER TABLE study_photo_licences ADD COLUMN at_work TEXT NOT NULL DEFAULT '';
