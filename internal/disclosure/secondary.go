package disclosure

import "container/heap"

// A table with its totals is a network in which numbers flow round: out of each
// row into its columns, out of the columns into the row of totals, from there
// through the grand total into the column of totals, and back into the rows.
// What is hidden can be more or less by what can go round through other hidden
// cells. So how far a hidden number can be narrowed down is how much can flow.

// far is more than any number in a table.
const far = 1 << 40

// arc is a cell as an arrow between a row and a column, rows being nodes from 0
// and columns those after them.
type arc struct{ i, j, from, to int }

func (g *grid) arc(i, j int) arc {
	row, column := i, g.rows+1+j
	if (i == g.rows) != (j == g.columns) { // a total of a row or a column flows the other way
		return arc{i, j, column, row}
	}
	return arc{i, j, row, column}
}

func (g *grid) arcs() (all []arc) {
	for i := range g.n {
		for j := range g.n[i] {
			all = append(all, g.arc(i, j))
		}
	}
	return all
}

// hideMore hides further cells until no number that is hidden for its own sake
// can be narrowed down to a range smaller than the threshold.
func (g *grid) hideMore() {
	for again := true; again; {
		again = false
		for _, a := range g.arcs() {
			for g.primary[a.i][a.j] && g.leeway(a) < g.upto {
				if !g.hideCircle(a) {
					if !g.hideAround(a) {
						break // everything is hidden
					}
				}
				again = true
			}
		}
	}
}

// leeway is how wide the range is in which a hidden number can lie.
func (g *grid) leeway(a arc) int {
	up := g.flow(a.to, a.from, a)
	down := min(max(0, g.n[a.i][a.j]-g.least), g.flow(a.from, a.to, a))
	return min(up+down, far)
}

// flow is how much can go from one node to another through hidden cells other
// than one: with an arrow as much as one likes, against it what the cell holds
// above the least that it can be.
func (g *grid) flow(from, to int, without arc) int {
	nodes := g.rows + g.columns + 2
	room := make([][]int, nodes)
	for k := range room {
		room[k] = make([]int, nodes)
	}
	for _, a := range g.arcs() {
		if g.hidden[a.i][a.j] && a != without {
			room[a.from][a.to] += far
			room[a.to][a.from] += max(0, g.n[a.i][a.j]-g.least)
		}
	}
	total := 0
	for total < g.upto { // more is not asked
		path := widest(room, from, to)
		if path == nil {
			break
		}
		least := far
		for k := 1; k < len(path); k++ {
			least = min(least, room[path[k-1]][path[k]])
		}
		for k := 1; k < len(path); k++ {
			room[path[k-1]][path[k]] -= least
			room[path[k]][path[k-1]] += least
		}
		total += least
	}
	return total
}

// widest is a shortest way with room in it, nil for none.
func widest(room [][]int, from, to int) []int {
	before := make([]int, len(room))
	for k := range before {
		before[k] = -1
	}
	before[from] = from
	queue := []int{from}
	for len(queue) > 0 && before[to] < 0 {
		at := queue[0]
		queue = queue[1:]
		for next, r := range room[at] {
			if r > 0 && before[next] < 0 {
				before[next] = at
				queue = append(queue, next)
			}
		}
	}
	if before[to] < 0 {
		return nil
	}
	path := []int{to}
	for at := to; at != from; at = before[at] {
		path = append([]int{before[at]}, path...)
	}
	return path
}

// hideCircle hides the fewest and smallest cells that let a number go round
// through a hidden cell. ok is false where nothing is left that would.
func (g *grid) hideCircle(a arc) (ok bool) {
	way := g.cheapest(a.to, a.from, a)
	for _, b := range way {
		if !g.hidden[b.i][b.j] {
			g.hidden[b.i][b.j], ok = true, true
		}
	}
	return ok
}

// hideAround hides a cell more in the row or column of one, a total last. ok is
// false where all are hidden.
func (g *grid) hideAround(a arc) bool {
	best, cost := arc{}, far
	for _, b := range g.arcs() {
		if (b.i == a.i || b.j == a.j) && !g.hidden[b.i][b.j] && g.cost(b) < cost {
			best, cost = b, g.cost(b)
		}
	}
	if cost == far {
		for _, b := range g.arcs() {
			if !g.hidden[b.i][b.j] && g.cost(b) < cost {
				best, cost = b, g.cost(b)
			}
		}
	}
	if cost == far {
		return false
	}
	g.hidden[best.i][best.j] = true
	return true
}

// cost is how loath we are to hide a cell: totals more than cells, large
// numbers more than small ones. A 0 that would be shown hides nothing.
func (g *grid) cost(a arc) int {
	switch {
	case g.hidden[a.i][a.j]:
		return 0
	case g.n[a.i][a.j] < g.least:
		return far
	}
	cost := 1_000_000 + g.n[a.i][a.j]
	if a.i == g.rows || a.j == g.columns {
		cost *= 100
	}
	return cost
}

// cheapest is the way from one node to another, with arrows or against them,
// that takes the least to hide.
func (g *grid) cheapest(from, to int, without arc) (way []arc) {
	nodes := g.rows + g.columns + 2
	cost, by := make([]int, nodes), make([]*arc, nodes)
	for k := range cost {
		cost[k] = far
	}
	cost[from] = 0
	line := &queue{{from, 0}}
	for line.Len() > 0 {
		at := heap.Pop(line).(waiting)
		if at.cost > cost[at.node] {
			continue
		}
		for _, a := range g.arcs() {
			next := -1
			switch {
			case a == without:
			case a.from == at.node:
				next = a.to
			case a.to == at.node && g.n[a.i][a.j] > g.least:
				next = a.from
			}
			if next < 0 || g.cost(a) >= far {
				continue
			}
			if c := at.cost + g.cost(a) + 1; c < cost[next] {
				cost[next], by[next] = c, &a
				heap.Push(line, waiting{next, c})
			}
		}
	}
	for at := to; at != from; {
		a := by[at]
		if a == nil {
			return nil
		}
		way = append(way, *a)
		if at == a.to {
			at = a.from
		} else {
			at = a.to
		}
	}
	return way
}

type waiting struct{ node, cost int }

// queue gives the cheapest first.
type queue []waiting

func (q queue) Len() int           { return len(q) }
func (q queue) Less(a, b int) bool { return q[a].cost < q[b].cost }
func (q queue) Swap(a, b int)      { q[a], q[b] = q[b], q[a] }
func (q *queue) Push(w any)        { *q = append(*q, w.(waiting)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
