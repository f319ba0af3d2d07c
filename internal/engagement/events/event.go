package events

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// State is where an event stands.
type State string

// The states.
const (
	Draft     State = "draft"
	Open      State = "open"   // people can register
	Closed    State = "closed" // no more registrations
	Over      State = "over"   // it took place
	Cancelled State = "cancelled"
)

// Words says a state to a reader.
func (s State) Words() string {
	return map[State]string{Draft: "Draft", Open: "Open", Closed: "Registration closed", Over: "Took place", Cancelled: "Cancelled"}[s]
}

// Day is one day of an event.
type Day struct {
	Starts, Ends time.Time
	Words        string // what the day is: "For the link workers of the study"
}

// Date is the day's date.
func (d Day) Date() dates.Date { return dates.Of(d.Starts) }

// When says the day with its times.
func (d Day) When() string {
	return d.Date().WithDay() + ", " + dates.Clock(d.Starts) + " to " + dates.Clock(d.Ends)
}

// Event is an event as its team sees it.
type Event struct {
	ID, StudyID string
	Title       string
	Description string // in plain English
	Audience    string // who it is for
	Town        string // "" for one that is only online
	Venue       string // name and address
	GettingIn   string // access information
	StepFree    bool
	Online      string // address, "" for none; told to those who have a place
	Capacity    int
	OpensOn     dates.Date // registration: first and last day
	ClosesOn    dates.Date
	State       State
	Why         string   // it was cancelled
	Findings    []string // shown there, for reactions
	FormID      string   // of the feedback, "" before there is one
	Edition     int
	Purpose     Purpose
	Days        []Day // in order; at least one once it is open
	Version     int
}

const columns = `SELECT e.id, e.study_id, e.title, e.description, e.audience, e.town, e.venue, e.getting_in, e.step_free, e.online, e.capacity, e.opens_on, e.closes_on,
	e.state, e.why, e.findings, e.form_id, e.edition, e.purpose, e.version FROM events e`

func scan(s db.Scanner) (e Event, err error) {
	var findings string
	if err = s.Scan(&e.ID, &e.StudyID, &e.Title, &e.Description, &e.Audience, &e.Town, &e.Venue, &e.GettingIn, &e.StepFree, &e.Online, &e.Capacity, &e.OpensOn, &e.ClosesOn,
		&e.State, &e.Why, &findings, db.Text(&e.FormID), &e.Edition, &e.Purpose, &e.Version); err != nil {
		return e, err
	}
	return e, json.Unmarshal([]byte(findings), &e.Findings)
}

// list reads events with their days, the latest first and those without a day before them.
func list(r db.Reader, condition string, args ...any) ([]Event, error) {
	all, err := db.List(r, scan, columns+` WHERE `+condition, args...)
	for i := range all {
		if err == nil {
			all[i].Days, err = days(r, all[i].ID)
		}
	}
	slices.SortStableFunc(all, func(a, b Event) int { return b.order().Compare(a.order()) })
	return all, err
}

func (e Event) order() time.Time {
	if len(e.Days) == 0 {
		return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return e.Starts()
}

func one(r db.Reader, condition string, args ...any) (Event, error) {
	all, err := list(r, condition, args...)
	if err == nil && len(all) == 0 {
		err = db.ErrNotFound
	}
	if err != nil {
		return Event{}, err
	}
	return all[0], nil
}

func days(r db.Reader, id string) ([]Day, error) {
	return db.List(r, func(s db.Scanner) (d Day, err error) {
		err = s.Scan(db.At(&d.Starts), db.At(&d.Ends), &d.Words)
		return
	}, `SELECT starts_at, ends_at, words FROM event_days WHERE event_id = $1 ORDER BY day`, id)
}

// List is the events of a study, the latest first.
func List(r db.Reader, s studies.Seat) ([]Event, error) {
	return list(r, `e.study_id = $1 ORDER BY e.id`, s.Study.ID)
}

// Get is one event of the seat's study; else db.ErrNotFound.
func Get(r db.Reader, s studies.Seat, id string) (Event, error) {
	return one(r, `e.id = $1 AND e.study_id = $2`, id, s.Study.ID)
}

// TookPlace is the events of a study that are over, the first first.
func TookPlace(r db.Reader, s studies.Seat) ([]Event, error) {
	all, err := list(r, `e.study_id = $1 AND e.state = $2 ORDER BY e.id`, s.Study.ID, Over)
	slices.Reverse(all)
	return all, err
}

func unscoped(r db.Reader, id string) (Event, error) { return one(r, `e.id = $1`, id) }

// Starts is when the event begins; the zero time while it has no day.
func (e Event) Starts() time.Time {
	if len(e.Days) == 0 {
		return time.Time{}
	}
	return e.Days[0].Starts
}

// Ends is when its last day ends; the zero time while it has no day.
func (e Event) Ends() time.Time {
	if len(e.Days) == 0 {
		return time.Time{}
	}
	return e.Days[len(e.Days)-1].Ends
}

// On is the day of the event on a date.
func (e Event) On(date dates.Date) (Day, bool) {
	for _, d := range e.Days {
		if d.Date() == date {
			return d, true
		}
	}
	return Day{}, false
}

// Ahead reports whether it is to take place and has not begun.
func (e Event) Ahead(now time.Time) bool {
	return (e.State == Open || e.State == Closed) && now.Before(e.Starts())
}

// LetsIn reports whether people can register now.
func (e Event) LetsIn(now time.Time) bool {
	today := dates.Of(now)
	return e.State == Open && e.Ahead(now) && !today.Before(e.OpensOn) && (e.ClosesOn.IsZero() || !today.After(e.ClosesOn))
}

// linkEnds is until when the links of its delegates work: they give feedback and exchange
// contacts afterwards.
func (e Event) linkEnds() time.Time { return e.Ends().AddDate(0, 2, 0) }

// Add begins an event as a draft. *db.Invalid as Change.
func Add(ctx context.Context, d *db.DB, by access.Actor, key once.Key, e Event) (id string, err error) {
	return studies.Act(ctx, d, by, key, e.StudyID, studies.Involve, "exchange.added", func(tx *db.Tx, _ studies.Seat) (string, error) {
		e := e
		if err := e.tidy(); err != nil {
			return "", err
		}
		e.ID = tx.NewID()
		if _, err := tx.Exec(`INSERT INTO events (id, study_id, title, description, audience, town, venue, getting_in, step_free, online, capacity, opens_on, closes_on, state, why, findings, edition, purpose)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', $15, 0, '')`, append([]any{e.ID, e.StudyID}, append(e.values(), Draft, e.lines())...)...); err != nil {
			return "", err
		}
		return e.ID, e.saveDays(tx)
	})
}

// Change saves what an event is. Where it is open, more places are offered to those who
// wait, and reminders go by the new day. *db.Invalid with the fields "title",
// "description", "audience", "town", "venue", "getting_in", "online", "capacity", "opens",
// "closes", "findings", "days" or "day-1" and on; db.ErrConflict if somebody saved first.
func Change(ctx context.Context, d *db.DB, by access.Actor, key once.Key, e Event, w Ways) error {
	return change(ctx, d, by, key, e.StudyID, e.ID, e.Version, "exchange.changed", func(tx *db.Tx, before Event) error {
		e := e
		e.State, e.FormID = before.State, before.FormID
		if before.State == Over || before.State == Cancelled {
			return db.ErrConflict
		}
		if err := e.tidy(); err != nil {
			return err
		}
		if before.FormID != "" && !slices.Equal(e.Findings, before.Findings) {
			return db.Fault("findings", "Feedback asks about the findings as they were. They can change until its form is made")
		}
		if e.State != Draft {
			if err := e.ready(tx.Now(), before); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(`UPDATE events SET title = $3, description = $4, audience = $5, town = $6, venue = $7, getting_in = $8, step_free = $9, online = $10, capacity = $11,
			opens_on = $12, closes_on = $13, findings = $14 WHERE id = $1 AND study_id = $2`, append([]any{e.ID, e.StudyID}, append(e.values(), e.lines())...)...); err != nil {
			return err
		}
		if err := e.saveDays(tx); err != nil || e.State == Draft {
			return err
		}
		if !e.Starts().Equal(before.Starts()) { // who was reminded of another day is reminded again
			if _, err := tx.Exec(`UPDATE event_delegates SET reminded_at = NULL WHERE event_id = $1`, e.ID); err != nil {
				return err
			}
		}
		if err := e.planReminder(tx, w); err != nil {
			return err
		}
		return e.offer(tx, w)
	})
}

// change acts on an event of a study as it was shown, and makes it a new version.
func change(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, what string, act func(*db.Tx, Event) error) error {
	return within(ctx, d, by, key, studyID, id, what, func(tx *db.Tx, e Event) error {
		if err := act(tx, e); err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE events SET version = version + 1 WHERE id = $1 AND version = $2`, id, version)
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		return err
	})
}

// within acts on what belongs to an event of a study.
func within(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, what string, act func(*db.Tx, Event) error) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, what, func(tx *db.Tx, s studies.Seat) (string, error) {
		e, err := Get(tx, s, id)
		if err != nil {
			return "", err
		}
		return id, act(tx, e)
	})
	return err
}

func (e Event) values() []any {
	return []any{e.Title, e.Description, e.Audience, e.Town, e.Venue, e.GettingIn, e.StepFree, e.Online, e.Capacity, e.OpensOn, e.ClosesOn}
}

func (e Event) lines() string {
	body, err := json.Marshal(e.Findings)
	if err != nil || e.Findings == nil {
		return "[]"
	}
	return string(body)
}

// saveDays puts the days of an event in the place of those it had.
func (e Event) saveDays(tx *db.Tx) error {
	if _, err := tx.Exec(`DELETE FROM event_days WHERE event_id = $1`, e.ID); err != nil {
		return err
	}
	for _, d := range e.Days {
		if _, err := tx.Exec(`INSERT INTO event_days (event_id, day, starts_at, ends_at, words) VALUES ($1, $2, $3, $4, $5)`, e.ID, d.Date(), db.Ms(d.Starts), db.Ms(d.Ends), d.Words); err != nil {
			return err
		}
	}
	return nil
}

// mostPlaces, mostDays and mostFindings are limits of an event.
const (
	mostPlaces   = 2000
	mostDays     = 3
	mostFindings = 12
)

func (e *Event) tidy() error {
	var bad db.Invalid
	bad.Trim("title", &e.Title, 150, "Enter a title")
	bad.Trim("description", &e.Description, 5000, "")
	bad.Trim("audience", &e.Audience, 500, "")
	bad.Trim("town", &e.Town, 100, "")
	bad.Trim("venue", &e.Venue, 500, "")
	bad.Trim("getting_in", &e.GettingIn, 2000, "")
	bad.Trim("online", &e.Online, 500, "")
	if u, err := url.Parse(e.Online); e.Online != "" && (err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil) {
		bad.Add("online", "Enter an address that begins with https://")
	}
	if e.Capacity < 1 || e.Capacity > mostPlaces {
		bad.Add("capacity", "Enter how many can come, from 1 to 2,000")
	}
	if !e.ClosesOn.IsZero() && e.ClosesOn.Before(e.OpensOn) {
		bad.Add("closes", "Registration closes on the day on which it opens, or later")
	}
	if len(e.Findings) > mostFindings {
		bad.Add("findings", "Enter 12 findings or fewer, one on each line")
	}
	for i := range e.Findings {
		e.Findings[i] = strings.TrimSpace(e.Findings[i])
	}
	e.Findings = slices.DeleteFunc(e.Findings, func(line string) bool { return line == "" })
	if slices.ContainsFunc(e.Findings, func(line string) bool { return utf8.RuneCountInString(line) > 300 }) {
		bad.Add("findings", "Use 300 characters or fewer for each finding")
	}
	e.tidyDays(&bad)
	return bad.Err()
}

func (e *Event) tidyDays(bad *db.Invalid) {
	if len(e.Days) > mostDays {
		bad.Add("days", "Enter 3 days or fewer")
	}
	seen := make(map[dates.Date]bool)
	for i := range e.Days {
		d, field := &e.Days[i], "day-"+string(rune('1'+i))
		bad.Trim(field, &d.Words, 150, "")
		switch {
		case d.Starts.IsZero():
			bad.Add(field, "Enter the day")
		case !d.Ends.After(d.Starts) || dates.Of(d.Ends) != d.Date():
			bad.Add(field, "Enter an end that is later on the same day")
		case seen[d.Date()]:
			bad.Add(field, "This day stands there twice")
		}
		seen[d.Date()] = true
	}
	slices.SortFunc(e.Days, func(a, b Day) int { return a.Starts.Compare(b.Starts) })
}

// ready is *db.Invalid unless an event can be shown to everybody. before is what it was.
func (e Event) ready(now time.Time, before Event) error {
	var bad db.Invalid
	if strings.TrimSpace(e.Description) == "" {
		bad.Add("description", "Say what the event is, so that people can decide")
	}
	if e.Venue == "" && e.Online == "" {
		bad.Add("venue", "Enter where it is, or an address online")
	}
	if e.Venue != "" && e.GettingIn == "" {
		bad.Add("getting_in", "Say how people get in, also in a wheelchair")
	}
	switch {
	case len(e.Days) == 0:
		bad.Add("days", "Enter the day on which it is")
	case !e.Starts().Equal(before.Starts()) && !e.Starts().After(now):
		bad.Add("days", "Enter a day that is to come")
	}
	return bad.Err()
}
