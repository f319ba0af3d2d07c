package approvals

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// EventKind is what went otherwise than approved, or was hard.
type EventKind string

// The kinds of events.
const (
	Deviation     EventKind = "deviation"
	SeriousBreach EventKind = "serious-breach"
	UrgentMeasure EventKind = "urgent-measure"
	Difficulty    EventKind = "difficulty"
)

// EventKinds lists all kinds.
var EventKinds = []EventKind{Difficulty, Deviation, SeriousBreach, UrgentMeasure}

// Words says a kind to a reader.
func (k EventKind) Words() string {
	return map[EventKind]string{Deviation: "Deviation from the protocol", SeriousBreach: "Serious breach", UrgentMeasure: "Urgent safety measure", Difficulty: "Difficulty"}[k]
}

// reportWithin is by how many days after it was found a kind has to be reported:
// a serious breach within 7, an urgent safety measure within 3 (UK Policy Framework
// for Health and Social Care Research and the Health Research Authority's guidance).
var reportWithin = map[EventKind]int{SeriousBreach: 7, UrgentMeasure: 3}

// Event is something that went otherwise, or was hard.
type Event struct {
	ID, StudyID, SiteID string // SiteID is "" for the whole study
	Kind                EventKind
	Day, FoundOn        dates.Date
	Words, Done         string
	ReportedOn          dates.Date
	ReportedTo          string
	ClosedOn            dates.Date
	ByName              string
	Version             int
}

// ReportBy is the day by which it has to be reported; zero if it need not be.
func (e Event) ReportBy() dates.Date {
	if n := reportWithin[e.Kind]; n > 0 {
		return e.FoundOn.AddDays(n)
	}
	return dates.Date{}
}

// Late reports whether it should have been reported by now.
func (e Event) Late(today dates.Date) bool {
	by := e.ReportBy()
	return !by.IsZero() && e.ReportedOn.IsZero() && by.Before(today)
}

// Events lists what went otherwise: what is open first, the latest first.
func Events(r db.Reader, s studies.Seat) ([]Event, error) {
	return db.List(r, func(row db.Scanner) (e Event, err error) {
		err = row.Scan(&e.ID, &e.StudyID, db.Text(&e.SiteID), &e.Kind, &e.Day, &e.FoundOn, &e.Words, &e.Done, &e.ReportedOn, &e.ReportedTo, &e.ClosedOn, &e.ByName, &e.Version)
		return
	}, `SELECT id, study_id, site_id, kind, day, found_on, words, done, reported_on, reported_to, closed_on, by_name, version FROM study_events
		WHERE study_id = $1 ORDER BY CASE WHEN closed_on IS NULL THEN 0 ELSE 1 END, day DESC, id DESC`, s.Study.ID)
}

func (e *Event) tidy(today dates.Date) error {
	var bad db.Invalid
	if e.Kind.Words() == "" {
		bad.Add("kind", "Choose what it is")
	}
	if e.FoundOn.IsZero() {
		e.FoundOn = today
	}
	switch {
	case e.Day.IsZero():
		bad.Add("day", "Enter the day on which it happened")
	case e.Day.After(today):
		bad.Add("day", "The day must be today or earlier")
	}
	if e.FoundOn.After(today) || e.FoundOn.Before(e.Day) {
		bad.Add("found", "It was found on the day on which it happened or later, and not after today")
	}
	bad.Trim("words", &e.Words, 2000, "Say what happened. Name nobody")
	bad.Trim("done", &e.Done, 2000, "")
	bad.Trim("reported_to", &e.ReportedTo, 200, "")
	switch {
	case e.ReportedOn.After(today):
		bad.Add("reported", "The day must be today or earlier")
	case !e.ReportedOn.IsZero() && e.ReportedOn.Before(e.FoundOn):
		bad.Add("reported", "It was found on "+e.FoundOn.Long()+". It was reported on that day or later")
	case !e.ReportedOn.IsZero() && e.ReportedTo == "":
		bad.Add("reported_to", "Say to whom it was reported")
	}
	switch {
	case e.ClosedOn.IsZero():
	case e.ClosedOn.After(today):
		bad.Add("closed", "The day must be today or earlier")
	case e.ClosedOn.Before(e.FoundOn):
		bad.Add("closed", "It was found on "+e.FoundOn.Long()+". It was closed on that day or later")
	case e.Done == "":
		bad.Add("done", "Say what was done about it before you close it")
	case reportWithin[e.Kind] > 0 && e.ReportedOn.IsZero():
		bad.Add("reported", "It has to be reported before it is closed")
	}
	return bad.Err()
}

// NoteEvent notes something that went otherwise; SiteID may be "" for those whose
// part is in the whole study.
func NoteEvent(ctx context.Context, d *db.DB, by access.Actor, key once.Key, e Event) (id string, err error) {
	return studies.Act(ctx, d, by, key, e.StudyID, studies.Report, "event.noted", func(tx *db.Tx, s studies.Seat) (string, error) {
		return e.Add(tx, s)
	})
}

// Add is NoteEvent within a write of a room above.
func (e Event) Add(tx *db.Tx, s studies.Seat) (id string, err error) {
	if err := s.AtSite(studies.Report, e.SiteID); err != nil {
		return "", err
	}
	if err := e.tidy(dates.Of(tx.Now())); err != nil {
		return "", err
	}
	id = tx.NewID()
	_, err = tx.Exec(`INSERT INTO study_events (id, study_id, site_id, kind, day, found_on, words, done, reported_on, reported_to, closed_on, by_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		id, s.Study.ID, db.Null(e.SiteID), e.Kind, e.Day, e.FoundOn, e.Words, e.Done, e.ReportedOn, e.ReportedTo, e.ClosedOn, s.By.Name)
	return id, err
}

// ChangeEvent saves what became of it.
func ChangeEvent(ctx context.Context, d *db.DB, by access.Actor, key once.Key, e Event) error {
	_, err := studies.Act(ctx, d, by, key, e.StudyID, studies.Conduct, "event.changed", func(tx *db.Tx, s studies.Seat) (string, error) {
		e := e
		if err := s.AtSite(studies.Conduct, e.SiteID); err != nil {
			return "", err
		}
		if err := e.tidy(dates.Of(tx.Now())); err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE study_events SET kind = $5, day = $6, found_on = $7, words = $8, done = $9, reported_on = $10, reported_to = $11, closed_on = $12, version = version + 1
			WHERE id = $1 AND study_id = $2 AND coalesce(site_id, '') = $3 AND version = $4`, e.ID, e.StudyID, e.SiteID, e.Version, e.Kind, e.Day, e.FoundOn, e.Words, e.Done, e.ReportedOn, e.ReportedTo, e.ClosedOn)
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		return e.ID, err
	})
	return err
}
