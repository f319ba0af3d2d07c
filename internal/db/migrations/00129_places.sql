-- +goose Up

-- The postcodes of an outcode in little room: a row for each outcode, not for
-- each postcode.
CREATE TABLE postcodes (
    outcode TEXT PRIMARY KEY,           -- LS1
    units   TEXT NOT NULL               -- base64 of seven bytes a postcode, in order of incodes: see places/units.go
);

-- The national file that postcodes came from; one row.
CREATE TABLE postcode_file (
    id         INTEGER PRIMARY KEY,     -- 1
    name       TEXT NOT NULL,           -- of the file
    kind       TEXT NOT NULL,           -- onspd, code-point
    live       BIGINT NOT NULL,         -- postcodes in use
    terminated BIGINT NOT NULL,         -- postcodes no longer in use
    loaded_at  BIGINT NOT NULL          -- milliseconds UTC
);
