package openreferral

import (
	"errors"
	"fmt"

	"linkwork/internal/openreferral/document"
)

// row is a line of a table, as an object of a record.
type row = map[string]any

// tables are the tables of a package, by name. A row knows by its foreign keys
// where it belongs.
type tables map[string][]row

// readTables reads a zip of CSV files. A file that cannot be read is reported.
func readTables(body []byte, notes *remarks) (tables, error) {
	read, err := document.ReadPackage(body, maxFile, maxRecords)
	if errors.Is(err, document.ErrBig) {
		return nil, ErrTooLarge
	}
	if err != nil {
		return nil, fmt.Errorf("openreferral: %w", err)
	}
	for _, reason := range read.Broken {
		notes.reject(Problem{Reason: reason})
	}
	all := make(tables)
	for _, table := range read.Tables {
		all[table.Name] = append(all[table.Name], table.Rows...)
	}
	if len(all["services"]) == 0 {
		return nil, errors.New("openreferral: the package has no services.csv, or nothing in it")
	}
	all.sortTaxonomies()
	return all, nil
}

// sortTaxonomies tells vocabularies from terms: before version 3, the table of
// that name held the terms.
func (t tables) sortTaxonomies() {
	if len(t["taxonomy_terms"]) > 0 {
		return
	}
	t["taxonomy_terms"] = t["taxonomies"]
	delete(t, "taxonomies")
	for _, term := range t["taxonomy_terms"] {
		if term["id"] == nil && term["taxonomy_id"] != nil { // as some exports name it
			rename(term, "taxonomy_id", "id")
		}
	}
}
