-- +goose Up

-- A form that belongs to a study is made by those who lead it, and asked there only.
ALTER TABLE forms ADD COLUMN study_id TEXT;
CREATE INDEX forms_study ON forms (study_id);
