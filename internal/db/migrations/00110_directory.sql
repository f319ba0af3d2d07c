-- +goose Up

-- Counts the changes of a part, so that of two states the later can be told.
ALTER TABLE directory_stamps ADD COLUMN turn BIGINT NOT NULL DEFAULT 0;

-- When an observation was written down; observed_at may be long before.
ALTER TABLE capacity_observations ADD COLUMN written_at BIGINT NOT NULL DEFAULT 0;

-- What has changed of late is all that the copy in memory reads again.
CREATE INDEX services_changed ON services (changed_at);
CREATE INDEX organisations_changed ON organisations (changed_at);
CREATE INDEX locations_changed ON locations (changed_at);
CREATE INDEX service_locations_location ON service_locations (location_id);
CREATE INDEX capacity_observations_written ON capacity_observations (written_at);

-- Groups of words for the same thing, as this area wants them. One with the id
-- of a group that comes with Linkwork stands in its place.
CREATE TABLE synonyms (
    id         TEXT PRIMARY KEY,
    words      TEXT NOT NULL,          -- with commas between; empty: the group that comes with Linkwork is not used
    changed_at BIGINT NOT NULL         -- milliseconds UTC
);
