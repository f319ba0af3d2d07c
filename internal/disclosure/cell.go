package disclosure

import (
	"encoding/json"
	"strconv"
)

// Cell is a number as it may be shown. The zero Cell is hidden.
type Cell struct {
	shown bool
	n     int
}

// Shown is a cell with a number in it.
func Shown(n int) Cell { return Cell{true, n} }

// Hidden is a cell whose number is kept back.
var Hidden = Cell{}

// Value is the number; ok is false for a hidden cell.
func (c Cell) Value() (n int, ok bool) { return c.n, c.shown }

// Zero says whether the cell shows that there is none.
func (c Cell) Zero() bool { return c.shown && c.n == 0 }

// String is the number, or "*".
func (c Cell) String() string {
	if !c.shown {
		return "*"
	}
	return strconv.Itoa(c.n)
}

// MarshalJSON writes a number, or null where it is hidden.
func (c Cell) MarshalJSON() ([]byte, error) {
	if !c.shown {
		return []byte("null"), nil
	}
	return json.Marshal(c.n)
}

// Table is counts as they may be shown.
type Table struct {
	Preset       Preset   `json:"preset"`
	Rows         []string `json:"rows"`
	Columns      []string `json:"columns"`
	Cells        [][]Cell `json:"cells"` // by row and column
	RowTotals    []Cell   `json:"row_totals"`
	ColumnTotals []Cell   `json:"column_totals"`
	Total        Cell     `json:"total"`
}

// Hides says how many cells are hidden, totals not counted.
func (t Table) Hides() (n int) {
	for _, row := range t.Cells {
		for _, c := range row {
			if !c.shown {
				n++
			}
		}
	}
	return n
}
