package sampling

import "fmt"

// Cell is what is wanted of one kind of people, and what became of those who are
// of it.
type Cell struct {
	Wanted int // 0 where no number was given
	Tally
}

// Margin is what there is of each value of a dimension.
type Margin struct {
	Dimension Dimension
	Cells     []Cell // by value, the unknown last
}

// Coverage is the grid of a sample as two of its dimensions show it.
type Coverage struct {
	Row, Column Dimension
	Cells       [][]Cell // by the values of Row and of Column, the unknown last in both
	Margins     []Margin // of all dimensions, in the frame's order
	All         Cell     // everybody; wanted is about how many in all
	// Empty counts cells of known values in which nobody is chosen though somebody
	// is wanted; where no number is given for any cell, somebody is wanted in all.
	Empty int
}

// Coverage counts the grid of two dimensions.
func (s *Sample) Coverage(row, column string) (c Coverage, err error) {
	r, k := s.frame.dimension(row), s.frame.dimension(column)
	if r < 0 || k < 0 || r == k {
		return c, fmt.Errorf("choose two different things that people vary by")
	}
	c = Coverage{Row: s.frame.Dimensions[r], Column: s.frame.Dimensions[k], All: Cell{s.frame.About, s.all}}
	c.Cells = make([][]Cell, len(c.Row.Values)+1)
	for i := range c.Cells {
		c.Cells[i] = make([]Cell, len(c.Column.Values)+1)
	}
	for _, d := range s.frame.Dimensions {
		c.Margins = append(c.Margins, Margin{d, make([]Cell, len(d.Values)+1)})
	}
	for _, g := range s.alike {
		c.Cells[g.at[r]][g.at[k]].add(g.tally)
		for i := range c.Margins {
			c.Margins[i].Cells[g.at[i]].add(g.tally)
		}
	}
	c.want(s, r, k)
	return c, nil
}

// want puts in how many are wanted, and counts the empty cells.
func (c *Coverage) want(s *Sample, row, column int) {
	byCell := false
	for i, k := range s.wanted {
		n := s.frame.Wanted[i].N
		switch {
		case len(k) == 1:
			c.Margins[k[0].dimension].Cells[k[0].value].Wanted = n
		case len(k) == 2 && k[0].dimension == row && k[1].dimension == column:
			c.Cells[k[0].value][k[1].value].Wanted, byCell = n, true
		case len(k) == 2 && k[0].dimension == column && k[1].dimension == row:
			c.Cells[k[1].value][k[0].value].Wanted, byCell = n, true
		}
	}
	for i := range c.Row.Values {
		for j := range c.Column.Values {
			if cell := c.Cells[i][j]; cell.Chosen == 0 && (cell.Wanted > 0 || !byCell) {
				c.Empty++
			}
		}
	}
}
