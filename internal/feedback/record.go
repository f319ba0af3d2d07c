package feedback

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/vocabulary"
)

func (f *Feedback) tidy(today dates.Date) error {
	var bad db.Invalid
	for _, text := range []*string{&f.Who, &f.Reach, &f.Words} {
		*text = strings.TrimSpace(*text)
	}
	kind, ok := vocabulary.FeedbackKinds.Find(f.Kind)
	if !ok {
		bad.Add("kind", "Choose what it is")
	}
	if !vocabulary.FeedbackSources.Has(f.Source) {
		bad.Add("source", "Choose from whom it comes")
	}
	if f.CameOn.IsZero() || f.CameOn.After(today) || f.CameOn.Before(today.AddMonths(-12)) {
		bad.Add("came_on", "Enter the day on which it came: today, or in the last 12 months")
	}
	if f.Words == "" {
		bad.Add("words", "Write what they said, or what happened")
	}
	if !kind.Harm {
		f.Harm = ""
	} else if !vocabulary.Harms.Has(f.Harm) {
		bad.Add("harm", "Choose how much harm there was, as far as you know")
	}
	for _, text := range []struct {
		field, value string
		most         int
	}{{"who", f.Who, 100}, {"reach", f.Reach, 200}, {"words", f.Words, 5000}} {
		if len([]rune(text.value)) > text.most {
			bad.Add(text.field, "This is too long. Use fewer words")
		}
	}
	return bad.Err()
}

// Record keeps feedback for the actor's team and returns its id. A person whom
// the actor may not see is db.ErrNotFound. The team's managers see to it until
// somebody is named.
func Record(ctx context.Context, d *db.DB, by access.Actor, key once.Key, f Feedback) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return record(tx, by, f) })
		return err
	})
	return id, err
}

func record(tx *db.Tx, by access.Actor, f Feedback) (string, error) {
	if by.TeamID() == "" {
		return "", db.ErrNotFound
	}
	if f.PersonID != "" {
		if err := access.SeePerson(tx, by, f.PersonID); err != nil {
			return "", err
		}
	}
	if err := f.tidy(dates.Of(tx.Now())); err != nil {
		return "", err
	}
	id := tx.NewID()
	if _, err := tx.Exec(`INSERT INTO feedback (id, team_id, kind, came_on, source, who, reach, person_id, words, harm, state, owner_id, owner_name, learned, recorded_by, recorded_name, recorded_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'new', '', '', '', $11, $12, $13)`,
		id, by.TeamID(), f.Kind, f.CameOn, f.Source, f.Who, f.Reach, f.PersonID, f.Words, f.Harm, by.AccountID, by.Name, tx.Now().UnixMilli()); err != nil {
		return "", err
	}
	return id, audit.Change(tx, by.Audit(), "feedback.recorded", "", "feedback", id)
}

// Move is what somebody does about feedback.
type Move struct {
	ID      string
	Version int
	To      State
	Words   string // what was done or said
	Learned string // what changes, to close; without names
}

// Settle notes a step and moves feedback to its next state. db.ErrConflict if
// somebody saved first or that state does not follow.
func Settle(ctx context.Context, d *db.DB, by access.Actor, key once.Key, m Move) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		f, _, err := The(tx, by, m.ID)
		if err != nil {
			return err
		}
		if f.Version != m.Version || !f.State.May(m.To) {
			return db.ErrConflict
		}
		words, learned := strings.TrimSpace(m.Words), strings.TrimSpace(m.Learned)
		var bad db.Invalid
		if words == "" {
			bad.Add("step", "Write what was done or said, in a few words")
		}
		if m.To == Closed && learned == "" {
			bad.Add("learned", "Write what was learned, or that nothing needs to change")
		}
		if len([]rune(words)) > 5000 || len([]rune(learned)) > 2000 {
			bad.Add("step", "Use 5,000 characters or fewer, and 2,000 for what was learned")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		now := tx.Now().UnixMilli()
		if m.To != Closed {
			learned = f.Learned
		}
		if _, err := tx.Exec(`UPDATE feedback SET state = $2, acknowledged_at = coalesce(acknowledged_at, $3), answered_at = CASE WHEN $5 THEN $3 ELSE answered_at END,
			learned = $4, version = version + 1 WHERE id = $1`, f.ID, m.To, now, learned, m.To == Answered); err != nil {
			return err
		}
		if err := step(tx, by, f.ID, m.To, words); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "feedback."+string(m.To), "", "feedback", f.ID)
	})
}

func step(tx *db.Tx, by access.Actor, id string, state State, words string) error {
	_, err := tx.Exec(`INSERT INTO feedback_steps (id, feedback_id, state, words, by_name, at) VALUES ($1, $2, $3, $4, $5, $6)`, tx.NewID(), id, state, words, by.Name, tx.Now().UnixMilli())
	return err
}

// Give says who sees to feedback: one of its team, named by a manager of it.
func Give(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, owner string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		f, _, err := The(tx, by, id)
		if err != nil {
			return err
		}
		if !by.Manages(f.TeamID) {
			return db.ErrNotFound
		}
		if f.Version != version || f.State == Closed {
			return db.ErrConflict
		}
		team, err := Owners(tx, f.TeamID)
		if err != nil {
			return err
		}
		var bad db.Invalid
		if !slices.Contains(team, owner) {
			bad.Add("owner", "Choose one of the team")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		names, err := identity.Names(tx, []string{owner})
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE feedback SET owner_id = $2, owner_name = $3, version = version + 1 WHERE id = $1`, f.ID, owner, names[owner]); err != nil {
			return err
		}
		if err := step(tx, by, f.ID, f.State, "Given to "+names[owner]); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "feedback.given", "", "feedback", f.ID)
	})
}

// Owners lists the accounts of a team that feedback can be given to.
func Owners(r db.Reader, teamID string) ([]string, error) {
	managers, err := access.InRole(r, access.Manager, teamID)
	if err != nil {
		return nil, err
	}
	workers, err := access.InRole(r, access.LinkWorker, teamID)
	return append(managers, workers...), err
}
