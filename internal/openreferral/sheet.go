package openreferral

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"linkwork/internal/db"
	"linkwork/internal/openreferral/document"
)

// Sheet is a spreadsheet as it stands: its header and its lines.
type Sheet struct {
	Header []string
	Lines  [][]string
}

const (
	mostColumns = 300
	mostLines   = 50_000
	mostUnpack  = 128 << 20 // bytes of a workbook
)

// OpenSheet reads a CSV file, or the first sheet of an Excel workbook.
func OpenSheet(file io.Reader) (Sheet, error) {
	body, err := whole(file)
	if err != nil {
		return Sheet{}, err
	}
	lines, err := sheetLines(body)
	if err != nil {
		return Sheet{}, err
	}
	if len(lines) < 2 {
		return Sheet{}, errors.New("openreferral: the spreadsheet has no lines under its header")
	}
	if len(lines) > mostLines || len(lines[0]) > mostColumns {
		return Sheet{}, fmt.Errorf("openreferral: the spreadsheet has more than %d lines or %d columns", mostLines, mostColumns)
	}
	sheet := Sheet{Header: lines[0], Lines: lines[1:]}
	for i, name := range sheet.Header {
		sheet.Header[i] = strings.TrimSpace(name)
	}
	return sheet, nil
}

func sheetLines(body []byte) ([][]string, error) {
	if bytes.HasPrefix(body, []byte("PK\x03\x04")) {
		return workbookLines(body)
	}
	text, _ := document.Text(body)
	switch start := bytes.TrimSpace(text); {
	case len(start) == 0:
		return nil, errors.New("openreferral: the file is empty")
	case start[0] == '<':
		return nil, errors.New("openreferral: this is a web page and no spreadsheet")
	}
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord, reader.LazyQuotes = -1, true
	if first, _, _ := bytes.Cut(text, []byte("\n")); bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		reader.Comma = ';'
	}
	lines, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("openreferral: the spreadsheet cannot be read: %w", err)
	}
	return lines, nil
}

func workbookLines(body []byte) ([][]string, error) {
	book, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{UnzipSizeLimit: mostUnpack, UnzipXMLSizeLimit: mostUnpack})
	if err != nil {
		return nil, fmt.Errorf("openreferral: the workbook cannot be opened: %w", err)
	}
	defer book.Close()
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return nil, errors.New("openreferral: the workbook has no sheet")
	}
	lines, err := book.GetRows(sheets[0])
	if err != nil {
		return nil, fmt.Errorf("openreferral: the workbook cannot be read: %w", err)
	}
	return lines, nil
}

// CheckMapping says what a mapping lacks, or names that is not in the header.
func (s Sheet) CheckMapping(m Mapping) error {
	var bad db.Invalid
	if m["name"] == "" {
		bad.Add("name", "Choose the column with the name of the service")
	}
	for code, header := range m {
		if header != "" && s.column(header) < 0 {
			bad.Add(code, "This column is not in the spreadsheet")
		}
	}
	return bad.Err()
}

func (s Sheet) column(header string) int {
	for i, name := range s.Header {
		if name == header {
			return i
		}
	}
	return -1
}

// Read reads the services of a spreadsheet whose columns were matched, as Read
// does from other files. Lines are counted with the header as line 1.
func (s Sheet) Read(source string, m Mapping) ([]Item, Report, error) {
	if err := s.CheckMapping(m); err != nil {
		return nil, Report{Source: source}, err
	}
	f := newFeed(source)
	rows := s.rows(m)
	for _, r := range joined(rows, &f.notes) {
		f.object(Place{Line: r.number}, object{fields: r.record()})
	}
	report := f.report(len(rows))
	report.Version = "a spreadsheet"
	return f.items, report, nil
}

// rows reads the lines by what their columns hold; empty ones are left out.
func (s Sheet) rows(m Mapping) (rows []*sheetRow) {
	columns := make(map[string]int)
	for code, header := range m {
		if i := s.column(header); header != "" && i >= 0 {
			columns[code] = i
		}
	}
	for n, cells := range s.Lines {
		r := &sheetRow{number: n + 2, cells: make(map[string]string)}
		for code, i := range columns {
			if i < len(cells) && strings.TrimSpace(cells[i]) != "" {
				r.cells[code] = strings.TrimSpace(cells[i])
			}
		}
		if len(r.cells) > 0 {
			rows = append(rows, r)
		}
	}
	return rows
}
