-- +goose Up

-- Imported outcodes: the first half of a postcode and the point in its middle.
-- The made-up county of the demonstration is built in and is not here.
CREATE TABLE outcodes (
    outcode     TEXT PRIMARY KEY,           -- capitals, no space: QX3
    latitude    DOUBLE PRECISION NOT NULL,  -- degrees, WGS 84
    longitude   DOUBLE PRECISION NOT NULL,  -- degrees, WGS 84
    town        TEXT NOT NULL,              -- what people call it; may be empty
    region      TEXT NOT NULL,              -- council or county; may be empty
    source      TEXT NOT NULL,              -- which file it came from
    imported_at BIGINT NOT NULL             -- milliseconds UTC, when it was last written
);
