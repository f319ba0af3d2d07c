package connections

import (
	"encoding/json"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Kind is the way of connecting.
type Kind string

// The three ways.
const (
	Signposted Kind = "signposted"
	Introduced Kind = "introduced"
	Referred   Kind = "referred"
)

// Words says the kind.
func (k Kind) Words() string {
	switch k {
	case Signposted:
		return "Signposted"
	case Introduced:
		return "Introduced"
	case Referred:
		return "Referred"
	}
	return string(k)
}

// State is where a connection stands.
type State string

// The states. Told is where signposting and introducing stand; the others
// belong to a referral.
const (
	Told        State = "told"
	Sent        State = "sent"
	Opened      State = "opened"
	Accepted    State = "accepted"
	WaitingList State = "waiting-list"
	NotPossible State = "not-possible"
	WantsToTalk State = "wants-to-talk"
)

// next is the only place that says which states follow each. An organisation
// may change its mind, so an answer can follow another answer.
var next = map[State][]State{
	Sent:        {Opened, Accepted, WaitingList, NotPossible, WantsToTalk},
	Opened:      {Accepted, WaitingList, NotPossible, WantsToTalk},
	WaitingList: {Accepted, NotPossible, WantsToTalk, WaitingList},
	WantsToTalk: {Accepted, WaitingList, NotPossible, WantsToTalk},
	Accepted:    {WaitingList, NotPossible, WantsToTalk},
	NotPossible: {Accepted, WaitingList, WantsToTalk},
}

// May reports whether a connection may go from s to another state.
func (s State) May(to State) bool { return slices.Contains(next[s], to) }

// Words says the state to staff.
func (s State) Words() string {
	switch s {
	case Told:
		return "Done"
	case Sent:
		return "Sent, not opened yet"
	case Opened:
		return "Opened, no answer yet"
	case Accepted:
		return "Yes"
	case WaitingList:
		return "On their waiting list"
	case NotPossible:
		return "No"
	case WantsToTalk:
		return "They want to talk"
	}
	return string(s)
}

// Outcomes are what can come of a connection, as the worker says it.
var Outcomes = []struct{ Code, Words string }{
	{"unknown", "Not known yet"}, {"started", "Started"}, {"did-not-start", "Did not start"}, {"finished", "Went and finished"}, {"stopped", "Stopped"},
}

// OutcomeWords says an outcome.
func OutcomeWords(code string) string {
	for _, o := range Outcomes {
		if o.Code == code {
			return o.Words
		}
	}
	return code
}

// Fact is one thing that is shared: what it is called and what it says.
type Fact struct{ Key, Label, Value string }

// Connection is an onward connection of a person to a service.
type Connection struct {
	ID, PersonID         string
	ServiceID            string
	ServiceName, OrgName string
	Kind                 Kind
	State                State
	AccountID, ByName    string
	Need, Note           string
	Shared               []Fact
	LinkID               string
	MadeOn               dates.Date
	OpenedAt, AnsweredAt time.Time
	AnswerWords          string
	AnsweredVia          string // link | phone
	AnsweredBy           string // who wrote down an answer by phone
	Despite              string // why it was sent although the organisation asked for none; staff only
	Reminders            int    // mails that asked for the answer
	RemindedOn           dates.Date
	Came                 Came // what the organisation says of whether the person came
	CameOn               dates.Date
	cameAsks             int        // since it last said something
	cameAskedOn          dates.Date // the last of them
	WaitWeeks            int
	Outcome              string
	Why                  string // code in freshness.Kinds: why they said no, or why it did not start
	OutcomeOn            dates.Date
	UpdatedAt            time.Time
	Version              int
}

const connectionColumns = `SELECT n.id, n.person_id, n.service_id, n.service_name, n.org_name, n.kind, n.state, n.account_id, n.made_by_name, n.need, n.note,
	n.shared, n.link_id, n.made_on, n.opened_at, n.answered_at, n.answer_words, n.answered_via, n.wait_weeks, n.outcome, n.outcome_on, n.why, n.updated_at, n.version,
	n.answered_by, n.despite, n.reminders, n.reminded_on, n.came, n.came_on, n.came_asks, n.came_asked_on
	FROM connections n`

func scanConnection(s db.Scanner) (c Connection, err error) {
	var shared string
	if err = s.Scan(&c.ID, &c.PersonID, &c.ServiceID, &c.ServiceName, &c.OrgName, &c.Kind, &c.State, &c.AccountID, &c.ByName, &c.Need, &c.Note,
		&shared, db.Text(&c.LinkID), &c.MadeOn, db.At(&c.OpenedAt), db.At(&c.AnsweredAt), &c.AnswerWords, &c.AnsweredVia, &c.WaitWeeks, &c.Outcome,
		&c.OutcomeOn, &c.Why, db.At(&c.UpdatedAt), &c.Version,
		&c.AnsweredBy, &c.Despite, &c.Reminders, &c.RemindedOn, &c.Came, &c.CameOn, &c.cameAsks, &c.cameAskedOn); err != nil {
		return c, err
	}
	return c, json.Unmarshal([]byte(shared), &c.Shared)
}

func insert(tx *db.Tx, c Connection) error {
	shared, err := json.Marshal(c.Shared)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO connections (id, person_id, service_id, service_name, org_name, kind, state, account_id, made_by_name, need, note, shared,
		link_id, made_on, updated_at, despite) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		c.ID, c.PersonID, c.ServiceID, c.ServiceName, c.OrgName, c.Kind, c.State, c.AccountID, c.ByName, c.Need, c.Note, string(shared),
		db.Null(c.LinkID), dates.Of(tx.Now()), tx.Now().UnixMilli(), c.Despite)
	return err
}

// Of lists the connections of a person whom the actor may see, newest first.
func Of(r db.Reader, by access.Actor, personID string) ([]Connection, error) {
	return db.List(r, scanConnection, connectionColumns+` WHERE n.person_id = $1 AND `+access.PeopleSeenBy("n.person_id", "$2")+
		` ORDER BY n.made_on DESC, n.id DESC`, personID, by.AccountID)
}

// Get returns one connection of a person whom the actor may see.
func Get(r db.Reader, by access.Actor, personID, id string) (Connection, error) {
	return db.One(r, scanConnection, connectionColumns+` WHERE n.id = $1 AND n.person_id = $2 AND `+access.PeopleSeenBy("n.person_id", "$3"), id, personID, by.AccountID)
}

// OfLink returns the connection that an organisation's link is for;
// db.ErrNotFound once the person has said no, or their yes has run out.
func OfLink(r db.Reader, linkID string) (Connection, error) {
	c, err := db.One(r, scanConnection, connectionColumns+` WHERE n.link_id = $1`, linkID)
	if err != nil {
		return c, err
	}
	return Through(r, linkID, c.ID)
}

// HandOver makes another worker the one who hears the answers about a person.
// Who made each connection stays on the record by name.
func HandOver(tx *db.Tx, personID, toAccount string) error {
	_, err := tx.Exec(`UPDATE connections SET account_id = $2, version = version + 1 WHERE person_id = $1`, personID, toAccount)
	return err
}

// Unanswered lists the referrals that an account sent before a day and that
// nobody has answered, oldest first.
func Unanswered(r db.Reader, accountID string, before dates.Date) ([]Connection, error) {
	return db.List(r, scanConnection, connectionColumns+` WHERE n.account_id = $1 AND n.state IN ('sent', 'opened') AND n.made_on < $2
		ORDER BY n.made_on, n.id LIMIT 100`, accountID, before)
}
