package places

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"linkwork/internal/db"
)

// ImportedPostcodes counts what an import of postcodes did.
type ImportedPostcodes struct {
	Kind       string // ONSPD or CodePoint
	Live       int    // postcodes in use, of the file
	Terminated int    // no longer in use: of the file, and those of before that it does not have
	Unplaced   int    // without a position, left out
	Written    int    // outcodes of which something changed
	Unchanged  int
	Rejected   []Rejected // the first lines that could not be used
	More       int        // further ones
}

// fromPostcodes is the source of outcodes whose middle is that of their
// postcodes.
const fromPostcodes = "postcodes"

// ImportPostcodes reads the ONS Postcode Directory (CSV, or its zip) or
// Code-Point Open (CSV, or its zip) and writes where each postcode is, in one
// piece: an error means that nothing was written. The same file again writes
// nothing. Postcodes of before that the file no longer has, of the outcodes that
// it has, stay and count as no longer in use. Outcodes that are not known yet
// get the middle of their postcodes.
func ImportPostcodes(ctx context.Context, d *db.DB, file io.Reader, name string) (ImportedPostcodes, error) {
	f, err := readPostcodes(file)
	if err != nil {
		return ImportedPostcodes{}, err
	}
	for outcode, units := range f.units {
		f.units[outcode] = tidyUnits(units)
	}
	var done ImportedPostcodes
	err = d.Write(ctx, func(tx *db.Tx) error {
		done = ImportedPostcodes{Kind: f.kind, Unplaced: f.unplaced, Rejected: f.rejected, More: f.more} // a closure can run twice
		for _, outcode := range slices.Sorted(maps.Keys(f.units)) {
			if err := done.save(tx, outcode, f.units[outcode]); err != nil {
				return err
			}
		}
		if done.Written == 0 {
			return nil
		}
		_, err := tx.Exec(`INSERT INTO postcode_file (id, name, kind, live, terminated, loaded_at) VALUES (1, $1, $2, $3, $4, $5)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, live = excluded.live, terminated = excluded.terminated, loaded_at = excluded.loaded_at`,
			db.Storable(name), done.Kind, done.Live, done.Terminated, db.Ms(tx.Now()))
		return err
	})
	return done, err
}

// save writes the postcodes of an outcode, if they differ from what is stored.
func (done *ImportedPostcodes) save(tx *db.Tx, outcode string, units []unit) error {
	stored, err := unitsIn(tx, outcode)
	if err != nil {
		return err
	}
	all := withEnded(units, stored)
	for _, u := range all {
		if u.ended() {
			done.Terminated++
		} else {
			done.Live++
		}
	}
	if slices.Equal(all, stored) {
		done.Unchanged++
		return nil
	}
	done.Written++
	if _, err := tx.Exec(`INSERT INTO postcodes (outcode, units) VALUES ($1, $2) ON CONFLICT (outcode) DO UPDATE SET units = excluded.units`, outcode, packUnits(all)); err != nil {
		return err
	}
	var source string
	err = tx.QueryRow(`SELECT source FROM outcodes WHERE outcode = $1`, outcode).Scan(&source)
	if err == nil && source != fromPostcodes { // from a list that says what people call it
		return nil
	}
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return err
	}
	_, err = save(tx, Area{Outcode: outcode, Point: middle(all)}, fromPostcodes)
	return err
}

func unitsIn(r db.Reader, outcode string) ([]unit, error) {
	var packed string
	err := r.QueryRow(`SELECT units FROM postcodes WHERE outcode = $1`, outcode).Scan(&packed)
	if errors.Is(err, db.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return unpackUnits(packed)
}

// Located is where a postcode is: itself, where that is known, or else the
// middle of its outcode.
type Located struct {
	Area
	Postcode   string // "QX3 7LB"; empty for the middle of the outcode
	Terminated bool   // no longer in use
}

// From says what a distance is counted from: "QX3 7LB", "the middle of QX3".
func (l Located) From() string {
	switch {
	case l.Postcode == "":
		return "the middle of " + l.Outcode
	case l.Terminated:
		return l.Postcode + ", a postcode that is no longer in use"
	}
	return l.Postcode
}

// Locate reads what a person typed, a postcode or its first half, and returns
// where it is, as exactly as is known. The error is a PostcodeError or
// ErrUnknown.
func Locate(r db.Reader, text string) (Located, error) {
	postcode, err := ParsePostcode(text)
	if err != nil {
		area, err := FindText(r, text)
		return Located{Area: area}, err
	}
	area, err := Find(r, postcode.Outcode)
	if err != nil {
		return Located{}, err
	}
	units, err := unitsIn(r, postcode.Outcode)
	if err != nil {
		return Located{}, err
	}
	l := Located{Area: area}
	if u, ok := findUnit(units, numberOf(postcode.Incode)); ok {
		l.Point, l.Postcode, l.Terminated = u.point(), postcode.String(), u.ended()
	}
	return l, nil
}

// PostcodeFile is the national file that postcodes came from.
type PostcodeFile struct {
	Name             string
	Kind             string
	Live, Terminated int
	LoadedAt         time.Time
}

// PostcodesFrom returns the file that postcodes came from, or db.ErrNotFound.
func PostcodesFrom(r db.Reader) (f PostcodeFile, err error) {
	err = r.QueryRow(`SELECT name, kind, live, terminated, loaded_at FROM postcode_file WHERE id = 1`).Scan(&f.Name, &f.Kind, &f.Live, &f.Terminated, db.At(&f.LoadedAt))
	return f, err
}

// Notice is what the Open Government Licence asks to be said wherever these
// postcodes are used.
func (f PostcodeFile) Notice() string {
	year := f.LoadedAt.Year()
	words := fmt.Sprintf("Contains OS data © Crown copyright and database right %d. Contains Royal Mail data © Royal Mail copyright and database right %d. Contains National Statistics data © Crown copyright and database right %d.", year, year, year)
	if f.Kind == ONSPD {
		words = "Source: Office for National Statistics. " + words
	}
	return words + " Licensed under the Open Government Licence v3.0."
}
