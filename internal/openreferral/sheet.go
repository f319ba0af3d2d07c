package openreferral

import (
	"bytes"
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
	Header  []string
	Lines   [][]string
	numbers []int     // of the lines, with the header as line 1
	faults  []Problem // lines that cannot be read
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
	sheet, err := sheetOf(body)
	if err != nil {
		return Sheet{}, err
	}
	if len(sheet.Lines)+len(sheet.faults) == 0 {
		return Sheet{}, errors.New("openreferral: the spreadsheet has no lines under its header")
	}
	if len(sheet.Lines)+len(sheet.faults) > mostLines || len(sheet.Header) > mostColumns {
		return Sheet{}, fmt.Errorf("openreferral: the spreadsheet has more than %d lines or %d columns", mostLines, mostColumns)
	}
	for i, name := range sheet.Header {
		sheet.Header[i] = strings.TrimSpace(name)
	}
	return sheet, nil
}

func sheetOf(body []byte) (Sheet, error) {
	if document.IsZip(body) {
		return workbook(body)
	}
	text, _ := document.Text(body)
	switch start := bytes.TrimSpace(text); {
	case len(start) == 0:
		return Sheet{}, errors.New("openreferral: the file is empty")
	case start[0] == '<':
		return Sheet{}, errors.New("openreferral: this is a web page and no spreadsheet")
	}
	comma := byte(',')
	if first, _, _ := bytes.Cut(text, []byte("\n")); bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		comma = ';'
	}
	return sheetOfText(text, comma)
}

func sheetOfText(text []byte, comma byte) (s Sheet, err error) {
	for line := range document.CSV(text, comma) {
		switch {
		case s.Header == nil && line.Fault != nil:
			return s, fmt.Errorf("openreferral: the headings of the spreadsheet cannot be read: %w", line.Fault)
		case s.Header == nil:
			s.Header = line.Cells
		case len(s.Lines)+len(s.faults) > mostLines:
			return s, nil
		case line.Fault != nil:
			s.faults = append(s.faults, Problem{Place: Place{Line: line.Number}, Reason: line.Fault.Error()})
		default:
			s.add(line.Number, line.Cells)
		}
	}
	return s, nil
}

func (s *Sheet) add(number int, cells []string) {
	s.Lines, s.numbers = append(s.Lines, cells), append(s.numbers, number)
}

func workbook(body []byte) (s Sheet, err error) {
	book, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{UnzipSizeLimit: mostUnpack, UnzipXMLSizeLimit: mostUnpack})
	if err != nil {
		return s, fmt.Errorf("openreferral: the workbook cannot be opened: %w", err)
	}
	defer book.Close()
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return s, errors.New("openreferral: the workbook has no sheet")
	}
	lines, err := book.GetRows(sheets[0])
	if err != nil {
		return s, fmt.Errorf("openreferral: the workbook cannot be read: %w", err)
	}
	for i, cells := range lines {
		if i == 0 {
			s.Header = cells
		} else {
			s.add(i+1, cells)
		}
	}
	return s, nil
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
	for _, fault := range s.faults {
		f.notes.reject(fault)
	}
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
		r := &sheetRow{number: s.numbers[n], cells: make(map[string]string)}
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
