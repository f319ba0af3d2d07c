-- +goose Up

-- A photograph that was shown elsewhere is another use than the photograph that is
-- kept: only the second can be destroyed by the program.
UPDATE study_uses SET kind = 'photo-shown' WHERE kind = 'photo' AND label LIKE 'Photograph in: %';
