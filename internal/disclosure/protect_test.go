package disclosure

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func preset(t testing.TB, id string) Preset {
	t.Helper()
	p, ok := FindPreset(id)
	if !ok {
		t.Fatal(id)
	}
	return p
}

func words(t Table) string {
	var b strings.Builder
	for i, row := range t.Cells {
		for _, c := range row {
			fmt.Fprintf(&b, "%s ", c)
		}
		fmt.Fprintf(&b, "= %s\n", t.RowTotals[i])
	}
	for _, c := range t.ColumnTotals {
		fmt.Fprintf(&b, "%s ", c)
	}
	fmt.Fprintf(&b, "= %s", t.Total)
	return b.String()
}

func counts(rows ...[]int) Counts {
	c := Counts{N: rows}
	for i := range rows {
		c.Rows = append(c.Rows, fmt.Sprint("r", i))
	}
	for j := range rows[0] {
		c.Columns = append(c.Columns, fmt.Sprint("c", j))
	}
	return c
}

func TestPresets(t *testing.T) {
	for id, table := range map[string]map[int]string{
		"fewer-than-5":    {0: "0", 1: "*", 4: "*", 5: "5", 123: "123"},
		"nhs-subnational": {0: "0", 1: "*", 7: "*", 8: "10", 12: "10", 13: "15", 122: "120"},
		"nhs-1-to-5":      {0: "0", 5: "*", 6: "6"},
		"opensafely":      {0: "*", 7: "*", 8: "10", 12: "10", 13: "15"},
		"opensafely-mid6": {0: "0", 1: "3", 6: "3", 7: "9", 12: "9", 13: "15"},
		"ukds-10":         {0: "*", 9: "*", 10: "10", 11: "11"},
		"datashield-3":    {0: "0", 1: "*", 2: "*", 3: "3"},
	} {
		for n, want := range table {
			if got := preset(t, id).Count(n).String(); got != want {
				t.Errorf("%s: %d is shown as %s, not %s", id, n, got, want)
			}
		}
	}
	if p := preset(t, "nhs-subnational"); p.AllowsMean(7) || !p.AllowsMean(8) {
		t.Error("means of 7 people")
	}
	if _, ok := FindPreset("none"); ok || len(Presets) != 7 {
		t.Error("presets")
	}
}

func TestTotals(t *testing.T) {
	for want, table := range map[string]Table{
		// what is shown adds up, and says nothing of what is hidden
		"50 * = 50\n10 60 = 70\n60 60 = 120": protected(t, "opensafely", counts([]int{49, 7}, []int{8, 62})),
		// one hidden number would be the difference, so three more are hidden
		"* * 20 = 38\n* * 30 = 49\n13 24 50 = 87": protected(t, "fewer-than-5", counts([]int{3, 15, 20}, []int{10, 9, 30})),
		// a single row: the total gives way
		"3 0 = 3":                   protected(t, "datashield-3", counts([]int{3, 0})),
		"0 0 = 0\n0 0 = 0\n0 0 = 0": protected(t, "fewer-than-5", counts([]int{0, 0}, []int{0, 0})),
	} {
		got := words(table)
		if strings.Count(want, "\n") == 0 {
			got = strings.SplitN(got, "\n", 2)[0]
		}
		if got != want {
			t.Errorf("%s\nnot\n%s", got, want)
		}
	}
	if _, err := preset(t, "ukds-10").Protect(Counts{Rows: []string{"a"}, Columns: []string{"b"}, N: [][]int{{1, 2}}}); err == nil {
		t.Error("a table with a row too long")
	}
	if _, err := preset(t, "ukds-10").Protect(counts([]int{-1})); err == nil {
		t.Error("a count below 0")
	}
}

func protected(t testing.TB, id string, c Counts) Table {
	t.Helper()
	table, err := preset(t, id).Protect(c)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestAHiddenCellHoldsNoNumber(t *testing.T) {
	table := protected(t, "fewer-than-5", counts([]int{3, 15, 20}, []int{10, 9, 30}))
	body, err := json.Marshal(table)
	if err != nil || !strings.Contains(string(body), `"cells":[[null,null,20],[null,null,30]]`) {
		t.Errorf("%s %v", body, err)
	}
	for _, row := range table.Cells {
		for _, c := range row {
			if n, shown := c.Value(); !shown && (n != 0 || c.n != 0) {
				t.Errorf("a hidden cell holds %d", c.n)
			}
		}
	}
	if Hidden.Zero() || !Shown(0).Zero() || table.Hides() != 4 {
		t.Error("hidden is not zero")
	}
}

// attacker knows the rule and what is shown, and tries every number that the
// hidden cells could have.
type attacker struct {
	table         Table
	least, most   int
	hidden        [][2]int
	low, high     map[[2]int]int
	tried, worked int
}

// mostTries is how many tables an attack looks at before it gives up.
const mostTries = 2_000_000

func attack(table Table, least, most int) *attacker {
	a := &attacker{table: table, least: least, most: most, low: map[[2]int]int{}, high: map[[2]int]int{}}
	for i, row := range table.Cells {
		for j, c := range row {
			if _, shown := c.Value(); !shown {
				a.hidden = append(a.hidden, [2]int{i, j})
			}
		}
	}
	guess := make([][]int, len(table.Rows))
	for i, row := range table.Cells {
		for _, c := range row {
			n, _ := c.Value()
			guess[i] = append(guess[i], n)
		}
	}
	a.try(guess, 0)
	return a
}

func (a *attacker) try(guess [][]int, at int) {
	if a.tried++; a.tried > mostTries {
		return
	}
	if at == len(a.hidden) {
		if a.fits(guess) {
			a.worked++
			for _, h := range a.hidden {
				n := guess[h[0]][h[1]]
				if low, seen := a.low[h]; !seen || n < low {
					a.low[h] = n
				}
				a.high[h] = max(a.high[h], n)
			}
		}
		return
	}
	h := a.hidden[at]
	for n := a.least; n <= a.most; n++ {
		guess[h[0]][h[1]] = n
		if a.beyond(guess, h) {
			break
		}
		a.try(guess, at+1)
	}
	guess[h[0]][h[1]] = 0
}

// beyond says whether a guess is more than a total that is shown; what is not
// guessed yet counts as none.
func (a *attacker) beyond(guess [][]int, h [2]int) bool {
	column, all := 0, 0
	for _, row := range guess {
		column += row[h[1]]
		all += sum(row)
	}
	for total, n := range map[*Cell]int{&a.table.RowTotals[h[0]]: sum(guess[h[0]]), &a.table.ColumnTotals[h[1]]: column, &a.table.Total: all} {
		if most, shown := total.Value(); shown && n > most {
			return true
		}
	}
	return false
}

func sum(of []int) (s int) {
	for _, n := range of {
		s += n
	}
	return s
}

func (a *attacker) fits(guess [][]int) bool {
	all := 0
	for i, row := range guess {
		total := sum(row)
		all += total
		if n, shown := a.table.RowTotals[i].Value(); shown && n != total || !shown && total < a.least {
			return false
		}
	}
	for j, c := range a.table.ColumnTotals {
		total := 0
		for i := range guess {
			total += guess[i][j]
		}
		if n, shown := c.Value(); shown && n != total || !shown && total < a.least {
			return false
		}
	}
	n, shown := a.table.Total.Value()
	return !shown || n == all
}

// Nobody who tries everything can narrow a hidden number down further than the
// rule allows.
func TestHiddenNumbersCannotBeWorkedOut(t *testing.T) {
	p := preset(t, "fewer-than-5")
	rapid.Check(t, func(rt *rapid.T) {
		rows, columns := rapid.IntRange(1, 3).Draw(rt, "rows"), rapid.IntRange(1, 3).Draw(rt, "columns")
		number := rapid.SampledFrom([]int{0, 0, 1, 2, 3, 4, 5, 6, 7, 9, 12})
		c := Counts{}
		for i := range rows {
			c.Rows = append(c.Rows, fmt.Sprint(i))
			c.N = append(c.N, rapid.SliceOfN(number, columns, columns).Draw(rt, "row"))
		}
		for j := range columns {
			c.Columns = append(c.Columns, fmt.Sprint(j))
		}
		table, err := p.Protect(c)
		if err != nil {
			rt.Fatal(err)
		}
		const most = 20
		a := attack(table, 1, most)
		if a.tried > mostTries {
			rt.Skip("too much to try")
		}
		if a.worked == 0 && len(a.hidden) > 0 {
			rt.Fatalf("what is shown fits nothing\n%v\n%s", c.N, words(table))
		}
		for _, h := range a.hidden {
			if n := c.N[h[0]][h[1]]; n > 0 && n <= p.Upto && a.high[h] < most && a.high[h]-a.low[h] < p.Upto {
				rt.Fatalf("row %d, column %d, %d, lies between %d and %d\n%v\n%s", h[0], h[1], n, a.low[h], a.high[h], c.N, words(table))
			}
		}
		for i, row := range c.N {
			for j, n := range row {
				shown, ok := table.Cells[i][j].Value()
				if ok && (shown != n || n > 0 && n <= p.Upto) {
					rt.Fatalf("%d is shown as %d", n, shown)
				}
			}
		}
	})
}

// Where totals are sums of what is shown, they are just that.
func TestTotalsAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := rapid.SampledFrom(Presets).Draw(rt, "preset")
		c := counts(rapid.SliceOfN(rapid.IntRange(0, 60), 3, 3).Draw(rt, "a"), rapid.SliceOfN(rapid.IntRange(0, 60), 3, 3).Draw(rt, "b"))
		table, err := p.Protect(c)
		if err != nil {
			rt.Fatal(err)
		}
		if p.True {
			return
		}
		all := 0
		for i, row := range table.Cells {
			s := 0
			for _, c := range row {
				n, _ := c.Value()
				s += n
			}
			if n, ok := table.RowTotals[i].Value(); !ok || n != s {
				rt.Fatalf("row %d: %d, not %d", i, n, s)
			}
			all += s
		}
		if n, _ := table.Total.Value(); n != all {
			rt.Fatalf("%d, not %d", n, all)
		}
	})
}

func TestAnonymity(t *testing.T) {
	known := [][]string{{"30-39", "North"}, {"30-39", "North"}, {"30-39", "North"}, {"40-49", "North"}, {"40-49", "North"}, {"50-59", "South"}}
	sensitive := []string{"money", "housing", "money", "food", "food", "money"}
	a := AnonymityOf(known, sensitive, nil)
	if a.K != 1 || a.L != 1 || a.Classes != 3 || math.Abs(a.Entropy-1) > 1e-12 || math.Abs(a.T-2.0/3) > 1e-12 {
		t.Errorf("%+v", a)
	}
	if rows := Alone(known, 3); fmt.Sprint(rows) != "[3 4 5]" {
		t.Error(rows)
	}
	whole := AnonymityOf(known[:3], []string{"a", "b", "a"}, nil)
	if whole.K != 3 || whole.L != 2 || whole.T != 0 || math.Abs(whole.Entropy-math.Exp(-(2.0/3*math.Log(2.0/3)+1.0/3*math.Log(1.0/3)))) > 1e-12 {
		t.Errorf("%+v", whole)
	}
	// Li, Li and Venkatasubramanian 2007: salaries 3k to 11k, and the class of 3k, 4k, 5k lies 0.375 away
	salaries := []string{"3", "4", "5", "6", "7", "8", "9", "10", "11"}
	var classes [][]string
	for i := range salaries {
		classes = append(classes, []string{fmt.Sprint(i / 3)})
	}
	if got := AnonymityOf(classes, salaries, salaries); math.Abs(got.T-0.375) > 1e-12 {
		t.Errorf("%+v", got)
	}
	if (AnonymityOf(nil, nil, nil) != Anonymity{}) {
		t.Error("no rows")
	}
}
