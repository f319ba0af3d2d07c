package proactive

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
)

// Said is what somebody said to an offer, or that nobody answered.
type Said struct {
	ListID, LineID string
	Version        int
	Outcome        string // code of vocabulary.OfferOutcomes
	Words          string
	AskOn          dates.Date // for "not now"; zero: in UsualPause days
}

// UsualPause is after how many days somebody is asked again who said "not now".
const UsualPause = 28

// Note keeps what came of an offer and returns the referral that a yes became.
// After as many tries as the team makes, somebody who does not answer could not
// be reached. db.ErrConflict if a colleague was there first or the list is over.
func Note(ctx context.Context, d *db.DB, by access.Actor, key once.Key, s Said) (referralID string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		referralID, _, err = once.Do(tx, key, func() (string, error) { return note(tx, by, s) })
		return err
	})
	return referralID, err
}

func note(tx *db.Tx, by access.Actor, s Said) (string, error) {
	l, w, err := open(tx, by, s.ListID, s.LineID, s.Version)
	if err != nil {
		return "", err
	}
	if !w.Left() {
		return "", db.ErrConflict
	}
	outcome, err := s.tidy(l, dates.Of(tx.Now()))
	if err != nil {
		return "", err
	}
	team, err := teams.TheTeam(tx, l.TeamID)
	if err != nil {
		return "", err
	}
	referralID := ""
	switch outcome.Code {
	case vocabulary.OfferYes:
		referralID, err = refer(tx, by, l, w)
	case vocabulary.OfferNever:
		err = mark(tx, l.TeamID, w.Details)
	case vocabulary.OfferNoAnswer:
		if w.Tries++; w.Tries >= team.Usual().Attempts {
			s.Outcome = vocabulary.OfferNotReached
		}
	}
	if err != nil {
		return "", err
	}
	if _, err := tx.Exec(`UPDATE offer_lines SET state = $2, words = $3, ask_on = $4, tries = $5, referral_id = $6, decided_at = $7, decided_by = $8, version = version + 1 WHERE id = $1`,
		w.ID, s.Outcome, s.Words, s.AskOn, w.Tries, db.Null(referralID), tx.Now().UnixMilli(), by.Name); err != nil {
		return "", err
	}
	return referralID, audit.Change(tx, by.Audit(), "offer."+s.Outcome, w.PersonID, "offer-line", w.ID)
}

func (s *Said) tidy(l List, today dates.Date) (vocabulary.OfferOutcome, error) {
	var bad db.Invalid
	outcome, ok := vocabulary.OfferOutcomes.Find(s.Outcome)
	s.Words = strings.TrimSpace(s.Words)
	switch {
	case !ok:
		bad.Add("outcome", "Choose what came of it")
	case outcome.Worded && s.Words == "":
		bad.Add("words", "Say why, for the practice")
	case len([]rune(s.Words)) > 300:
		bad.Add("words", "Use 300 characters or fewer")
	}
	switch {
	case s.Outcome != vocabulary.OfferNotNow:
		s.AskOn = dates.Date{}
	case s.AskOn.IsZero():
		if s.AskOn = today.AddDays(UsualPause); s.AskOn.After(l.EndsOn) {
			s.AskOn = l.EndsOn
		}
	case !s.AskOn.After(today) || s.AskOn.After(l.EndsOn):
		bad.Add("ask_on", "Enter a day after today, and not after "+l.EndsOn.Long()+", when the list ends")
	}
	return outcome, bad.Err()
}

// open returns a line on which the actor may act, with its list.
func open(tx *db.Tx, by access.Actor, listID, lineID string, version int) (List, Line, error) {
	l, err := ofTeam(tx, by, listID)
	if err != nil {
		return l, Line{}, err
	}
	w, err := db.One(tx, scanLine, lineColumns+` WHERE w.id = $1 AND w.list_id = $2`, lineID, listID)
	if err != nil {
		return l, w, err
	}
	seen, err := shown(tx, by, []Line{w})
	if err != nil {
		return l, w, err
	}
	if w = seen[0]; w.Version != version || l.Over(dates.Of(tx.Now())) || w.FullName() == "" {
		return l, w, db.ErrConflict
	}
	return l, w, nil
}

// refer makes the referral that a yes is.
func refer(tx *db.Tx, by access.Actor, l List, w Line) (string, error) {
	reason := l.Name + ". " + l.Purpose
	if w.Note != "" {
		reason += "\n" + w.Note
	}
	s := Sent{Details: w.Details}
	s.reachable()
	return referrals.ReceiveIn(tx, by.Audit(), referrals.Referral{Channel: referrals.FromOffer, PracticeID: l.PracticeID, ReferrerName: "A list of the practice",
		Details: s.Details, Reason: reason, Risk: referrals.RiskNotAsked, Permission: "said yes when we offered on " + dates.Of(tx.Now()).Long()})
}

// TakeBack puts somebody back among those to ask, because the wrong thing was
// noted. A yes is a referral by now and is taken back there.
func TakeBack(ctx context.Context, d *db.DB, by access.Actor, key once.Key, listID, lineID string, version int) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		l, w, err := open(tx, by, listID, lineID, version)
		if err != nil {
			return err
		}
		if w.State == ToAsk || w.State == NotOffered || w.State == vocabulary.OfferYes {
			return db.ErrConflict
		}
		if w.State == vocabulary.OfferNever {
			if err := unmark(tx, l.TeamID, w.Details); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(`UPDATE offer_lines SET state = $2, words = '', ask_on = NULL, tries = 0, version = version + 1 WHERE id = $1`, w.ID, ToAsk); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "offer.taken-back", w.PersonID, "offer-line", w.ID)
	})
}

// Give says which worker of the team asks somebody; "" for whoever.
func Give(ctx context.Context, d *db.DB, by access.Actor, key once.Key, listID, lineID string, version int, workerID string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		l, w, err := open(tx, by, listID, lineID, version)
		if err != nil {
			return err
		}
		workers, err := casework.Workers(tx, l.TeamID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(workers, func(k casework.Worker) bool { return k.ID == workerID })
		if at < 0 && workerID != "" {
			var bad db.Invalid
			bad.Add("worker", "Choose a worker of your team")
			return bad.Err()
		}
		name := ""
		if at >= 0 {
			name = workers[at].Name
		}
		return give(tx, by, w, workerID, name)
	})
}

func give(tx *db.Tx, by access.Actor, w Line, workerID, name string) error {
	if _, err := tx.Exec(`UPDATE offer_lines SET worker_id = $2, worker_name = $3, version = version + 1 WHERE id = $1`, w.ID, workerID, name); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "offer.given", w.PersonID, "offer-line", w.ID)
}

// Share gives those whom nobody has yet to the workers of the team, so that each
// has as many left to do as the others. db.ErrConflict if the list is over.
func Share(ctx context.Context, d *db.DB, by access.Actor, key once.Key, listID string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		if _, err := ofTeam(tx, by, listID); err != nil {
			return err
		}
		o, err := Open(tx, by, listID)
		if err != nil {
			return err
		}
		workers, err := casework.Workers(tx, o.TeamID)
		if err != nil {
			return err
		}
		if o.Over(dates.Of(tx.Now())) || len(workers) == 0 {
			return db.ErrConflict
		}
		return share(tx, by, o.Lines, workers)
	})
}

func share(tx *db.Tx, by access.Actor, lines []Line, workers []casework.Worker) error {
	has := make(map[string]int)
	for _, w := range lines {
		if w.Left() {
			has[w.WorkerID]++
		}
	}
	for _, w := range lines {
		if !w.Left() || w.WorkerID != "" {
			continue
		}
		least := slices.MinFunc(workers, func(a, b casework.Worker) int { return has[a.ID] - has[b.ID] })
		has[least.ID]++
		if err := give(tx, by, w, least.ID, least.Name); err != nil {
			return err
		}
	}
	return nil
}
