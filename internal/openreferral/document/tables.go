package document

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
)

// Package is a zip of tables, a CSV file each, as older publishers hand over
// their services.
type Package struct {
	Tables []Table  // in the order of the zip
	Broken []string // why a file could not be read to its end, with its name
}

// Table is one file of a package.
type Table struct {
	Name  string // as version 3 calls the list in a record: services, phones
	File  string // as it is called in the zip
	Rows  []map[string]any
	Lines []int // of the rows in the file, from 1
}

// What is wrong with a package as a whole.
var (
	ErrZip       = errors.New("the zip file cannot be opened")
	ErrManyFiles = fmt.Errorf("more than %d files in the package", MostTables)
	ErrBig       = errors.New("the file is too large")
)

// MostTables is how many files a package may have.
const MostTables = 100

// IsZip says whether a file is a zip by its first bytes.
func IsZip(body []byte) bool { return bytes.HasPrefix(body, []byte("PK\x03\x04")) }

// ReadPackage reads a zip of CSV files, of at most bytes when unpacked and
// rows in each. What is no table is passed over. The error is ErrZip,
// ErrManyFiles or ErrBig.
func ReadPackage(body []byte, most int64, rows int) (p Package, err error) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return p, fmt.Errorf("%w: %w", ErrZip, err)
	}
	if len(archive.File) > MostTables {
		return p, ErrManyFiles
	}
	for _, file := range archive.File {
		name, ok := tableOf(file.Name)
		if !ok {
			continue
		}
		table := Table{Name: name, File: file.Name}
		read, err := table.read(file, most, rows)
		if errors.Is(err, ErrBig) {
			return p, err
		}
		if err != nil {
			p.Broken = append(p.Broken, fmt.Sprintf("%s: %v", file.Name, err))
		}
		most -= read
		p.Tables = append(p.Tables, table)
	}
	return p, nil
}

// read reads one file, of at most limit bytes when unpacked.
func (t *Table) read(file *zip.File, limit int64, rows int) (read int64, err error) {
	opened, err := file.Open()
	if err != nil {
		return 0, err
	}
	defer opened.Close()
	body, err := io.ReadAll(io.LimitReader(opened, limit+1))
	if err != nil {
		return int64(len(body)), err
	}
	if int64(len(body)) > limit {
		return limit, ErrBig
	}
	return int64(len(body)), t.readRows(body, rows)
}

// readRows reads the lines of a CSV file under its header. An empty cell is not
// there; a line that breaks the file off is an error after those before it.
func (t *Table) readRows(body []byte, most int) error {
	text, _ := Text(body)
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord, reader.LazyQuotes = -1, true
	header, err := reader.Read()
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return err
	}
	for i := range header {
		header[i] = strings.TrimSpace(header[i])
	}
	for len(t.Rows) < most {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if r := rowOf(header, cells); len(r) > 0 {
			line, _ := reader.FieldPos(0)
			t.Rows, t.Lines = append(t.Rows, r), append(t.Lines, line)
		}
	}
	return ErrBig
}

func rowOf(header, cells []string) map[string]any {
	r := make(map[string]any)
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
