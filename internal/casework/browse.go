package casework

import (
	"strconv"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
)

// Browsed is one page of a caseload, with the total of the same list.
type Browsed struct {
	Rows       []Row
	Total      int
	Page, Last int // from 1
}

// Browse reads a numbered page of at most size cases of the list that was
// chosen, within what the actor may see. A page beyond the last is the last.
func Browse(r db.Reader, by access.Actor, c Choices, page, size int) (b Browsed, err error) {
	if err := b.read(r, by, c, max(1, page), size); err != nil {
		return b, err
	}
	if err := namePeople(r, b.Rows); err != nil {
		return b, err
	}
	for _, add := range []func(db.Reader, []Row) error{addNeeds, addHoldings, addNext} {
		if err := add(r, b.Rows); err != nil {
			return b, err
		}
	}
	return b, nil
}

// read reads a page and, in the same look, how many there are in all; the last
// page if there are fewer.
func (b *Browsed) read(r db.Reader, by access.Actor, c Choices, page, size int) error {
	condition, args := c.where(r, by)
	rows, err := db.List(r, func(s db.Scanner) (row Row, err error) {
		row.Case, err = scanCase(scanWith{s, []any{&row.Holding, &row.Restricted, &b.Total}})
		return
	}, caseColumns0+`, count(*) OVER () FROM cases c WHERE `+condition+` ORDER BY `+c.order()+
		` LIMIT `+strconv.Itoa(size)+` OFFSET `+strconv.Itoa((page-1)*size), args...)
	if err != nil {
		return err
	}
	if len(rows) == 0 && page > 1 {
		return b.readLast(r, by, c, size)
	}
	b.Rows, b.Page, b.Last = rows, page, max(1, (b.Total+size-1)/size)
	return nil
}

// readLast reads the last page.
func (b *Browsed) readLast(r db.Reader, by access.Actor, c Choices, size int) error {
	condition, args := c.where(r, by)
	total, err := db.One(r, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT count(*) FROM cases c WHERE `+condition, args...)
	if err != nil {
		return err
	}
	return b.read(r, by, c, max(1, (total+size-1)/size), size)
}

// ofRows is a condition that column names a case of the rows.
func ofRows(column string, rows []Row) (condition string, args []any) {
	marks := make([]string, len(rows))
	for i, row := range rows {
		marks[i], args = "$"+strconv.Itoa(i+1), append(args, row.ID)
	}
	return column + ` IN (` + strings.Join(marks, ", ") + `)`, args
}

// addNeeds says of each row what the person needs.
func addNeeds(r db.Reader, rows []Row) error {
	if len(rows) == 0 {
		return nil
	}
	condition, args := ofRows("n.case_id", rows)
	type need struct{ caseID, code string }
	needs, err := db.List(r, func(s db.Scanner) (n need, err error) {
		err = s.Scan(&n.caseID, &n.code)
		return
	}, `SELECT n.case_id, n.code FROM needs n WHERE `+condition+` ORDER BY n.noted_at, n.id`, args...)
	for i := range rows {
		for _, n := range needs {
			if n.caseID == rows[i].ID {
				rows[i].Needs = append(rows[i].Needs, n.code)
			}
		}
	}
	return err
}

// addHoldings says of each row what the person is kept in touch with for.
func addHoldings(r db.Reader, rows []Row) error {
	if len(rows) == 0 {
		return nil
	}
	condition, args := ofRows("h.case_id", rows)
	open, err := db.List(r, scanHolding, holdingColumns+` WHERE `+condition+` AND h.ended_on IS NULL ORDER BY h.since, h.id`, args...)
	for i := range rows {
		for _, h := range open {
			if h.CaseID == rows[i].ID {
				rows[i].Holdings = append(rows[i].Holdings, h)
			}
		}
	}
	return err
}

// where is the condition of the list with its filters. $1 is the actor.
func (c Choices) where(r db.Reader, by access.Actor) (condition string, args []any) {
	today := dates.Of(r.Now())
	condition, args = c.Which.condition(), []any{by.AccountID}
	also := func(given bool, more func(arg func(any) string) string) {
		if given {
			condition += ` AND ` + more(func(value any) string {
				args = append(args, value)
				return "$" + strconv.Itoa(len(args))
			})
		}
	}
	also(c.tells(), func(func(any) string) string { return seen })
	also(c.PracticeID != "", func(arg func(any) string) string { return people.RegisteredAt("c.person_id", arg(c.PracticeID)) })
	also(c.Need != "", func(arg func(any) string) string {
		return `EXISTS (SELECT 1 FROM needs n WHERE n.case_id = c.id AND n.code = ` + arg(c.Need) + `)`
	})
	also(c.State != "", func(arg func(any) string) string { return `c.state = ` + arg(c.State) })
	also(c.WorkerID != "", func(arg func(any) string) string { return `c.worker_id = ` + arg(c.WorkerID) })
	also(c.Quiet, func(arg func(any) string) string {
		return `coalesce(c.last_contact_at, c.opened_at) < ` + arg(today.AddDays(-QuietDays).Midnight().UnixMilli())
	})
	also(c.New, func(arg func(any) string) string { return `c.opened_at > ` + arg(newSince(r)) })
	also(c.Late, func(arg func(any) string) string { return isLate(arg(today), arg(r.Now().UnixMilli())) })
	return condition, args
}

// tells reports whether a filter would say something of a person whose record
// is restricted: then such people have no row.
func (c Choices) tells() bool {
	c.WorkerID = ""
	return c.Filtered()
}

// order sorts by what was chosen and then so that no two cases are alike. What
// is missing comes last in both directions.
func (c Choices) order() string {
	column, down := c.Sort.column()
	by, way := `c.opened_at`, ""
	if down {
		way = " DESC"
	}
	switch column {
	case ByName:
		by = people.SortName("c.person_id")
	case ByContact:
		by = `coalesce(c.last_contact_at, c.opened_at)`
	case ByNext:
		by = nextDay
	}
	if c.Which.OfTeam() {
		return `hidden, ` + by + way + ` NULLS LAST, c.id` + way // where a restricted row stands says nothing
	}
	return by + way + ` NULLS LAST, c.id` + way
}
