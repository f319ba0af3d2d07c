package events

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
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
	return d.Date().WithDay() + ", " + d.clock()
}

func (d Day) clock() string { return dates.Clock(d.Starts) + " to " + dates.Clock(d.Ends) }

// Event is an event as its team sees it.
type Event struct {
	ID          string
	StudyID     string // who holds it, or
	EntryID     string // the entry of the directory whose people do
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
	Days        []Day     // in order; at least one once it is open
	Dropped     []Day     // taken out since it was open, for those who have them in a calendar
	KeepMonths  int       // names and addresses are kept after the last day; 0 for as long as they may
	ForgottenAt time.Time // they were taken away; zero until then
	Version     int
}

const columns = `SELECT e.id, e.study_id, e.entry_id, e.title, e.description, e.audience, e.town, e.venue, e.getting_in, e.step_free, e.online, e.capacity, e.opens_on, e.closes_on,
	e.state, e.why, e.findings, e.form_id, e.edition, e.purpose, e.keep_months, e.forgotten_at, e.version FROM events e`

func scan(s db.Scanner) (e Event, err error) {
	var findings string
	if err = s.Scan(&e.ID, db.Text(&e.StudyID), db.Text(&e.EntryID), &e.Title, &e.Description, &e.Audience, &e.Town, &e.Venue, &e.GettingIn, &e.StepFree, &e.Online, &e.Capacity, &e.OpensOn, &e.ClosesOn,
		&e.State, &e.Why, &findings, db.Text(&e.FormID), &e.Edition, &e.Purpose, &e.KeepMonths, db.At(&e.ForgottenAt), &e.Version); err != nil {
		return e, err
	}
	return e, json.Unmarshal([]byte(findings), &e.Findings)
}

// list reads events with their days, the latest first and those without a day before them.
func list(r db.Reader, condition string, args ...any) ([]Event, error) {
	all, err := db.List(r, scan, columns+` WHERE `+condition, args...)
	if err == nil {
		err = withDays(r, all)
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

// withDays reads the days of some events, and those that were taken out.
func withDays(r db.Reader, all []Event) error {
	if len(all) == 0 {
		return nil
	}
	at := make(map[string]int, len(all))
	var ids []any
	for i, e := range all {
		at[e.ID], ids = i, append(ids, e.ID)
	}
	among := ` WHERE event_id IN ` + db.Marks(1, len(ids)) + ` ORDER BY event_id, day`
	read := func(q string, add func(e *Event, d Day)) error {
		_, err := db.List(r, func(s db.Scanner) (d Day, err error) {
			var id string
			if err = s.Scan(&id, db.At(&d.Starts), db.At(&d.Ends), &d.Words); err == nil {
				add(&all[at[id]], d)
			}
			return d, err
		}, q+among, ids...)
		return err
	}
	if err := read(`SELECT event_id, starts_at, ends_at, words FROM event_days`, func(e *Event, d Day) { e.Days = append(e.Days, d) }); err != nil {
		return err
	}
	return read(`SELECT event_id, starts_at, ends_at, '' FROM event_dropped_days`, func(e *Event, d Day) { e.Dropped = append(e.Dropped, d) })
}

// List is the events of a host, the latest first.
func List(r db.Reader, h Host) ([]Event, error) {
	condition, args := h.holds()
	return list(r, condition+` ORDER BY e.id`, args...)
}

// Get is one event of a host; else db.ErrNotFound.
func Get(r db.Reader, h Host, id string) (Event, error) {
	condition, args := h.holds()
	return one(r, condition+` AND e.id = $`+strconv.Itoa(len(args)+1), append(args, id)...)
}

// TookPlace is the events of a study that are over, the first first.
func TookPlace(r db.Reader, s studies.Seat) ([]Event, error) {
	all, err := list(r, `e.study_id = $1 AND e.state = $2 ORDER BY e.id`, s.Study.ID, Over)
	slices.Reverse(all)
	return all, err
}

// ToCome is the events of a study that everybody can read of and that have not begun, the
// first first.
func ToCome(r db.Reader, s studies.Seat) ([]Event, error) {
	all, err := list(r, `e.study_id = $1 AND e.state IN ($2, $3) ORDER BY e.id`, s.Study.ID, Open, Closed)
	all = slices.DeleteFunc(all, func(e Event) bool { return !e.Ahead(r.Now()) })
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

// MayBeOver reports whether it can be said that it took place: its last day has begun, and
// nobody said so or cancelled it.
func (e Event) MayBeOver(now time.Time) bool {
	return (e.State == Open || e.State == Closed) && len(e.Days) > 0 && !now.Before(e.Days[len(e.Days)-1].Starts)
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

// Place is where it is, with its town; "" for an event that is only online.
func (e Event) Place() string {
	if e.Venue == "" || e.Town == "" || strings.Contains(strings.ToLower(e.Venue), strings.ToLower(e.Town)) {
		return e.Venue
	}
	return e.Venue + ", " + e.Town
}

// beginnings are the days on which somebody can begin to come: the first of an exchange,
// each day of a session that is held again and again.
func (e Event) beginnings() []Day {
	if e.Exchange() {
		return e.Days[:min(1, len(e.Days))]
	}
	return e.Days
}

// lastBeginning is when nobody new can come any more.
func (e Event) lastBeginning() time.Time {
	days := e.beginnings()
	if len(days) == 0 {
		return time.Time{}
	}
	return days[len(days)-1].Starts
}

// Ahead reports whether it is to take place and somebody new can still come.
func (e Event) Ahead(now time.Time) bool {
	return (e.State == Open || e.State == Closed) && now.Before(e.lastBeginning())
}

// LetsIn reports whether people can register now.
func (e Event) LetsIn(now time.Time) bool {
	today := dates.Of(now)
	return e.State == Open && e.Ahead(now) && !today.Before(e.OpensOn) && (e.ClosesOn.IsZero() || !today.After(e.ClosesOn))
}

// linkEnds is until when the links of its delegates work: they give feedback and exchange
// contacts afterwards.
func (e Event) linkEnds() time.Time { return e.Ends().AddDate(0, min(2, e.KeepMonths), 0) }
