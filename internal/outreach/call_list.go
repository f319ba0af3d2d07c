package outreach

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

// CallList is people whom a team calls to see how they are.
type CallList struct {
	ID, TeamID, Name string
	Why              string // for what, and on what ground
	ByName           string
	CreatedAt        time.Time
	ClosedAt         time.Time // zero while calls are made
	EmptiedAt        time.Time // when names were removed, zero while they are there
	Version          int
	People, ToCall   int // all, and those who are still to be called
}

// Open reports whether calls are made.
func (l CallList) Open() bool { return l.ClosedAt.IsZero() }

// CallRow is one person on a list.
type CallRow struct {
	ID, ListID        string
	Place             int    // in the list, from 1
	PersonID          string // "" for somebody without a record
	Name, Phone, Note string // of somebody without a record
	Outcome           string // code of vocabulary.CallOutcomes of the latest call, "" before any
	Words             string
	Tries             int
	CalledAt          time.Time
	CalledBy          string
	Version           int
	Person            people.Person // where there is a record
	Within            bool          // the reader may open it
	restricted        bool
}

// Called is the name to call them by.
func (w CallRow) Called() string {
	switch {
	case w.PersonID == "" && w.Name == "":
		return "Name removed"
	case w.PersonID == "":
		return w.Name
	case w.Within:
		return w.Person.FullName()
	case w.restricted:
		return restrictedName
	}
	return nameForOthers(w.Person)
}

// Number is the number to call.
func (w CallRow) Number() string {
	switch {
	case w.PersonID == "":
		return w.Phone
	case w.restricted && !w.Within:
		return ""
	}
	return w.Person.Phone
}

// Done reports whether nobody needs to call again.
func (w CallRow) Done() bool {
	outcome, _ := vocabulary.CallOutcomes.Find(w.Outcome)
	return outcome.Done || !w.Person.DiedOn.IsZero()
}

// done is the SQL condition that the row w needs no further call.
func done() string {
	var codes []string
	for _, o := range vocabulary.CallOutcomes {
		if o.Done {
			codes = append(codes, "'"+o.Code+"'")
		}
	}
	return `(w.outcome IN (` + strings.Join(codes, ", ") + `) OR ` + people.HasDied("w.person_id") + `)`
}

var listColumns = `SELECT l.id, l.team_id, l.name, l.why, l.by_name, l.created_at, l.closed_at, l.emptied_at, l.version,
	(SELECT count(*) FROM call_rows w WHERE w.list_id = l.id), (SELECT count(*) FROM call_rows w WHERE w.list_id = l.id AND NOT ` + done() + `) FROM call_lists l`

func scanList(s db.Scanner) (l CallList, err error) {
	err = s.Scan(&l.ID, &l.TeamID, &l.Name, &l.Why, &l.ByName, db.At(&l.CreatedAt), db.At(&l.ClosedAt), db.At(&l.EmptiedAt), &l.Version, &l.People, &l.ToCall)
	return
}

// CallLists lists the lists of the actor's teams, open ones first.
func CallLists(r db.Reader, by access.Actor) ([]CallList, error) {
	return db.List(r, scanList, listColumns+` WHERE `+access.TeamSeenBy("l.team_id", "$1")+` ORDER BY CASE WHEN l.closed_at IS NULL THEN 0 ELSE 1 END, l.created_at DESC, l.id LIMIT 100`, by.AccountID)
}

// TheCallList returns a list within the actor's reach, or db.ErrNotFound.
func TheCallList(r db.Reader, by access.Actor, id string) (CallList, error) {
	return db.One(r, scanList, listColumns+` WHERE l.id = $1 AND `+access.TeamSeenBy("l.team_id", "$2"), id, by.AccountID)
}

const rowColumns = `SELECT w.id, w.list_id, w.place, w.person_id, w.name, w.phone, w.note, w.outcome, w.words, w.tries, w.called_at, w.called_by, w.version FROM call_rows w`

func scanCallRow(s db.Scanner) (w CallRow, err error) {
	err = s.Scan(&w.ID, &w.ListID, &w.Place, &w.PersonID, &w.Name, &w.Phone, &w.Note, &w.Outcome, &w.Words, &w.Tries, db.At(&w.CalledAt), &w.CalledBy, &w.Version)
	return
}

// CallRows lists the people on a list within the actor's reach, in its order.
func CallRows(r db.Reader, by access.Actor, listID string) ([]CallRow, error) {
	if _, err := TheCallList(r, by, listID); err != nil {
		return nil, err
	}
	rows, err := db.List(r, scanCallRow, rowColumns+` WHERE w.list_id = $1 ORDER BY w.place, w.id`, listID)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, w := range rows {
		if w.PersonID != "" {
			ids = append(ids, w.PersonID)
		}
	}
	named, err := people.Named(r, ids)
	if err != nil {
		return nil, err
	}
	sights, err := people.Sights(r, by, ids)
	for i, w := range rows {
		if sight, known := sights[w.PersonID]; known {
			rows[i].Person, rows[i].Within, rows[i].restricted = named[w.PersonID], sight.Seen, sight.Restricted
		}
	}
	return rows, err
}

// mostRows is how many people a list holds.
const mostRows = 500

// NewCallList is a list as somebody sets it up.
type NewCallList struct {
	Name, Why string
	Lines     string   // one person a line: name, phone, what to know; commas or tabs between
	PersonIDs []string // people with records, whom the actor may see
}

// ParseLines reads lines of "name, phone, what to know". A fault names its
// line. Empty lines are left out.
func ParseLines(text string) (rows []CallRow, faults []string) {
	for i, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		row, fault := parseLine(line)
		if fault != "" {
			faults = append(faults, "Line "+strconv.Itoa(i+1)+": "+fault)
			continue
		}
		rows = append(rows, row)
	}
	return rows, faults
}

func parseLine(line string) (CallRow, string) {
	separator := ","
	if strings.Contains(line, "\t") {
		separator = "\t"
	}
	parts := strings.SplitN(line, separator, 3)
	for len(parts) < 3 {
		parts = append(parts, "")
	}
	w := CallRow{Name: strings.TrimSpace(parts[0]), Phone: strings.TrimSpace(parts[1]), Note: strings.TrimSpace(parts[2])}
	switch {
	case w.Name == "":
		return w, "the name is missing"
	case len(people.PhoneKey(w.Phone)) < 10 || len(w.Phone) > 40:
		return w, "after the name comes a phone number with at least 10 digits"
	case len([]rune(w.Name)) > 100 || len([]rune(w.Note)) > 300:
		return w, "use up to 100 characters for the name and 300 for what to know"
	}
	return w, ""
}

func (n *NewCallList) tidy() (rows []CallRow, err error) {
	var bad db.Invalid
	n.Name, n.Why = strings.TrimSpace(n.Name), strings.TrimSpace(n.Why)
	if n.Name == "" {
		bad.Add("name", "Enter a name for the list, like “Heatwave in July”")
	}
	if n.Why == "" {
		bad.Add("why", "Say why these people are called, and who agreed to it")
	}
	short(&bad, "name", n.Name, 100)
	short(&bad, "why", n.Why, 500)
	rows, faults := ParseLines(n.Lines)
	if len(faults) > 0 {
		bad.Add("lines", strings.Join(faults[:min(5, len(faults))], ". ")+".")
	}
	if count := len(rows) + len(n.PersonIDs); len(faults) == 0 && (count == 0 || count > mostRows) {
		bad.Add("lines", "Put between 1 and "+strconv.Itoa(mostRows)+" people on the list")
	}
	return rows, bad.Err()
}

// AddCallList sets a list up for the actor's team and returns its id. A person
// whom the actor may not see is db.ErrNotFound.
func AddCallList(ctx context.Context, d *db.DB, by access.Actor, key once.Key, n NewCallList) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			if by.TeamID() == "" {
				return "", db.ErrNotFound
			}
			rows, err := n.tidy()
			if err != nil {
				return "", err
			}
			for _, person := range n.PersonIDs {
				if err := mayCall(tx, by, person); err != nil {
					return "", err
				}
				rows = append(rows, CallRow{PersonID: person})
			}
			return insertList(tx, by, n, rows)
		})
		return err
	})
	return id, err
}

// mayCall refuses whom the actor may not see, and who must not be called.
func mayCall(tx *db.Tx, by access.Actor, personID string) error {
	p, err := people.Get(tx, by, personID)
	if err != nil {
		return err
	}
	restricted, err := access.IsRestricted(tx, personID)
	if err != nil {
		return err
	}
	if restricted {
		var bad db.Invalid
		bad.Add("person", p.FullName()+": "+restrictedWords)
		return bad.Err()
	}
	err = people.MayReach(tx, personID, people.ByPhone)
	var refused *people.Refused
	if errors.As(err, &refused) {
		var bad db.Invalid
		bad.Add("person", p.FullName()+" must not be called. "+refused.Why)
		return bad.Err()
	}
	return err
}

func insertList(tx *db.Tx, by access.Actor, n NewCallList, rows []CallRow) (string, error) {
	id := tx.NewID()
	if _, err := tx.Exec(`INSERT INTO call_lists (id, team_id, name, why, by_name, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		id, by.TeamID(), n.Name, n.Why, by.Name, tx.Now().UnixMilli()); err != nil {
		return "", err
	}
	for i, w := range rows {
		if _, err := tx.Exec(`INSERT INTO call_rows (id, list_id, place, person_id, name, phone, note, outcome, words, tries, called_by) VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', 0, '')`,
			tx.NewID(), id, i+1, w.PersonID, w.Name, w.Phone, w.Note); err != nil {
			return "", err
		}
		if w.PersonID != "" {
			if err := audit.Change(tx, by.Audit(), "call-list.put-on", w.PersonID, "call-list", id); err != nil {
				return "", err
			}
		}
	}
	return id, audit.Change(tx, by.Audit(), "call-list.added", "", "call-list", id)
}

// CloseCallList ends the calls of a list.
func CloseCallList(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		l, err := TheCallList(tx, by, id)
		if err != nil {
			return err
		}
		if l.Version != version || !l.Open() {
			return db.ErrConflict
		}
		if _, err := tx.Exec(`UPDATE call_lists SET closed_at = $2, version = version + 1 WHERE id = $1`, id, tx.Now().UnixMilli()); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "call-list.closed", "", "call-list", id)
	})
}

// KeepNames is how long names stay on a list that is closed.
const KeepNames = 90 * 24 * time.Hour

// Forget removes names, numbers and words from lists that were closed longer
// ago than KeepNames, and returns how many lists. What each call found stays.
func Forget(tx *db.Tx) (int64, error) {
	limit, now := tx.Now().Add(-KeepNames).UnixMilli(), tx.Now().UnixMilli()
	if _, err := tx.Exec(`UPDATE call_rows SET name = '', phone = '', note = '', words = '' WHERE list_id IN
		(SELECT l.id FROM call_lists l WHERE l.closed_at < $1 AND l.emptied_at IS NULL)`, limit); err != nil {
		return 0, err
	}
	return tx.Exec(`UPDATE call_lists SET emptied_at = $2 WHERE closed_at < $1 AND emptied_at IS NULL`, limit, now)
}
