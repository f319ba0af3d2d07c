package casework

import (
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
)

// Row is one line of a caseload.
type Row struct {
	Case
	Person     people.Person
	Holding    bool
	Restricted bool // the reader may know that there is somebody, and nothing else: all other fields are empty
	// Of a page of Browse only:
	Next     NextStep  // zero when nothing is to do
	Needs    []string  // codes of vocabulary.Needs
	Holdings []Holding // those that last, longest first
}

// Caseload is one page of cases, with the total of the same list.
type Caseload struct {
	Rows  []Row
	Total int
	Next  string // cursor of the page after this, "" at the end
}

// List reads a page of at most size cases, the longest known first. The cursor
// is the Next of the page before, "" for the first.
func List(r db.Reader, by access.Actor, which Which, cursor string, size int) (Caseload, error) {
	return page(r, which.condition(), by.AccountID, "", cursor, size)
}

// ListOf reads a page of a worker's open cases, as far as the actor may see
// the people in them or that there is somebody.
func ListOf(r db.Reader, by access.Actor, workerID, cursor string, size int) (Caseload, error) {
	return page(r, `c.worker_id = $2 AND `+stillOpen+` AND `+access.PeopleListedFor("c.person_id", "$1"), by.AccountID, workerID, cursor, size)
}

// page reads one page and the total of the list that a condition describes.
// $1 is the actor, $2 a worker where the condition names one.
func page(r db.Reader, condition, actor, worker, cursor string, size int) (Caseload, error) {
	openedAt, id := decodeCursor(cursor)
	condition += ` AND ($2 = '' OR c.worker_id = $2)`
	rows, err := db.List(r, scanRow, caseColumns0+` FROM cases c WHERE `+condition+
		` AND (c.opened_at, c.id) > ($3, $4) ORDER BY c.opened_at, c.id LIMIT $5`, actor, worker, openedAt, id, size+1)
	if err != nil {
		return Caseload{}, err
	}
	load := Caseload{Rows: rows}
	if len(rows) > size {
		load.Rows = rows[:size]
		last := rows[size-1]
		load.Next = encodeCursor(last.OpenedAt, last.ID)
	}
	load.Total, err = db.One(r, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT count(*) FROM cases c WHERE `+condition, actor, worker)
	if err != nil {
		return load, err
	}
	return load, namePeople(r, load.Rows)
}

// Count counts the list that List pages through.
func Count(r db.Reader, by access.Actor, which Which) (int, error) {
	return db.One(r, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT count(*) FROM cases c WHERE `+which.condition(), by.AccountID)
}

// caseColumns0 adds to the columns of a case whether there is holding, and
// whether the actor in $1 may not see the person.
var caseColumns0 = strings.TrimSuffix(caseColumns, " FROM cases c") +
	`, EXISTS (SELECT 1 FROM holdings h WHERE h.case_id = c.id AND h.ended_on IS NULL), NOT ` + seen + ` AS hidden`

func scanRow(s db.Scanner) (row Row, err error) {
	row.Case, err = scanCase(scanWith{s, []any{&row.Holding, &row.Restricted}})
	return
}

// scanWith scans more columns after those that a scan function knows.
type scanWith struct {
	db.Scanner
	more []any
}

func (s scanWith) Scan(dest ...any) error { return s.Scanner.Scan(append(dest, s.more...)...) }

func namePeople(r db.Reader, rows []Row) error {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.PersonID
	}
	named, err := people.Named(r, ids)
	for i, row := range rows {
		rows[i].Person = named[row.PersonID]
		if row.Restricted {
			rows[i] = Row{Restricted: true}
		}
	}
	return err
}

func encodeCursor(at time.Time, id string) string {
	return at.UTC().Format("20060102150405.000") + "_" + id
}

func decodeCursor(cursor string) (ms int64, id string) {
	at, id, _ := strings.Cut(cursor, "_")
	t, err := time.Parse("20060102150405.000", at)
	if err != nil {
		return 0, ""
	}
	return t.UnixMilli(), id
}

// Load is how much a worker carries.
type Load struct {
	AccountID     string
	Open, Held    int // people open, and of those the people held
	NewThisMonth  int // taken on in the last 28 days
	NotYetReached int // taken on, nobody has spoken yet
}

// Loads returns what each worker of a team carries, by account.
func Loads(r db.Reader, teamID string) (map[string]Load, error) {
	rows, err := db.List(r, func(s db.Scanner) (l Load, err error) {
		err = s.Scan(&l.AccountID, &l.Open, &l.Held, &l.NewThisMonth, &l.NotYetReached)
		return
	}, `SELECT c.worker_id, count(*),
			sum(CASE WHEN EXISTS (SELECT 1 FROM holdings h WHERE h.case_id = c.id AND h.ended_on IS NULL) THEN 1 ELSE 0 END),
			sum(CASE WHEN c.opened_at > $2 THEN 1 ELSE 0 END), sum(CASE WHEN c.state = 'reaching' THEN 1 ELSE 0 END)
		FROM cases c WHERE c.team_id = $1 AND c.state <> 'closed' GROUP BY c.worker_id`, teamID, newSince(r))
	byAccount := make(map[string]Load, len(rows))
	for _, l := range rows {
		byAccount[l.AccountID] = l
	}
	return byAccount, err
}

// Quiet lists a worker's open cases without a conversation since a day.
func Quiet(r db.Reader, by access.Actor, since dates.Date) ([]Row, error) {
	rows, err := db.List(r, scanRow, caseColumns0+` FROM cases c WHERE `+Mine.condition()+
		` AND coalesce(c.last_contact_at, c.opened_at) < $2 ORDER BY c.opened_at, c.id LIMIT 100`, by.AccountID, since.Midnight().UnixMilli())
	if err != nil {
		return nil, err
	}
	return rows, namePeople(r, rows)
}
