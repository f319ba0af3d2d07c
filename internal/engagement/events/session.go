package events

import (
	"context"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// SessionKind is what happens in a session.
type SessionKind string

// The kinds of session.
const (
	Talk       SessionKind = "talk"
	Activity   SessionKind = "activity"
	Discussion SessionKind = "discussion"
	Break      SessionKind = "break"
)

// SessionKinds lists all kinds of session.
var SessionKinds = []SessionKind{Talk, Activity, Discussion, Break}

// Words says a kind to a reader.
func (k SessionKind) Words() string {
	return map[SessionKind]string{Talk: "Talk", Activity: "Activity", Discussion: "Discussion", Break: "Break"}[k]
}

// Session is one row of a programme.
type Session struct {
	ID, EventID string
	Kind        SessionKind
	Starts      time.Time
	Minutes     int
	Title       string
	Words       string
	Speaker     string // "" for none
	Affiliation string
	AgreedOn    dates.Date // the speaker agreed to be named publicly; zero: they did not
}

// Ends is when a session ends.
func (s Session) Ends() time.Time { return s.Starts.Add(time.Duration(s.Minutes) * time.Minute) }

// hideSpeakers takes away the names of speakers who did not agree to be named.
func hideSpeakers(all []Session) {
	for i := range all {
		if all[i].AgreedOn.IsZero() {
			all[i].Speaker, all[i].Affiliation = "", ""
		}
	}
}

// Programme lists the sessions of an event in order. Speakers who did not agree to be named
// publicly are there for whoever runs it.
func Programme(r db.Reader, h Host, e Event) ([]Session, error) {
	if !h.has(e) {
		return nil, db.ErrNotFound
	}
	all, err := programme(r, e)
	if !h.runs {
		hideSpeakers(all)
	}
	return all, err
}

func programme(r db.Reader, e Event) ([]Session, error) {
	return db.List(r, func(s db.Scanner) (x Session, err error) {
		err = s.Scan(&x.ID, &x.EventID, &x.Kind, db.At(&x.Starts), &x.Minutes, &x.Title, &x.Words, &x.Speaker, &x.Affiliation, &x.AgreedOn)
		return
	}, `SELECT id, event_id, kind, starts_at, minutes, title, words, speaker, affiliation, agreed_on FROM event_sessions WHERE event_id = $1 ORDER BY starts_at, id`, e.ID)
}

// AddSession adds a session to a programme. *db.Invalid with the fields "kind", "starts",
// "minutes", "title", "words", "speaker", "affiliation" or "agreed".
func AddSession(ctx context.Context, d *db.DB, in Entrance, key once.Key, x Session) error {
	return within(ctx, d, in, key, x.EventID, "exchange.session-added", func(tx *db.Tx, _ Host, e Event) error {
		x := x
		if e.State == Cancelled {
			return db.ErrConflict
		}
		if err := x.tidy(e, dates.Of(tx.Now())); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO event_sessions (id, event_id, kind, starts_at, minutes, title, words, speaker, affiliation, agreed_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			tx.NewID(), e.ID, x.Kind, db.Ms(x.Starts), x.Minutes, x.Title, x.Words, x.Speaker, x.Affiliation, x.AgreedOn)
		return err
	})
}

// RemoveSession takes a session out of a programme.
func RemoveSession(ctx context.Context, d *db.DB, in Entrance, key once.Key, id, sessionID string) error {
	return within(ctx, d, in, key, id, "exchange.session-removed", func(tx *db.Tx, _ Host, e Event) error {
		return oneOf(tx.Exec(`DELETE FROM event_sessions WHERE id = $1 AND event_id = $2`, sessionID, e.ID))
	})
}

// oneOf is db.ErrNotFound unless a statement changed one row.
func oneOf(n int64, err error) error {
	if err == nil && n != 1 {
		err = db.ErrNotFound
	}
	return err
}

const longestSession = 12 * 60 // minutes

func (s *Session) tidy(e Event, today dates.Date) error {
	var bad db.Invalid
	if s.Kind.Words() == "" {
		bad.Add("kind", "Choose what it is")
	}
	if _, on := e.On(dates.Of(s.Starts)); s.Starts.IsZero() || !on {
		bad.Add("starts", "Choose a day of the event and enter a time")
	}
	if s.Minutes < 5 || s.Minutes > longestSession {
		bad.Add("minutes", "Enter how long it takes in minutes, from 5 to 720")
	}
	bad.Trim("title", &s.Title, 200, "Enter a title")
	bad.Trim("words", &s.Words, 1000, "")
	bad.Trim("speaker", &s.Speaker, 200, "")
	bad.Trim("affiliation", &s.Affiliation, 200, "")
	switch {
	case s.AgreedOn.IsZero():
	case s.Speaker == "":
		bad.Add("speaker", "Enter who agreed to be named")
	case s.AgreedOn.After(today):
		bad.Add("agreed", "Enter the day on which they agreed: today or earlier")
	}
	return bad.Err()
}
