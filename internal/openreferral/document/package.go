package document

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// Package is a zip of tables, a CSV file each, as older publishers hand over
// their services.
type Package struct {
	Tables   []Table  // in the order of the zip
	Version  string   // as its datapackage.json says; empty where it says none
	Faults   []Fault  // what could not be read
	Unknown  []string // CSV files that are no tables of the standard
	Unpacked int64    // bytes
}

// Fault is a part of a package that cannot be read.
type Fault struct {
	File   string
	Line   int    // from 1; 0 for the file as a whole
	Reason string // a sentence without its full stop
}

// What is wrong with a package as a whole. Each ends a sentence that begins with
// the name of the file.
var (
	ErrZip       = errors.New("is a zip that cannot be opened")
	ErrManyFiles = fmt.Errorf("has more than %d files in it", MostTables)
	ErrBig       = errors.New("is too large when it is unpacked")
	ErrNoTables  = errors.New("has no tables in it: a package has files like services.csv")
)

// MostTables is how many files a package may have.
const MostTables = 100

// IsZip says whether a file is a zip by its first bytes. A zip without files
// begins with its end.
func IsZip(body []byte) bool {
	return bytes.HasPrefix(body, []byte("PK\x03\x04")) || bytes.HasPrefix(body, []byte("PK\x05\x06"))
}

// ReadPackage reads a zip of CSV files, of at most bytes when unpacked and
// rows in each. What is no table is passed over. The error is ErrZip,
// ErrManyFiles, ErrBig or ErrNoTables.
func ReadPackage(body []byte, most int64, rows int) (p Package, err error) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return p, fmt.Errorf("%w: %w", ErrZip, err)
	}
	if len(archive.File) > MostTables {
		return p, ErrManyFiles
	}
	for _, file := range archive.File {
		name, isTable := tableOf(file.Name)
		isSaid := isDescription(file.Name)
		if !isTable && !isSaid {
			p.passOver(file.Name)
			continue
		}
		text, err := p.unpack(file, most)
		if errors.Is(err, ErrBig) {
			return p, err
		}
		if err != nil {
			p.Faults = append(p.Faults, Fault{File: shortName(file.Name), Reason: "the file cannot be unpacked to its end"})
		}
		if isSaid {
			p.described(text)
			continue
		}
		table := Table{Name: name, File: shortName(file.Name)}
		if err := table.read(text, rows, &p.Faults); err != nil {
			return p, err
		}
		p.Tables = append(p.Tables, table)
	}
	if len(p.Tables) == 0 {
		return p, ErrNoTables
	}
	p.sortTaxonomies()
	return p, nil
}

// passOver notes a table that is none of the standard. What describes tables, and
// what a system adds to a zip, is nothing to speak of.
func (p *Package) passOver(name string) {
	short := shortName(name)
	lower := strings.ToLower(short)
	if strings.HasSuffix(lower, ".csv") && !strings.HasPrefix(lower, ".") && !strings.HasPrefix(lower, "meta_table_description") {
		p.Unknown = append(p.Unknown, short)
	}
}

// unpack returns what could be read of a file. The package as a whole may not
// have more than so many bytes.
func (p *Package) unpack(file *zip.File, most int64) ([]byte, error) {
	opened, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	body, err := io.ReadAll(io.LimitReader(opened, most-p.Unpacked+1))
	if p.Unpacked += int64(len(body)); p.Unpacked > most {
		return nil, ErrBig
	}
	return body, err
}

// isDescription says whether a file is what a package says about itself.
func isDescription(name string) bool { return strings.EqualFold(shortName(name), "datapackage.json") }

// described reads which version a package says it has. What cannot be read says
// nothing.
func (p *Package) described(body []byte) {
	text, _ := Text(body)
	fields, err := Fields(bytes.TrimSpace(text))
	if err != nil {
		return
	}
	switch version := fields["version"].(type) {
	case string:
		p.Version = strings.TrimSpace(version)
	case json.Number:
		p.Version = version.String()
	}
}

// shortName is the name of a file without its folder.
func shortName(name string) string { return path.Base(strings.ReplaceAll(name, `\`, "/")) }

// Has says whether a package has a table.
func (p Package) Has(table string) bool {
	for _, t := range p.Tables {
		if t.Name == table {
			return true
		}
	}
	return false
}

// Headings are what the tables of a package say their columns hold, by table.
func (p Package) Headings() map[string][]string {
	all := make(map[string][]string, len(p.Tables))
	for _, t := range p.Tables {
		all[t.Name] = append(all[t.Name], t.Headings...)
	}
	return all
}

// sortTaxonomies tells vocabularies from terms: before version 3, the table of
// that name held the terms.
func (p *Package) sortTaxonomies() {
	if p.Has("taxonomy_terms") {
		return
	}
	for i := range p.Tables {
		if t := &p.Tables[i]; t.Name == "taxonomies" && !slices.Contains(t.Headings, "version") && !slices.Contains(t.Headings, "uri") {
			t.holdsTerms()
		}
	}
}

// holdsTerms gives a table of terms its name, and the column with their ids where
// an export calls it otherwise.
func (t *Table) holdsTerms() {
	t.Name = "taxonomy_terms"
	named := slices.Index(t.Headings, "taxonomy_id")
	if named < 0 || slices.Contains(t.Headings, "id") {
		return
	}
	t.Headings[named] = "id"
	for _, term := range t.Rows {
		if id, ok := term["taxonomy_id"]; ok {
			term["id"] = id
			delete(term, "taxonomy_id")
		}
	}
}
