package practicalhelp

import (
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Award is one voucher, grant, budget or thing for one person.
type Award struct {
	ID, PersonID, CaseID string
	PotID, PotName       string // "" when it comes from elsewhere
	Kind                 string // code of vocabulary.HelpKinds
	What                 string
	Amount               Pence  // 0 for something without an amount
	Number               string // voucher or reference number: as good as money
	Approver             string // who said yes
	State                State
	AskedBy, AskedName   string
	AskedOn, ReviewOn    dates.Date
	Version              int
}

// Masked is the end of the number, for lists.
func (a Award) Masked() string {
	runes := []rune(a.Number)
	if len(runes) == 0 {
		return ""
	}
	return "ends " + string(runes[max(len(runes)/2, len(runes)-4):])
}

// Event is one thing that happened to an award.
type Event struct {
	At       time.Time
	ByName   string
	From, To State
	Words    string
}

const awardColumns = `SELECT a.id, a.person_id, a.case_id, a.pot_id, coalesce(p.name, ''), a.kind, a.what, a.amount_pence, a.number, a.approver, a.state,
	a.asked_by, a.asked_name, a.asked_on, a.review_on, a.version FROM awards a LEFT JOIN pots p ON p.id = a.pot_id`

func scanAward(s db.Scanner) (a Award, err error) {
	err = s.Scan(&a.ID, &a.PersonID, &a.CaseID, db.Text(&a.PotID), &a.PotName, &a.Kind, &a.What, &a.Amount, &a.Number, &a.Approver, &a.State,
		&a.AskedBy, &a.AskedName, &a.AskedOn, &a.ReviewOn, &a.Version)
	return
}

// Of lists the awards of a person whom the actor may see, newest first.
func Of(r db.Reader, by access.Actor, personID string) ([]Award, error) {
	return db.List(r, scanAward, awardColumns+` WHERE a.person_id = $1 AND `+access.PeopleSeenBy("a.person_id", "$2")+` ORDER BY a.asked_on DESC, a.id DESC`,
		personID, by.AccountID)
}

// TheAward returns an award of a person whom the actor may see, or
// db.ErrNotFound.
func TheAward(r db.Reader, by access.Actor, personID, id string) (Award, error) {
	return db.One(r, scanAward, awardColumns+` WHERE a.id = $1 AND a.person_id = $2 AND `+access.PeopleSeenBy("a.person_id", "$3"), id, personID, by.AccountID)
}

// Events lists what happened to an award, first to last. The caller has checked
// that its reader may see it.
func Events(r db.Reader, awardID string) ([]Event, error) {
	return db.List(r, func(s db.Scanner) (e Event, err error) {
		err = s.Scan(db.At(&e.At), &e.ByName, &e.From, &e.To, &e.Words)
		return
	}, `SELECT at, by_name, from_state, to_state, words FROM award_events WHERE award_id = $1 ORDER BY at, id`, awardID)
}

// Filter narrows the register of awards; its zero value narrows nothing.
type Filter struct {
	PotID, Kind string
	State       State
}

// Register is the awards within somebody's reach, with their sum.
type Register struct {
	Awards []Award // the newest, at most registerRows
	Total  int     // of all that the filter keeps
	Sum    Pence   // of those whose money is gone: approved, given or used
}

// registerRows is how many rows a register shows at once.
const registerRows = 200

// TheRegister lists the awards of everybody whom the actor may see. Rows, count
// and sum come from one condition.
func TheRegister(r db.Reader, by access.Actor, f Filter) (reg Register, err error) {
	condition := ` WHERE ` + access.PeopleSeenBy("a.person_id", "$1") + ` AND ($2 = '' OR a.pot_id = $2) AND ($3 = '' OR a.kind = $3) AND ($4 = '' OR a.state = $4)`
	args := []any{by.AccountID, f.PotID, f.Kind, string(f.State)}
	reg.Awards, err = db.List(r, scanAward, awardColumns+condition+` ORDER BY a.asked_on DESC, a.id DESC LIMIT $5`, append(args, registerRows)...)
	if err != nil {
		return reg, err
	}
	type sums struct {
		total int
		sum   Pence
	}
	all, err := db.One(r, func(s db.Scanner) (x sums, err error) {
		err = s.Scan(&x.total, &x.sum)
		return
	}, `SELECT count(*), coalesce(sum(CASE WHEN a.state IN `+counted+` THEN a.amount_pence ELSE 0 END), 0) FROM awards a`+condition, args...)
	reg.Total, reg.Sum = all.total, all.sum
	return reg, err
}

func (a *Award) trim() {
	for _, text := range []*string{&a.What, &a.Number, &a.Approver} {
		*text = strings.TrimSpace(*text)
	}
}
