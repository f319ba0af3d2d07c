-- +goose Up

-- Pictures of a tile server under the maps; empty: maps are drawn without, and nobody is asked.
ALTER TABLE area ADD COLUMN map_tiles TEXT NOT NULL DEFAULT '';
ALTER TABLE area ADD COLUMN map_credit TEXT NOT NULL DEFAULT '';
