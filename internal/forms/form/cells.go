package form

import (
	"fmt"
	"strings"
)

// Cells are answers as the cells of a table, with their names in the order of the form.
// Questions whose answers can tell who somebody is are left out, and photographs. A
// question of a group that repeats has a cell for each time: people_2_age. A reason for
// a missing answer stands in its cell in double brackets.
func (f Form) Cells(answers Answers) (names []string, cells map[string]string) {
	cells = make(map[string]string)
	return cellsOf(f.Items, answers, "", cells), cells
}

func cellsOf(items []Item, answers Answers, before string, cells map[string]string) (names []string) {
	for _, i := range items {
		name := before + i.Name
		switch {
		case i.Identifies || i.Kind == Statement || i.Kind == Photo:
		case i.Kind == Group:
			names = append(names, cellsOf(i.Items, answers, before, cells)...)
		case i.Kind == Repeat:
			for n, row := range answers[i.Name].Rows {
				names = append(names, cellsOf(i.Items, row, fmt.Sprintf("%s_%d_", name, n+1), cells)...)
			}
		default:
			names = append(names, name)
			cells[name] = cell(answers[i.Name])
		}
	}
	return names
}

func cell(a Answer) string {
	switch {
	case a.Missing != "":
		return "((" + string(a.Missing) + "))"
	case a.None:
		return "((none))"
	case len(a.Codes) > 0:
		return strings.Join(a.Codes, "|")
	}
	return a.Text
}
