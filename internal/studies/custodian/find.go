package custodian

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
	"linkwork/internal/vocabulary"
)

// Exact is by what a custodian finds a record that they do not see: the day of birth,
// and an NHS number or a last name.
type Exact struct {
	NHSNumber string
	Family    string
	Born      dates.Date
}

// Outcome is all that such a search answers.
type Outcome string

// The outcomes.
const (
	NotFound Outcome = "none"
	Found    Outcome = "one"
	Several  Outcome = "several"
)

// Words says an outcome to a custodian.
func (o Outcome) Words() string {
	return map[Outcome]string{NotFound: "Not found", Found: "Found", Several: "More than one"}[o]
}

// MostSearches is how often a custodian may search in an hour, so that nobody finds out
// by trying who has a record.
const MostSearches = 10

// searched names a search on the audit trail.
const searched = "record.searched"

// Search tells whether there is exactly one record of a patient who agreed that
// information from theirs is used. It opens none: a custodian at a practice sees no
// care record, and one in a team only those of the people whom they support. It looks
// among the patients of the custodian's practice or team, and only for whom the study
// knows by the same last name. Each search is on the audit trail. *db.Invalid with the
// fields "nhs", "family" or "born".
func Search(ctx context.Context, d *db.DB, by access.Actor, studyID, participantID string, x Exact) (o Outcome, err error) {
	_, err = studies.Act(ctx, d, by, once.Key{}, studyID, studies.Join, searched, func(tx *db.Tx, s studies.Seat) (string, error) {
		found, err := x.find(tx, s, participantID)
		o = map[int]Outcome{0: NotFound, 1: Found}[len(found)]
		if o == "" {
			o = Several
		}
		return participantID, err
	})
	return o, err
}

// errNotOne means that there is not exactly one record to join.
var errNotOne = errors.New("custodian: not exactly one record")

// JoinExactly joins a patient with the one record that Search found. A try that finds
// none, or several, is a search: it is noted, and counts as one. Then db.ErrConflict.
func JoinExactly(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, participantID string, x Exact) error {
	err := joinExactly(ctx, d, by, key, studyID, participantID, x)
	if !errors.Is(err, errNotOne) {
		return err
	}
	if err := d.Write(ctx, func(tx *db.Tx) error { return studies.Note(tx, by, searched, participantID) }); err != nil {
		return err
	}
	return db.ErrConflict // it was one when they searched
}

func joinExactly(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, participantID string, x Exact) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Join, "join.made", func(tx *db.Tx, s studies.Seat) (string, error) {
		found, err := x.find(tx, s, participantID)
		if err != nil {
			return "", err
		}
		if len(found) != 1 {
			return "", errNotOne
		}
		a, err := One(tx, s, participantID)
		if err != nil {
			return "", err
		}
		if err := a.mayJoin(tx, s, found[0], Record); err != nil {
			return "", err
		}
		return participantID, a.keep(tx, s, found[0], Record)
	})
	return err
}

// find looks for the record, and notes on the trail of whoever it finds that their
// identity was checked.
func (x Exact) find(tx *db.Tx, s studies.Seat, participantID string) ([]people.Person, error) {
	if err := atWork(s.By); err != nil {
		return nil, err
	}
	a, err := One(tx, s, participantID)
	if err != nil {
		return nil, err
	}
	if !a.Allows {
		return nil, db.ErrNotFound
	}
	if err := x.check(); err != nil {
		return nil, err
	}
	if err := mayGuess(tx, s.By); err != nil {
		return nil, err
	}
	name, err := participants.NameFor(tx, s, participantID)
	if err != nil {
		return nil, err
	}
	all, err := people.Identified(tx, s.By, x.NHSNumber, x.Family, x.Born)
	if err != nil {
		return nil, err
	}
	var found []people.Person
	for _, p := range all {
		if !strings.Contains(" "+people.Fold(name)+" ", " "+people.Fold(p.Family)+" ") {
			continue
		}
		found = append(found, p)
		if err := audit.View(tx, s.By.Audit(), p.ID, trail); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func (x *Exact) check() error {
	var bad db.Invalid
	bad.Trim("nhs", &x.NHSNumber, 20, "")
	bad.Trim("family", &x.Family, 100, "")
	if x.NHSNumber != "" {
		number, err := vocabulary.ParseNHSNumber(x.NHSNumber)
		if err != nil {
			bad.Add("nhs", "Enter an NHS number of 10 digits, like 999 123 4560")
		}
		x.NHSNumber = number
	} else if x.Family == "" {
		bad.Add("nhs", "Enter the NHS number, or the last name")
	}
	if x.Born.IsZero() {
		bad.Add("born", "Enter the date of birth")
	}
	return bad.Err()
}

// mayGuess refuses a custodian who has searched often in the last hour.
func mayGuess(r db.Reader, by access.Actor) error {
	rows, err := audit.OfActor(r, by.AccountID, 500)
	if err != nil {
		return err
	}
	n, since := 0, r.Now().Add(-time.Hour)
	for _, row := range rows {
		if row.Act == "study."+searched && row.At.After(since) {
			n++
		}
	}
	if n >= MostSearches {
		return db.Fault("nhs", fmt.Sprintf("You have searched %d times in an hour. Wait, and check what you have: each search is noted", n))
	}
	return nil
}
