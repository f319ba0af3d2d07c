package visit

import (
	"bytes"
	"encoding/csv"
	"strings"

	"linkwork/internal/dates"
)

// SendCSV sends rows, the headings first, as a file for a spreadsheet, in which no text is
// taken for a formula.
func (v *Visit) SendCSV(name string, rows [][]string) error {
	file, err := spreadsheet(rows)
	if err != nil {
		return err
	}
	return v.SendBody(name, "text/csv; charset=utf-8", file)
}

func spreadsheet(rows [][]string) ([]byte, error) {
	var file bytes.Buffer
	w := csv.NewWriter(&file)
	w.UseCRLF = true
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, text := range row {
			cells[i] = inert(text)
		}
		if err := w.Write(cells); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return file.Bytes(), w.Error()
}

// inert keeps a spreadsheet from taking a text for a formula.
func inert(text string) string {
	if text == "" || !strings.ContainsRune("=+-@\t\r\n", rune(text[0])) {
		return text
	}
	return "'" + text
}

// DayCell is a day in a cell, nothing where there is none.
func DayCell(d dates.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
