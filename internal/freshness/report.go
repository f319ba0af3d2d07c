package freshness

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/vocabulary"
)

// Kinds are what can be wrong with an entry.
var Kinds = vocabulary.List[vocabulary.Term]{
	{Code: "full", Label: "It is full"},
	{Code: "not-eligible", Label: "It is not for the people whom the entry names"},
	{Code: "outside-area", Label: "It is only for people from elsewhere"},
	{Code: "closed", Label: "It no longer runs"},
	{Code: "moved", Label: "It is at another place or time"},
	{Code: "wrong-contact", Label: "The phone, email or website is wrong"},
	{Code: "other", Label: "Something else"},
}

// Due is how soon a report is to be dealt with.
const Due = 48 * time.Hour

// Outcome is what a report led to.
type Outcome string

// The outcomes.
const (
	Corrected Outcome = "corrected" // the entry was wrong and is right now
	Right     Outcome = "right"     // the entry was right
	Gone      Outcome = "gone"      // the service no longer runs
)

// Report is something that is wrong with an entry.
type Report struct {
	ID        string
	ServiceID string
	Service   string // its name
	Kind      string // code in Kinds
	Words     string // nothing about a person
	Origin    string // worker, connection, public
	Times     int    // how often it was told while it was open
	ByName    string // who told it first
	At        time.Time
	DueAt     time.Time
	ClosedAt  time.Time
	Outcome   Outcome
	ClosedBy  string
}

// Late says whether a report should have been dealt with by now.
func (r Report) Late(now time.Time) bool { return r.ClosedAt.IsZero() && now.After(r.DueAt) }

const selectReport = `SELECT id, service_id, kind, words, origin, times, by_name, at, due_at, closed_at, outcome, closed_by FROM service_reports`

func scanReport(row db.Scanner) (r Report, err error) {
	err = row.Scan(&r.ID, &r.ServiceID, &r.Kind, &r.Words, &r.Origin, &r.Times, &r.ByName, db.At(&r.At), db.At(&r.DueAt), db.At(&r.ClosedAt), &r.Outcome, &r.ClosedBy)
	return r, err
}

const maxWords = 300 // characters

// personal matches what could say who a person is: an address for mail, a long
// number. Numbers and addresses of the service are corrected in its entry.
var personal = regexp.MustCompile(`@|[0-9][0-9 \-]{6,}[0-9]`)

// Tell reports that something is wrong with an entry, and returns the report.
// What was told already and is open is told once more. That it is full is an
// observation of its room too. The error is *db.Invalid for a faulty field.
func Tell(tx *db.Tx, by audit.Actor, serviceID, kind, words string) (id string, err error) {
	words = strings.TrimSpace(words)
	if err := checkReport(kind, words); err != nil {
		return "", err
	}
	if id, err = tell(tx, Report{ServiceID: serviceID, Kind: kind, Words: words, Origin: "worker", ByName: by.Name}); err != nil {
		return "", err
	}
	if says, err := sayFull(tx, serviceID, kind); err != nil {
		return "", err
	} else if says {
		if err := directory.Observe(tx, serviceID, directory.Capacity{State: directory.Full, Observer: directory.ByWorker, ObserverID: by.ID, ObserverName: by.Name}); err != nil {
			return "", err
		}
	}
	return id, audit.Change(tx, by, "service.reported", "", "service", serviceID)
}

// sayFull says whether a report is an observation of room too. What the group
// itself says of new referrals, until a day, tells more.
func sayFull(r db.Reader, serviceID, kind string) (bool, error) {
	if kind != "full" {
		return false, nil
	}
	s, err := directory.Get(r, serviceID)
	return err == nil && !s.Capacity.AsksForNone(r.Now()), err
}

func checkReport(kind, words string) error {
	var bad db.Invalid
	if !Kinds.Has(kind) {
		bad.Add("kind", "Choose what is wrong")
	}
	switch {
	case utf8.RuneCountInString(words) > maxWords:
		bad.Add("words", fmt.Sprintf("Use %d characters or fewer", maxWords))
	case personal.MatchString(words):
		bad.Add("words", "Leave out addresses and numbers. To put right those of the service, correct the entry")
	}
	return bad.Err()
}

// TellOfConnection reports what a connection found out about an entry. Nothing
// about the person, and none of the words, come with it.
func TellOfConnection(tx *db.Tx, serviceID, kind string) error {
	if !Kinds.Has(kind) {
		return fmt.Errorf("freshness: no kind of trouble is called %q", kind)
	}
	_, err := tell(tx, Report{ServiceID: serviceID, Kind: kind, Origin: "connection", ByName: "a connection"})
	return err
}

func tell(tx *db.Tx, r Report) (id string, err error) {
	if _, err := directory.Get(tx, r.ServiceID); err != nil {
		return "", err
	}
	err = tx.QueryRow(`SELECT id FROM service_reports WHERE service_id = $1 AND kind = $2 AND closed_at IS NULL`, r.ServiceID, r.Kind).Scan(&id)
	if err == nil {
		_, err = tx.Exec(`UPDATE service_reports SET times = times + 1, words = CASE WHEN words = '' THEN $2 ELSE words END WHERE id = $1`, id, r.Words)
		return id, err
	}
	if !errors.Is(err, db.ErrNotFound) {
		return "", err
	}
	id = tx.NewID()
	_, err = tx.Exec(`INSERT INTO service_reports (id, service_id, kind, words, origin, times, by_name, at, due_at, outcome, closed_by)
		VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8, '', '')`,
		id, r.ServiceID, r.Kind, r.Words, r.Origin, r.ByName, db.Ms(tx.Now()), db.Ms(tx.Now().Add(Due)))
	return id, err
}

// Open returns the reports that nobody has dealt with, the first that is due
// first, at most limit.
func Open(r db.Reader, limit int) ([]Report, error) {
	reports, err := db.List(r, scanReport, selectReport+` WHERE closed_at IS NULL ORDER BY due_at, id LIMIT $1`, limit)
	if err != nil {
		return nil, err
	}
	return named(r, reports)
}

// Of returns the reports on a service, newest first, at most limit.
func Of(r db.Reader, serviceID string, limit int) ([]Report, error) {
	return db.List(r, scanReport, selectReport+` WHERE service_id = $1 ORDER BY at DESC, id DESC LIMIT $2`, serviceID, limit)
}

func named(r db.Reader, reports []Report) ([]Report, error) {
	ids := make([]string, len(reports))
	for i, report := range reports {
		ids[i] = report.ServiceID
	}
	names, err := directory.Names(r, ids)
	for i := range reports {
		reports[i].Service = names[reports[i].ServiceID]
	}
	return reports, err
}

// Close says what a report led to. That the entry was right is a check; that
// the service is gone takes it out of searches. db.ErrConflict when somebody
// dealt with it already.
func Close(tx *db.Tx, by audit.Actor, id string, outcome Outcome) error {
	report, err := db.One(tx, scanReport, selectReport+` WHERE id = $1`, id)
	if err != nil {
		return err
	}
	if !report.ClosedAt.IsZero() {
		return db.ErrConflict
	}
	switch outcome {
	case Right, Corrected:
		if err := check(tx, by, report.ServiceID, OfReport); err != nil {
			return err
		}
	case Gone:
		gone := directory.Service{Status: directory.Defunct}
		if err := directory.Correct(tx, directory.By{ID: by.ID, Name: by.Name}, report.ServiceID, gone, "status"); err != nil {
			return err
		}
	default:
		var bad db.Invalid
		bad.Add("outcome", "Choose what you found")
		return bad.Err()
	}
	if _, err := tx.Exec(`UPDATE service_reports SET closed_at = $2, outcome = $3, closed_by = $4 WHERE id = $1`,
		id, db.Ms(tx.Now()), string(outcome), by.Name); err != nil {
		return err
	}
	return audit.Change(tx, by, "service.report-closed", "", "service", report.ServiceID)
}
