package taxonomies

import (
	"bytes"
	"fmt"
	"io"

	"linkwork/internal/openreferral/document"
)

// Reading is what files say.
type Reading struct {
	Taxonomies []*Taxonomy // those that have terms, in the order met
	Problems   []Problem
	More       int  // further problems that are not listed
	Broken     bool // a file breaks off; what was before it is read
}

// Read reads one or more files of one publisher, such as taxonomies.csv and
// taxonomy_terms.csv, whatever their format. An error means that a file is none
// of the formats, breaks a limit, or that there are no terms; what is wrong with
// single records is in the reading.
func Read(files ...io.Reader) (Reading, error) {
	d := &draft{}
	left := int64(MaxBytes)
	for i, file := range files {
		d.file = i + 1
		body, err := io.ReadAll(io.LimitReader(file, left+1))
		if err != nil {
			return Reading{}, fmt.Errorf("taxonomies: %w", err)
		}
		if left -= int64(len(body)); left < 0 {
			return Reading{}, ErrTooLarge
		}
		if err := d.read(body); err != nil {
			return Reading{}, err
		}
	}
	all := d.finish()
	if len(all) == 0 {
		return Reading{Problems: d.problems, More: d.more, Broken: d.broken}, ErrNoTerms
	}
	return Reading{all, d.problems, d.more, d.broken}, nil
}

// read looks at the first sign of a file to see what it is.
func (d *draft) read(body []byte) error {
	if !bytes.HasPrefix(body, []byte("<?xml")) { // XML says itself how it is written
		text, remarks := document.Text(body)
		for _, remark := range remarks {
			if !bytes.HasPrefix(body, []byte("\ufeff")) { // a mark does no harm
				d.note(1, "", "", remark)
			}
		}
		body = text
	}
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff")))
	switch {
	case len(body) == 0:
		return ErrEmpty
	case bytes.HasPrefix(body, []byte("PK\x03\x04")), bytes.IndexByte(body, 0) >= 0:
		return ErrNoTerms
	}
	switch body[0] {
	case '{', '[':
		return d.readJSON(body)
	case '<':
		return d.readXML(body)
	}
	return d.readCSV(body)
}
