package findings

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/events"
	"linkwork/internal/studies"
)

// Shown is one of the findings that an event shows, and which finding of the study it is.
type Shown struct {
	Event     events.Event
	Number    int               // among the findings of the event, from 1
	As        string            // how it is worded there
	FindingID string            // "" while nobody said which it is
	Reactions []events.Reaction // to the findings that AllShown was asked for
}

// Answered are the reactions that gave an answer. How many gave it is how many these are.
func (x Shown) Answered(a events.Answer) (some []events.Reaction) {
	for _, r := range x.Reactions {
		if r.Answer == a {
			some = append(some, r)
		}
	}
	return some
}

// Tells reports whether what an event shows is a finding by its words: its name, or its
// name with more about it after a colon.
func (x Shown) Tells(f Finding) bool {
	before, _, _ := strings.Cut(x.As, ":")
	return strings.EqualFold(strings.TrimSpace(before), f.Name) || strings.EqualFold(strings.TrimSpace(x.As), f.Name)
}

// AllShown lists the findings that the events of a study show, the first event first. A
// choice holds while the event words it as then. With those that are one of some findings of
// the study come the reactions of those who were there.
func AllShown(r db.Reader, s studies.Seat, to ...string) (all []Shown, err error) {
	chosen, err := db.List(r, func(row db.Scanner) (x Shown, err error) {
		err = row.Scan(&x.Event.ID, &x.Number, &x.As, &x.FindingID)
		return
	}, `SELECT w.event_id, w.number, w.shown_as, w.finding_id FROM finding_shown w JOIN findings f ON f.id = w.finding_id WHERE f.study_id = $1`, s.Study.ID)
	if err != nil {
		return nil, err
	}
	every, err := events.List(r, events.OfStudy(s))
	if err != nil {
		return nil, err
	}
	for i := len(every) - 1; i >= 0; i-- {
		if every[i].State == events.Cancelled {
			continue
		}
		some, err := shownAt(r, s, every[i], chosen, to)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// shownAt lists what one event shows. Answers are read only where some are asked for.
func shownAt(r db.Reader, s studies.Seat, e events.Event, chosen []Shown, to []string) (all []Shown, err error) {
	var reactions []events.Reaction
	for i, as := range e.Findings {
		x := Shown{Event: e, Number: i + 1, As: as}
		for _, c := range chosen {
			if c.Event.ID == e.ID && c.Number == x.Number && c.As == as {
				x.FindingID = c.FindingID
			}
		}
		if slices.Contains(to, x.FindingID) {
			if reactions == nil {
				if reactions, err = events.Reactions(r, s, e); err != nil {
					return nil, err
				}
			}
			for _, a := range reactions {
				if a.Finding == as {
					x.Reactions = append(x.Reactions, a)
				}
			}
		}
		all = append(all, x)
	}
	return all, nil
}

// Recognise says that a finding of an event is one of the study's. *db.Invalid with the
// field "shown" for one that is another already; db.ErrNotFound for what is not the study's.
func Recognise(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, findingID, eventID string, number int) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, "finding.recognised", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := Get(tx, s, findingID); err != nil {
			return "", err
		}
		x, err := theShown(tx, s, eventID, number)
		if err != nil {
			return "", err
		}
		if x.FindingID != "" && x.FindingID != findingID {
			return "", db.Fault("shown", "Somebody has said that this is another finding. Take that back there first")
		}
		_, err = tx.Exec(`INSERT INTO finding_shown (event_id, number, shown_as, finding_id, chosen_at, chosen_by) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (event_id, number) DO UPDATE SET shown_as = excluded.shown_as, finding_id = excluded.finding_id, chosen_at = excluded.chosen_at, chosen_by = excluded.chosen_by`,
			eventID, number, x.As, findingID, db.Ms(tx.Now()), by.Name)
		return findingID, err
	})
	return err
}

func theShown(r db.Reader, s studies.Seat, eventID string, number int) (Shown, error) {
	all, err := AllShown(r, s)
	for _, x := range all {
		if x.Event.ID == eventID && x.Number == number {
			return x, err
		}
	}
	if err == nil {
		err = db.ErrNotFound
	}
	return Shown{}, err
}

// Unrecognise takes back that a finding of an event is one of the study's. db.ErrNotFound
// where nobody said so.
func Unrecognise(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, findingID, eventID string, number int) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, "finding.unrecognised", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := Get(tx, s, findingID); err != nil {
			return "", err
		}
		n, err := tx.Exec(`DELETE FROM finding_shown WHERE event_id = $1 AND number = $2 AND finding_id = $3`, eventID, number, findingID)
		if err == nil && n == 0 {
			err = db.ErrNotFound
		}
		return findingID, err
	})
	return err
}
