package xlsform

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"linkwork/internal/forms/form"
)

// The sheets.
const (
	survey   = "survey"
	choices  = "choices"
	settings = "settings"
)

const (
	mostUnpack  = 64 << 20 // bytes of a workbook
	mostColumns = 200
	mostLost    = 500 // things that are named one by one
	mostChoices = 500 // of a list
	deepest     = 20  // groups in one another
)

// sheet is the lines of a sheet by the names of their columns.
type sheet struct {
	name    string
	columns []string
	rows    []map[string]string // the first is row 2 of the sheet
}

// open reads the sheets of a workbook. The error says in plain words why it
// cannot be.
func open(body []byte) (map[string]sheet, error) {
	if len(body) > form.MostBytes {
		return nil, form.NotRead("The file is larger than a form can be")
	}
	book, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{UnzipSizeLimit: mostUnpack, UnzipXMLSizeLimit: mostUnpack})
	if err != nil {
		return nil, form.NotRead("This is no Excel workbook that can be opened. Save it as .xlsx, without a password")
	}
	defer book.Close()
	all := make(map[string]sheet)
	for _, name := range book.GetSheetList() {
		lines, err := linesOf(book, name)
		if err != nil {
			return nil, err
		}
		name = strings.ToLower(strings.TrimSpace(name))
		all[name] = sheetOf(name, lines)
	}
	return all, nil
}

func linesOf(book *excelize.File, name string) (lines [][]string, err error) {
	rows, err := book.Rows(name)
	if err != nil {
		return nil, form.NotRead("The sheet “%s” cannot be read. Open the workbook, save it again and try once more", name)
	}
	defer rows.Close()
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return nil, form.NotRead("The sheet “%s” cannot be read. Open the workbook, save it again and try once more", name)
		}
		for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
			cells = cells[:len(cells)-1] // coloured in and empty
		}
		if len(lines) > form.MostFileRows && len(cells) == 0 {
			continue
		}
		if len(lines) > form.MostFileRows || len(cells) > mostColumns {
			return nil, form.NotRead("The sheet “%s” has more than %d rows or %d columns", name, form.MostFileRows, mostColumns)
		}
		lines = append(lines, cells)
	}
	return lines, rows.Error()
}

func sheetOf(name string, lines [][]string) sheet {
	s := sheet{name: name}
	if len(lines) == 0 {
		return s
	}
	for _, heading := range lines[0] {
		s.columns = append(s.columns, columnName(heading))
	}
	for _, cells := range lines[1:] {
		row := make(map[string]string)
		for i, cell := range cells {
			if cell = strings.TrimSpace(cell); cell != "" && i < len(s.columns) && s.columns[i] != "" && row[s.columns[i]] == "" {
				row[s.columns[i]] = cell
			}
		}
		s.rows = append(s.rows, row)
	}
	return s
}

// columnName is a heading as we know it: with two colons before a language, and
// in small letters before them.
func columnName(heading string) string {
	parts := strings.Split(strings.TrimSpace(heading), "::")
	for i := range parts {
		if parts[i] = strings.TrimSpace(parts[i]); i == 0 || parts[0] == "linkwork" && i == 1 {
			parts[i] = strings.ReplaceAll(strings.ToLower(parts[i]), " ", "_")
		}
	}
	return strings.Join(parts, "::")
}

func place(sheet string, row int, column string) string {
	return fmt.Sprintf("%s, row %d, column %s", sheet, row, column)
}

// workbook writes sheets, each cell as text.
func workbook(sheets []sheet) ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close()
	for n, s := range sheets {
		if n == 0 {
			if err := book.SetSheetName(book.GetSheetList()[0], s.name); err != nil {
				return nil, err
			}
		} else if _, err := book.NewSheet(s.name); err != nil {
			return nil, err
		}
		if err := s.fill(book); err != nil {
			return nil, err
		}
	}
	out, err := book.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func (s sheet) fill(book *excelize.File) error {
	lines := [][]string{s.columns}
	for _, row := range s.rows {
		cells := make([]string, len(s.columns))
		for i, column := range s.columns {
			cells[i] = row[column]
		}
		lines = append(lines, cells)
	}
	for r, cells := range lines {
		for c, value := range cells {
			if value == "" {
				continue
			}
			at, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				return err
			}
			if err := book.SetCellStr(s.name, at, value); err != nil {
				return err
			}
		}
	}
	return nil
}
