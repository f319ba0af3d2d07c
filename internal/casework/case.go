package casework

import (
	"errors"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
)

// State is where a case stands.
type State string

// The states of a case.
const (
	Reaching State = "reaching" // nobody has spoken with the person yet
	Engaged  State = "engaged"
	Closed   State = "closed"
)

// next is the only place that says which states follow each.
var next = map[State][]State{
	Reaching: {Engaged, Closed},
	Engaged:  {Closed},
	Closed:   {Engaged}, // reopened
}

// May reports whether a case may go from s to another state.
func (s State) May(to State) bool { return slices.Contains(next[s], to) }

// Words says the state to staff.
func (s State) Words() string {
	switch s {
	case Reaching:
		return "Getting in touch"
	case Engaged:
		return "Being supported"
	case Closed:
		return "Closed"
	}
	return string(s)
}

// Case is one episode of support of one person.
type Case struct {
	ID, PersonID, ReferralID string
	TeamID, WorkerID         string
	State                    State
	NewPerson                bool
	OpenedAt, EngagedAt      time.Time
	ClosedAt                 time.Time
	CloseReason, CloseWords  string
	Continues                string // what goes on without us, as said at closing
	LastMeasures             string // Measured, or a code of vocabulary.NotMeasured
	Ending                   string // code of vocabulary.Endings
	LastContactAt            time.Time
	Version                  int
}

// Open reports whether the case is not closed.
func (c Case) Open() bool { return c.State != Closed }

// ErrNoOpenCase is returned by acts that need one.
var ErrNoOpenCase = errors.New("casework: the person has no open case")

const caseColumns = `SELECT c.id, c.person_id, c.referral_id, c.team_id, c.worker_id, c.state, c.new_person, c.opened_at, c.engaged_at, c.closed_at,
	c.close_reason, c.close_words, c.continues, c.last_measures, c.ending, c.last_contact_at, c.version FROM cases c`

func scanCase(s db.Scanner) (c Case, err error) {
	err = s.Scan(&c.ID, &c.PersonID, &c.ReferralID, &c.TeamID, &c.WorkerID, &c.State, &c.NewPerson, db.At(&c.OpenedAt), db.At(&c.EngagedAt), db.At(&c.ClosedAt),
		&c.CloseReason, &c.CloseWords, &c.Continues, &c.LastMeasures, &c.Ending, db.At(&c.LastContactAt), &c.Version)
	return
}

// CasesOf lists the cases of a person whom the actor may see, newest first;
// db.ErrNotFound if they may not or there is none.
func CasesOf(r db.Reader, by access.Actor, personID string) ([]Case, error) {
	cases, err := db.List(r, scanCase, caseColumns+` WHERE c.person_id = $1 AND `+access.PeopleSeenBy("c.person_id", "$2")+
		` ORDER BY c.opened_at DESC, c.id DESC`, personID, by.AccountID)
	if err == nil && len(cases) == 0 {
		return nil, db.ErrNotFound
	}
	return cases, err
}

// Latest returns the person's newest case, open or closed.
func Latest(r db.Reader, by access.Actor, personID string) (Case, error) {
	cases, err := CasesOf(r, by, personID)
	if err != nil {
		return Case{}, err
	}
	return cases[0], nil
}

// openCase returns the open case of a person whom the actor may see.
func openCase(r db.Reader, by access.Actor, personID string) (Case, error) {
	c, err := Latest(r, by, personID)
	if err == nil && !c.Open() {
		return c, ErrNoOpenCase
	}
	return c, err
}

// ByReferral returns the case that a referral led to, for rooms above that
// have their own rule of access.
func ByReferral(r db.Reader, referralID string) (Case, error) {
	return db.One(r, scanCase, caseColumns+` WHERE c.referral_id = $1`, referralID)
}

// move changes the state of a case, if its present state may be followed by
// the new one; else db.ErrConflict.
func move(tx *db.Tx, c Case, to State, set string, args ...any) error {
	if !c.State.May(to) {
		return db.ErrConflict
	}
	_, err := tx.Exec(`UPDATE cases SET state = $2, version = version + 1`+set+` WHERE id = $1`, append([]any{c.ID, to}, args...)...)
	return err
}

// OpenOf returns the open case of a person, if there is one, for rooms above
// that have their own rule of access.
func OpenOf(r db.Reader, personID string) (c Case, open bool, err error) {
	cases, err := db.List(r, scanCase, caseColumns+` WHERE c.person_id = $1 AND `+stillOpen+` ORDER BY c.opened_at DESC, c.id DESC LIMIT 1`, personID)
	if err != nil || len(cases) == 0 {
		return Case{}, false, err
	}
	return cases[0], true, nil
}
