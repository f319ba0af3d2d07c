package desk

import (
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// State is where a note stands.
type State string

// The states of a note.
const (
	New      State = "new"
	Taken    State = "taken"    // somebody sees to it
	Answered State = "answered" // the desk can read what came of it
	Closed   State = "closed"
)

// next is the only place that says which states follow each.
var next = map[State][]State{
	New:      {Taken, Answered, Closed},
	Taken:    {Taken, Answered, Closed, New},
	Answered: {Answered, Closed, Taken},
}

// May reports whether a note may go from s to another state.
func (s State) May(to State) bool { return slices.Contains(next[s], to) }

// Words says where a note stands.
func (s State) Words() string {
	return map[State]string{New: "Nobody has it yet", Taken: "Somebody sees to it", Answered: "Answered", Closed: "Done"}[s]
}

// Note is something that came in.
type Note struct {
	ID, TeamID, PracticeID string
	PersonID               string // "" while nobody has said who it is
	Who                    string // the name as it was left
	About                  string // code of vocabulary.DeskMatters
	Words, CallBack        string
	ByWhen                 dates.Date
	CameBy                 string // desk | text
	LeftName               string
	State                  State
	OwnerID, OwnerName     string // "" = the team's inbox
	Reply                  string
	CameAt, StateAt        time.Time
	Version                int
}

// DaysLate is how many days after its day nobody has answered yet.
func (n Note) DaysLate(today dates.Date) int {
	if n.ByWhen.IsZero() || n.State == Answered || n.State == Closed {
		return 0
	}
	return max(0, today.Sub(n.ByWhen))
}

const columns = `SELECT n.id, n.team_id, n.practice_id, n.person_id, n.who, n.about, n.words, n.call_back, n.by_when, n.came_by, n.left_name, n.state,
	n.owner_id, n.owner_name, n.reply, n.came_at, n.state_at, n.version FROM desk_notes n`

func scan(s db.Scanner) (n Note, err error) {
	err = s.Scan(&n.ID, &n.TeamID, db.Text(&n.PracticeID), &n.PersonID, &n.Who, &n.About, &n.Words, &n.CallBack, &n.ByWhen, &n.CameBy, &n.LeftName, &n.State,
		&n.OwnerID, &n.OwnerName, &n.Reply, db.At(&n.CameAt), db.At(&n.StateAt), &n.Version)
	return
}

// within is the condition that a note is within reach of the account in
// parameter account: it is theirs, it is in the inbox of a team of theirs and
// about nobody known, or it is about somebody whom they may see.
func within(account string) string {
	return `(n.person_id = '' AND ` + access.TeamSeenBy("n.team_id", account) + ` OR n.person_id <> '' AND ` + access.PeopleSeenBy("n.person_id", account) + `)`
}

// Waiting lists the notes that wait for the actor: their own, those in the
// inbox, those about their people that lie with somebody who has handed the
// person over, and those about people for whom they cover, the oldest first. Its length is the count that a page shows.
func Waiting(r db.Reader, by access.Actor) ([]Note, error) {
	return db.List(r, scan, columns+` WHERE n.state IN ('new', 'taken') AND `+within("$1")+`
		AND (n.owner_id IN ('', $1) OR n.person_id <> '' AND (NOT `+access.PeopleSeenBy("n.person_id", "n.owner_id")+` OR `+access.CoveredBy("n.person_id", "$1")+`)) ORDER BY n.came_at, n.id LIMIT 200`, by.AccountID)
}

// Lately lists what was answered or done in the last 30 days, newest first.
func Lately(r db.Reader, by access.Actor) ([]Note, error) {
	return db.List(r, scan, columns+` WHERE n.state IN ('answered', 'closed') AND n.state_at > $2 AND `+within("$1")+` ORDER BY n.state_at DESC, n.id DESC LIMIT 50`,
		by.AccountID, r.Now().AddDate(0, 0, -30).UnixMilli())
}

// OfPerson lists the notes about a person whom the actor may see, newest first.
func OfPerson(r db.Reader, by access.Actor, personID string) ([]Note, error) {
	return db.List(r, scan, columns+` WHERE n.person_id = $1 AND n.person_id <> '' AND `+access.PeopleSeenBy("n.person_id", "$2")+` ORDER BY n.came_at DESC, n.id DESC LIMIT 100`,
		personID, by.AccountID)
}

// TheNote returns a note within the actor's reach, or db.ErrNotFound.
func TheNote(r db.Reader, by access.Actor, id string) (Note, error) {
	return db.One(r, scan, columns+` WHERE n.id = $1 AND `+within("$2"), id, by.AccountID)
}

// OfPractice lists what the actor's practice left in the last 90 days, newest
// first.
func OfPractice(r db.Reader, by access.Actor) ([]Note, error) {
	return db.List(r, scan, columns+` WHERE n.practice_id = $1 AND n.came_at > $3 AND `+access.WorkSeenBy("''", "n.practice_id", "$2")+` ORDER BY n.came_at DESC, n.id DESC LIMIT 200`,
		by.PracticeID(), by.AccountID, r.Now().AddDate(0, 0, -90).UnixMilli())
}
