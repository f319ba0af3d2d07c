-- +goose Up
-- The date of death or, where nobody knows it, the day on which we heard. From
-- then on nothing is sent to the person.
ALTER TABLE people ADD COLUMN died_on TEXT; -- date, NULL while they live as far as we know
