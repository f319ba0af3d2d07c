-- +goose Up

-- When data collection began. A site opens on that day or later.
ALTER TABLE studies ADD COLUMN opened_on TEXT; -- NULL before, and for studies that opened before this was kept
