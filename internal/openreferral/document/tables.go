package document

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Table is one file of a package.
type Table struct {
	Name     string // as version 3 calls the list in a record: services, phones
	File     string // as it is called in the zip, without its folder
	Headings []string
	Rows     []map[string]any
	Lines    []int // of the rows in the file, from 1
}

// read reads the lines of a CSV file under its headings. An empty cell is not
// there. What is wrong with a line is a fault of it alone; ErrBig where there are
// more than most.
func (t *Table) read(body []byte, most int, faults *[]Fault) error {
	text, _ := Text(body)
	headed := false
	for line := range CSV(text, ',') {
		switch {
		case !headed && line.Fault != nil:
			*faults = append(*faults, Fault{t.File, line.Number, "a quotation mark in the headings is not closed; the table is left out"})
			return nil
		case !headed:
			t.Headings, headed = tidied(line.Cells), true
			continue
		case len(t.Rows) == most || len(*faults) == most:
			return ErrBig
		case line.Fault == nil && isTooWide(line.Cells, t.Headings):
			line.Fault = errTooWide
		}
		if line.Fault != nil {
			*faults = append(*faults, Fault{t.File, line.Number, line.Fault.Error()})
			continue
		}
		if r := rowOf(t.Headings, line.Cells); len(r) > 0 {
			t.Rows, t.Lines = append(t.Rows, r), append(t.Lines, line.Number)
		}
	}
	return nil
}

func tidied(cells []string) []string {
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}

// isTooWide says whether something stands where no heading is. Empty cells at
// the end of a line are harmless.
func isTooWide(row, headings []string) bool {
	return len(row) > len(headings) && slices.ContainsFunc(row[len(headings):], func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

func rowOf(headings, row []string) map[string]any {
	r := make(map[string]any)
	for i, cell := range row {
		if cell = strings.TrimSpace(cell); i < len(headings) && headings[i] != "" && cell != "" {
			r[headings[i]] = valueOf(headings[i], cell)
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
