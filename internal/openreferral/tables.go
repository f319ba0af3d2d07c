package openreferral

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"linkwork/internal/openreferral/document"
)

// row is a line of a table, as an object of a record.
type row = map[string]any

// tables are the tables of a package, by name. A row knows by its foreign keys
// where it belongs.
type tables map[string][]row

const maxTables = 100 // files in a package

// readTables reads a zip of CSV files. A file that cannot be read is reported;
// what is no table is passed over.
func readTables(body []byte, notes *remarks) (tables, error) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, fmt.Errorf("openreferral: the zip file cannot be opened: %w", err)
	}
	if len(archive.File) > maxTables {
		return nil, fmt.Errorf("openreferral: more than %d files in the package", maxTables)
	}
	all, left := make(tables), int64(maxFile)
	for _, file := range archive.File {
		table, ok := tableOf(file.Name)
		if !ok {
			continue
		}
		rows, read, err := readTable(file, left)
		if errors.Is(err, ErrTooLarge) {
			return nil, err
		}
		if err != nil {
			notes.reject(Problem{Reason: fmt.Sprintf("%s: %v", file.Name, err)})
		}
		left -= read
		all[table] = append(all[table], rows...)
	}
	if len(all["services"]) == 0 {
		return nil, errors.New("openreferral: the package has no services.csv, or nothing in it")
	}
	all.sortTaxonomies()
	return all, nil
}

// readTable reads one file, of at most limit bytes when unpacked.
func readTable(file *zip.File, limit int64) (rows []row, read int64, err error) {
	opened, err := file.Open()
	if err != nil {
		return nil, 0, err
	}
	defer opened.Close()
	body, err := io.ReadAll(io.LimitReader(opened, limit+1))
	if err != nil {
		return nil, int64(len(body)), err
	}
	if int64(len(body)) > limit {
		return nil, limit, ErrTooLarge
	}
	rows, err = rowsOf(body)
	return rows, int64(len(body)), err
}

// rowsOf reads the lines of a CSV file under its header. An empty cell is not
// there; a line that breaks the file off is an error after those before it.
func rowsOf(body []byte) (rows []row, err error) {
	text, _ := document.Text(body)
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord, reader.LazyQuotes = -1, true
	header, err := reader.Read()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for i := range header {
		header[i] = strings.TrimSpace(header[i])
	}
	for len(rows) < maxRecords {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		if r := rowOf(header, cells); len(r) > 0 {
			rows = append(rows, r)
		}
	}
	return nil, ErrTooLarge
}

func rowOf(header, cells []string) row {
	r := make(row)
	for i, cell := range cells {
		if cell = strings.TrimSpace(cell); i < len(header) && header[i] != "" && cell != "" {
			r[header[i]] = valueOf(header[i], cell)
		}
	}
	return r
}

func valueOf(column, cell string) any {
	if _, err := strconv.ParseFloat(cell, 64); err == nil && numberFields[column] && json.Valid([]byte(cell)) {
		return json.Number(cell)
	}
	return cell
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
