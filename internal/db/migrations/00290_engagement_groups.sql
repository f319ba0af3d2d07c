-- +goose Up

-- What was noted as paid by mistake, with who put it right, when and why: a line each time.
ALTER TABLE study_group_payments ADD COLUMN put_right TEXT NOT NULL DEFAULT '';
ALTER TABLE study_group_claims ADD COLUMN put_right TEXT NOT NULL DEFAULT '';
