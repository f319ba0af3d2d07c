package feedback

import (
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

// State is where feedback stands.
type State string

// The states of feedback.
const (
	New          State = "new"
	Acknowledged State = "acknowledged"
	Answered     State = "answered"
	Closed       State = "closed"
)

// next is the only place that says which states follow each.
var next = map[State][]State{
	New:          {Acknowledged, Answered, Closed},
	Acknowledged: {Answered, Closed},
	Answered:     {Closed, Acknowledged},
	Closed:       {Acknowledged}, // opened again
}

// May reports whether feedback may go from s to another state.
func (s State) May(to State) bool { return slices.Contains(next[s], to) }

// Words says where feedback stands.
func (s State) Words() string {
	return map[State]string{New: "New", Acknowledged: "Acknowledged", Answered: "Answered", Closed: "Closed"}[s]
}

// Feedback is one complaint, compliment or incident.
type Feedback struct {
	ID, TeamID                 string
	Kind                       string // code of vocabulary.FeedbackKinds
	CameOn                     dates.Date
	Source                     string // code of vocabulary.FeedbackSources
	Who, Reach                 string // whoever said it, and how to answer them
	PersonID                   string // whom it concerns, "" for nobody on record
	Words                      string
	Harm                       string // code of vocabulary.Harms, "" where it is not asked
	State                      State
	OwnerID, OwnerName         string // "" = the team's managers
	Learned                    string
	RecordedBy, RecordedName   string
	RecordedAt                 time.Time
	AcknowledgedAt, AnsweredAt time.Time // zero while it is not
	Version                    int
	Person                     people.Person // if it concerns somebody whom the reader may see
}

// AcknowledgeBy is the last day on which a complaint is acknowledged in time:
// three working days after it came. The zero day for what needs none, or has it.
func (f Feedback) AcknowledgeBy() dates.Date {
	kind, _ := vocabulary.FeedbackKinds.Find(f.Kind)
	if !kind.Acknowledge || !f.AcknowledgedAt.IsZero() {
		return dates.Date{}
	}
	day := f.CameOn
	for range 3 {
		day = day.AddDays(1).NextWorkingDay()
	}
	return day
}

// Overdue reports whether a complaint should have been acknowledged before a
// day.
func (f Feedback) Overdue(today dates.Date) bool {
	by := f.AcknowledgeBy()
	return !by.IsZero() && by.Before(today)
}

// Step is something that was done about feedback.
type Step struct {
	State  State
	Words  string
	ByName string
	At     time.Time
}

const columns = `SELECT f.id, f.team_id, f.kind, f.came_on, f.source, f.who, f.reach, f.person_id, f.words, f.harm, f.state, f.owner_id, f.owner_name, f.learned,
	f.recorded_by, f.recorded_name, f.recorded_at, f.acknowledged_at, f.answered_at, f.version FROM feedback f`

func scan(s db.Scanner) (f Feedback, err error) {
	err = s.Scan(&f.ID, &f.TeamID, &f.Kind, &f.CameOn, &f.Source, &f.Who, &f.Reach, &f.PersonID, &f.Words, &f.Harm, &f.State, &f.OwnerID, &f.OwnerName, &f.Learned,
		&f.RecordedBy, &f.RecordedName, db.At(&f.RecordedAt), db.At(&f.AcknowledgedAt), db.At(&f.AnsweredAt), &f.Version)
	return
}

// within is the condition that feedback is within reach of the account in
// parameter account: they manage its team, or they work in it and see to it or
// wrote it down.
func within(account string) string {
	return `(` + access.Supervises("f.team_id", account) + ` OR ` + access.TeamSeenBy("f.team_id", account) + ` AND (f.owner_id = ` + account + ` OR f.recorded_by = ` + account + `))`
}

// Open lists what is not closed within the actor's reach: complaints that wait
// to be acknowledged first, then the oldest.
func Open(r db.Reader, by access.Actor) ([]Feedback, error) {
	list, err := db.List(r, scan, columns+` WHERE f.state <> 'closed' AND `+within("$1")+`
		ORDER BY CASE WHEN f.kind = 'complaint' AND f.acknowledged_at IS NULL THEN 0 ELSE 1 END, f.came_on, f.id LIMIT 200`, by.AccountID)
	return list, err
}

// ClosedSince lists what came since a day and is closed, within the actor's
// reach, the latest first.
func ClosedSince(r db.Reader, by access.Actor, from dates.Date) ([]Feedback, error) {
	return db.List(r, scan, columns+` WHERE f.state = 'closed' AND f.came_on >= $2 AND `+within("$1")+` ORDER BY f.came_on DESC, f.id DESC LIMIT 500`, by.AccountID, from)
}

// The returns feedback within the actor's reach with what was done about it, or
// db.ErrNotFound. Whom it concerns is named only to those who may see them.
func The(r db.Reader, by access.Actor, id string) (f Feedback, steps []Step, err error) {
	if f, err = db.One(r, scan, columns+` WHERE f.id = $1 AND `+within("$2"), id, by.AccountID); err != nil {
		return f, nil, err
	}
	if f.PersonID != "" {
		if f.Person, err = people.Get(r, by, f.PersonID); err != nil && err != db.ErrNotFound {
			return f, nil, err
		}
	}
	steps, err = db.List(r, func(s db.Scanner) (x Step, err error) {
		err = s.Scan(&x.State, &x.Words, &x.ByName, db.At(&x.At))
		return
	}, `SELECT state, words, by_name, at FROM feedback_steps WHERE feedback_id = $1 ORDER BY at, id`, id)
	return f, steps, err
}
