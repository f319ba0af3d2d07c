package measures

import (
	"context"
	"fmt"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Mode is how the questions were answered.
type Mode string

// The modes.
const (
	StaffAsked  Mode = "staff-asked"
	PersonAlone Mode = "person-alone"
)

// Words says the mode.
func (m Mode) Words() string {
	if m == PersonAlone {
		return "answered by themselves"
	}
	return "asked by staff"
}

// Response is a finished set of answers.
type Response struct {
	ID, PersonID string
	Day          dates.Date
	Mode         Mode
	ByName       string
	Answers      Answers
	RecordedAt   time.Time
}

// Record stores answers that staff asked for; *db.Invalid if a question has no
// answer ("rather not say" is one) or a number outside 0 to 10.
func Record(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, day dates.Date, answers Answers) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			if err := access.SeePerson(tx, by, personID); err != nil {
				return "", err
			}
			if err := check(answers, day, dates.Of(tx.Now())); err != nil {
				return "", err
			}
			id, err := insert(tx, Response{PersonID: personID, Day: day, Mode: StaffAsked, ByName: by.Name, Answers: answers}, "")
			if err != nil {
				return "", err
			}
			return id, audit.Change(tx, by.Audit(), "measures.recorded", personID, "response", id)
		})
		return err
	})
}

func check(answers Answers, day, today dates.Date) error {
	var bad db.Invalid
	for _, q := range ONS4 {
		n, ok := answers[q.Key]
		if !ok {
			bad.Add(q.Key, "Choose a number from 0 to 10, or \"I would rather not say\"")
		} else if n != RatherNot && (n < 0 || n > 10) {
			bad.Add(q.Key, "Choose a number from 0 to 10")
		}
	}
	if day.IsZero() || day.After(today) {
		bad.Add("day", "Enter the day of the answers: today or earlier")
	}
	return bad.Err()
}

func insert(tx *db.Tx, r Response, requestID string) (string, error) {
	id := tx.NewID()
	number := func(key string) any {
		if n := r.Answers[key]; n != RatherNot {
			return n
		}
		return nil
	}
	_, err := tx.Exec(`INSERT INTO responses (id, person_id, instrument, request_id, day, mode, by_name, satisfied, worthwhile, happy, anxious, recorded_at)
		VALUES ($1, $2, 'ons4', $3, $4, $5, $6, $7, $8, $9, $10, $11)`, id, r.PersonID, db.Null(requestID), r.Day, r.Mode, r.ByName,
		number("satisfied"), number("worthwhile"), number("happy"), number("anxious"), tx.Now().UnixMilli())
	return id, err
}

// Of lists a person's answers, first to last. The caller has checked that its
// reader may see the person.
func Of(r db.Reader, personID string) ([]Response, error) {
	return db.List(r, func(s db.Scanner) (p Response, err error) {
		var numbers [4]*int
		err = s.Scan(&p.ID, &p.PersonID, &p.Day, &p.Mode, &p.ByName, &numbers[0], &numbers[1], &numbers[2], &numbers[3], db.At(&p.RecordedAt))
		p.Answers = make(Answers, len(ONS4))
		for i, q := range ONS4 {
			p.Answers[q.Key] = RatherNot
			if numbers[i] != nil {
				p.Answers[q.Key] = *numbers[i]
			}
		}
		return
	}, `SELECT id, person_id, day, mode, by_name, satisfied, worthwhile, happy, anxious, recorded_at FROM responses
		WHERE person_id = $1 ORDER BY day, id`, personID)
}

// Change is how one answer moved from the first time to the latest.
type Change struct {
	Question
	First, Latest int
	FirstDay, Day dates.Date
}

// Words says the change: "Satisfied 3 to 5".
func (c Change) Words() string {
	return fmt.Sprintf("%s %d to %d", c.Short, c.First, c.Latest)
}

// Better reports whether the latest answer is better than the first, and Worse
// whether it is worse; both are false when it stayed.
func (c Change) Better() bool { return c.Latest != c.First && (c.Latest > c.First) != c.LowerGood }

// Worse reports whether the latest answer is worse than the first.
func (c Change) Worse() bool { return c.Latest != c.First && !c.Better() }

// Changes compares the first and the latest answer to each question that was
// answered at least twice. Answers of "rather not say" are passed over.
func Changes(all []Response) []Change {
	var changes []Change
	for _, q := range ONS4 {
		var answered []Response
		for _, r := range all {
			if r.Answers[q.Key] != RatherNot {
				answered = append(answered, r)
			}
		}
		if len(answered) < 2 {
			continue
		}
		first, latest := answered[0], answered[len(answered)-1]
		changes = append(changes, Change{q, first.Answers[q.Key], latest.Answers[q.Key], first.Day, latest.Day})
	}
	return changes
}
