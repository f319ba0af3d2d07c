package safeguarding

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/vocabulary"
)

// Step is what somebody in charge does with a concern.
type Step struct {
	ConcernID string
	Version   int
	What      What // WasSeen, Acted, Referred, Told, FirstChanged, WasClosed or Reopened
	Words     string
	Day       dates.Date // of what was done or referred
	Reference string     // the local authority's
	Outcome   string     // code of vocabulary.ConcernOutcomes, to close
	KeepFlag  string     // yes or no: whether what to do first still holds, to close
}

// leads says in which state a step leaves a concern that stands in another.
func (s Step) leads(from State) State {
	switch s.What {
	case WasSeen:
		if from == InHand {
			return InHand // somebody else takes it over
		}
		return Acknowledged
	case Acted, Referred, Told, FirstChanged:
		if from == Closed {
			return "" // open it again first
		}
		return InHand
	case Reopened:
		if from == Closed {
			return InHand
		}
	case WasClosed:
		return Closed
	}
	return ""
}

// Take takes a concern one step on. Whoever acknowledges it owns it from then
// on. db.ErrNotFound for somebody not in charge, db.ErrConflict if it stands
// elsewhere by now.
func Take(ctx context.Context, d *db.DB, by access.Actor, key once.Key, s Step) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) { return s.ConcernID, take(tx, by, s) })
		return err
	})
}

func take(tx *db.Tx, by access.Actor, s Step) error {
	k, err := TheConcern(tx, by, s.ConcernID)
	if err != nil {
		return err
	}
	to := s.leads(k.State)
	if k.Version != s.Version || !k.State.May(to) {
		return db.ErrConflict
	}
	if err := s.check(dates.Of(tx.Now())); err != nil {
		return err
	}
	k.apply(s, to, by)
	if s.What == WasSeen || k.AcknowledgedAt.IsZero() {
		k.AcknowledgedAt = tx.Now()
	}
	if _, err := tx.Exec(`UPDATE concerns SET state = $2, owner_id = $3, owner_name = $4, first_do = $5, flagged = $6, outcome = $7, acknowledged_at = $8, pass_at = NULL, version = version + 1
		WHERE id = $1`, k.ID, k.State, k.OwnerID, k.OwnerName, k.FirstDo, k.Flagged, k.Outcome, db.Ms(k.AcknowledgedAt)); err != nil {
		return err
	}
	if err := note(tx, by.AccountID, by.Name, k.ID, s.entry()); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "safety."+string(s.What), k.PersonID, "concern", k.ID)
}

// apply is what a step changes.
func (k *Concern) apply(s Step, to State, by access.Actor) {
	k.State = to
	switch s.What {
	case WasSeen, Reopened:
		k.OwnerID, k.OwnerName, k.Outcome = by.AccountID, by.Name, ""
		k.Flagged = k.Flagged || s.What == Reopened
	case FirstChanged:
		k.FirstDo, k.Flagged = s.Words, true
	case WasClosed:
		k.Outcome, k.Flagged = s.Outcome, s.KeepFlag == "yes"
	}
}

func (s *Step) check(today dates.Date) error {
	s.Words, s.Reference = strings.TrimSpace(s.Words), strings.TrimSpace(s.Reference)
	var bad db.Invalid
	switch s.What {
	case WasSeen:
		return nil
	case Acted, Referred:
		if s.Day.IsZero() || s.Day.After(today) {
			bad.Add("day", "Enter the day, today or before")
		}
	case FirstChanged:
		s.Words = strings.Join(strings.Fields(s.Words), " ")
		if long(s.Words, 200) {
			bad.Add("words", "Use one sentence, up to 200 characters")
		}
	case WasClosed:
		if !vocabulary.ConcernOutcomes.Has(s.Outcome) {
			bad.Add("outcome", "Choose how it ended")
		}
		if s.KeepFlag != "yes" && s.KeepFlag != "no" {
			bad.Add("keep_flag", "Choose whether colleagues still need to know what to do first")
		}
	}
	if s.Words == "" {
		bad.Add("words", "Write a few words")
	}
	if long(s.Words, 2000) || long(s.Reference, 60) {
		bad.Add("words", "Use up to 2,000 characters, and 60 for a reference")
	}
	return bad.Err()
}

func (s Step) entry() Entry {
	e := Entry{What: s.What, Words: s.Words}
	switch s.What {
	case Acted:
		e.Day = s.Day
	case Referred:
		e.Day, e.Reference = s.Day, s.Reference
	case WasClosed:
		e.Words = vocabulary.ConcernOutcomes.Label(s.Outcome) + ". " + s.Words
	}
	return e
}
