package places

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/db"
)

// Imported counts what an import of outcodes did.
type Imported struct {
	Written   int // added or changed
	Unchanged int
	Rejected  []Rejected
}

// Rejected is a line that could not be used.
type Rejected struct {
	Line   int // first line of the file is 1
	Reason string
}

const (
	maxAreas = 10_000  // there are about 3,000 outcodes
	maxBytes = 8 << 20 // and the public list is 0.25 MB
	maxWords = 100     // bytes of a town or region
)

// ImportOutcodes reads a CSV file with a header that names at least
// "postcode" (or "outcode"), "latitude" and "longitude", and writes its areas
// in one piece. Lines it cannot use are reported and skipped; a second run on
// the same file writes nothing. An error means that nothing was written.
func ImportOutcodes(ctx context.Context, d *db.DB, file io.Reader, source string) (Imported, error) {
	areas, rejected, err := readAreas(file)
	if err != nil {
		return Imported{}, err
	}
	var done Imported
	err = d.Write(ctx, func(tx *db.Tx) error {
		done = Imported{Rejected: rejected} // a closure can run twice
		for _, area := range areas {
			changed, err := save(tx, area, source)
			if err != nil {
				return err
			}
			if changed {
				done.Written++
			} else {
				done.Unchanged++
			}
		}
		return nil
	})
	if err != nil {
		return Imported{}, err
	}
	return done, nil
}

func readAreas(file io.Reader) (areas []Area, rejected []Rejected, err error) {
	body, err := io.ReadAll(io.LimitReader(file, maxBytes+1))
	if err != nil {
		return nil, nil, fmt.Errorf("places: %w", err)
	}
	if len(body) > maxBytes {
		return nil, nil, fmt.Errorf("places: the file is longer than %d bytes", maxBytes)
	}
	table := csv.NewReader(bytes.NewReader(body))
	table.FieldsPerRecord = -1
	header, err := table.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("places: no header line: %w", err)
	}
	columns, err := areaColumns(header)
	if err != nil {
		return nil, nil, err
	}
	for len(areas) < maxAreas {
		fields, err := table.Read()
		if errors.Is(err, io.EOF) {
			return areas, rejected, nil
		}
		if err != nil {
			return nil, nil, fmt.Errorf("places: %w", err)
		}
		area, err := columns.area(fields)
		if err != nil {
			line, _ := table.FieldPos(0)
			rejected = append(rejected, Rejected{Line: line, Reason: err.Error()})
			continue
		}
		areas = append(areas, area)
	}
	return nil, nil, fmt.Errorf("places: more than %d outcodes in one file", maxAreas)
}

// columnsOf says in which column each field stands; -1 when there is none.
type columnsOf struct{ outcode, lat, lon, town, region int }

func areaColumns(header []string) (columnsOf, error) {
	for i, name := range header {
		header[i] = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
	}
	find := func(names ...string) int {
		return slices.IndexFunc(header, func(h string) bool { return slices.Contains(names, h) })
	}
	c := columnsOf{
		outcode: find("outcode", "postcode"), lat: find("latitude", "lat"), lon: find("longitude", "lon", "lng"),
		town: find("town"), region: find("region"),
	}
	if c.outcode < 0 || c.lat < 0 || c.lon < 0 {
		return c, errors.New("places: the header must name postcode (or outcode), latitude and longitude")
	}
	return c, nil
}

func (c columnsOf) area(fields []string) (Area, error) {
	field := func(i int) string {
		if i < 0 || i >= len(fields) {
			return ""
		}
		return strings.TrimSpace(fields[i])
	}
	outcode, err := ParseOutcode(field(c.outcode))
	if err != nil {
		return Area{}, fmt.Errorf("%q is not an outcode", field(c.outcode))
	}
	lat, errLat := strconv.ParseFloat(field(c.lat), 64)
	lon, errLon := strconv.ParseFloat(field(c.lon), 64)
	area := Area{Outcode: outcode, Point: Point{lat, lon}, Town: field(c.town), Region: field(c.region)}
	switch {
	case errLat != nil || errLon != nil:
		return Area{}, fmt.Errorf("%s: latitude %q, longitude %q are not numbers", outcode, field(c.lat), field(c.lon))
	case !area.Point.InUK():
		return Area{}, fmt.Errorf("%s: latitude %v, longitude %v are outside the United Kingdom", outcode, lat, lon)
	case len(area.Town) > maxWords || len(area.Region) > maxWords:
		return Area{}, fmt.Errorf("%s: town or region is longer than %d", outcode, maxWords)
	}
	return area, nil
}
