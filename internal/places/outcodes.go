package places

import (
	"errors"
	"fmt"

	"linkwork/internal/db"
)

// ErrUnknown is returned for an outcode nobody has told Linkwork about.
var ErrUnknown = fmt.Errorf("places: unknown outcode: %w", db.ErrNotFound)

const selectArea = `SELECT outcode, latitude, longitude, town, region FROM outcodes`

func scanArea(row db.Scanner) (a Area, err error) {
	err = row.Scan(&a.Outcode, &a.Point.Lat, &a.Point.Lon, &a.Town, &a.Region)
	return a, err
}

// Find returns the area of an outcode as ParseOutcode returns it: an imported
// one, or else one of the made-up county. Otherwise it returns ErrUnknown.
func Find(r db.Reader, outcode string) (Area, error) {
	area, err := db.One(r, scanArea, selectArea+` WHERE outcode = $1`, outcode)
	if !errors.Is(err, db.ErrNotFound) {
		return area, err
	}
	if area, ok := findMadeUp(outcode); ok {
		return area, nil
	}
	return Area{}, ErrUnknown
}

// FindText reads what a person typed, a postcode or its first half, and
// returns its area. The error is a PostcodeError or ErrUnknown.
func FindText(r db.Reader, text string) (Area, error) {
	outcode, err := ParseOutcode(text)
	if err != nil {
		return Area{}, err
	}
	return Find(r, outcode)
}

const upsertArea = `
	INSERT INTO outcodes (outcode, latitude, longitude, town, region, source, imported_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7)
	ON CONFLICT (outcode) DO UPDATE SET
		latitude = excluded.latitude, longitude = excluded.longitude, town = excluded.town,
		region = excluded.region, source = excluded.source, imported_at = excluded.imported_at
	WHERE outcodes.latitude <> excluded.latitude OR outcodes.longitude <> excluded.longitude
		OR outcodes.town <> excluded.town OR outcodes.region <> excluded.region`

// save writes one area and says whether anything changed.
func save(tx *db.Tx, area Area, source string) (bool, error) {
	n, err := tx.Exec(upsertArea, area.Outcode, area.Point.Lat, area.Point.Lon, area.Town, area.Region, source, db.Ms(tx.Now()))
	return n > 0, err
}
