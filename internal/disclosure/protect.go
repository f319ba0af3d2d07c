package disclosure

import "fmt"

// Counts are true counts of people by two things, every person in one cell.
type Counts struct {
	Rows, Columns []string
	N             [][]int // by row and column
}

// Protect makes counts fit to be shown. The error says that they are no table.
func (p Preset) Protect(c Counts) (Table, error) {
	if err := c.check(); err != nil {
		return Table{}, err
	}
	g := newGrid(c, p)
	if p.True {
		g.hideMore()
	}
	return g.table(p), nil
}

func (c Counts) check() error {
	if len(c.N) != len(c.Rows) || len(c.Rows) == 0 || len(c.Columns) == 0 {
		return fmt.Errorf("disclosure: %d rows of numbers for %d rows", len(c.N), len(c.Rows))
	}
	for _, row := range c.N {
		if len(row) != len(c.Columns) {
			return fmt.Errorf("disclosure: a row has %d numbers for %d columns", len(row), len(c.Columns))
		}
		for _, n := range row {
			if n < 0 {
				return fmt.Errorf("disclosure: a count is %d", n)
			}
		}
	}
	return nil
}

// grid is a table with its totals as a last row and a last column.
type grid struct {
	counts        Counts
	rows, columns int // without totals
	n             [][]int
	hidden        [][]bool
	primary       [][]bool
	least         int // that a hidden number can be, as anybody knows
	upto          int
}

func newGrid(c Counts, p Preset) *grid {
	g := &grid{counts: c, rows: len(c.Rows), columns: len(c.Columns), upto: p.Upto}
	if !p.Zero {
		g.least = 1 // a 0 would be shown
	}
	for i := range g.rows + 1 {
		g.n = append(g.n, make([]int, g.columns+1))
		g.hidden, g.primary = append(g.hidden, make([]bool, g.columns+1)), append(g.primary, make([]bool, g.columns+1))
		if i == g.rows {
			break
		}
		for j, n := range c.N[i] {
			g.n[i][j] = n
			g.n[i][g.columns] += n
		}
	}
	for j := range g.columns + 1 {
		for i := range g.rows {
			g.n[g.rows][j] += g.n[i][j]
		}
	}
	for i := range g.n {
		for j := range g.n[i] {
			total := i == g.rows || j == g.columns
			if p.hides(g.n[i][j]) && (!total || p.True) {
				g.hidden[i][j], g.primary[i][j] = true, true
			}
		}
	}
	return g
}

func (g *grid) table(p Preset) Table {
	t := Table{Preset: p, Rows: g.counts.Rows, Columns: g.counts.Columns}
	cell := func(i, j int) Cell {
		if g.hidden[i][j] {
			return Hidden
		}
		return Shown(p.rounded(g.n[i][j]))
	}
	for i := range g.rows {
		row := make([]Cell, g.columns)
		for j := range row {
			row[j] = cell(i, j)
		}
		t.Cells = append(t.Cells, row)
	}
	if p.True {
		for i := range g.rows {
			t.RowTotals = append(t.RowTotals, cell(i, g.columns))
		}
		for j := range g.columns {
			t.ColumnTotals = append(t.ColumnTotals, cell(g.rows, j))
		}
		t.Total = cell(g.rows, g.columns)
		return t
	}
	t.sum()
	return t
}

// sum makes totals of what is shown.
func (t *Table) sum() {
	columns, all := make([]int, len(t.Columns)), 0
	for _, row := range t.Cells {
		sum := 0
		for j, c := range row {
			n, _ := c.Value()
			sum += n
			columns[j] += n
		}
		t.RowTotals = append(t.RowTotals, Shown(sum))
		all += sum
	}
	for _, sum := range columns {
		t.ColumnTotals = append(t.ColumnTotals, Shown(sum))
	}
	t.Total = Shown(all)
}
