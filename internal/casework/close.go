package casework

import (
	"context"
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/measures"
	"linkwork/internal/referrals"
	"linkwork/internal/vocabulary"
)

// Closing is the end of an episode as the worker records it.
type Closing struct {
	PersonID    string
	Version     int
	Reason      string            // code of vocabulary.ClosureReasons
	Words       string            // which service, or why; shown to the practice
	Goals       map[string]string // goal id -> outcome, for every goal
	RiskLooked  bool              // "I have looked at risk and safety"
	EndHoldings bool              // the person knows that the check-ins end
}

// Close ends a person's open case: every aim gets its outcome, holding is
// ended knowingly, risk has been looked at, and the referrer's view moves on.
// A person who says no before anybody could support them is a decline, which
// gives its national code once; somebody never reached gives none.
func Close(ctx context.Context, d *db.DB, by access.Actor, key once.Key, cl Closing) error {
	return act(ctx, d, by, key, cl.PersonID, func(tx *db.Tx, c Case) error {
		if cl.Version != c.Version {
			return db.ErrConflict
		}
		goals, err := GoalsOf(tx, c.ID)
		if err != nil {
			return err
		}
		holdings, err := OpenHoldings(tx, c.ID)
		if err != nil {
			return err
		}
		if err := cl.check(goals, holdings); err != nil {
			return err
		}
		return cl.apply(tx, by, c, goals, holdings)
	})
}

func (cl *Closing) check(goals []Goal, holdings []Holding) error {
	var bad db.Invalid
	cl.Words = strings.TrimSpace(cl.Words)
	reason, ok := vocabulary.ClosureReasons.Find(cl.Reason)
	if !ok {
		bad.Add("reason", "Choose why support ends")
	}
	if reason.Detail && cl.Words == "" {
		bad.Add("words", "Say which service, or why, in a few words")
	}
	for _, g := range goals {
		if !slices.ContainsFunc(GoalOutcomes, func(o struct{ Code, Words string }) bool { return o.Code == cl.Goals[g.ID] }) {
			bad.Add("goal_"+g.ID, "Choose how this aim went: "+g.Words)
		}
	}
	if !cl.RiskLooked {
		bad.Add("risk", "Look at risk and safety before you close, then tick the box")
	}
	if len(holdings) > 0 && !cl.EndHoldings {
		bad.Add("holding", "You are still keeping in touch. Decide whether to stop before you close")
	}
	return bad.Err()
}

func (cl Closing) apply(tx *db.Tx, by access.Actor, c Case, goals []Goal, holdings []Holding) error {
	for _, g := range goals {
		if _, err := tx.Exec(`UPDATE goals SET outcome = $2, version = version + 1 WHERE id = $1`, g.ID, cl.Goals[g.ID]); err != nil {
			return err
		}
	}
	for _, h := range holdings {
		if err := endHolding(tx, by, c.PersonID, h.ID, "Support ended"); err != nil {
			return err
		}
	}
	if err := move(tx, c, Closed, `, closed_at = $3, close_reason = $4, close_words = $5`, tx.Now().UnixMilli(), cl.Reason, cl.Words); err != nil {
		return err
	}
	if err := diary.FinishAll(tx, c.PersonID); err != nil {
		return err
	}
	if err := measures.EndRequests(tx, c.PersonID); err != nil {
		return err
	}
	if err := diary.CancelAll(tx, c.PersonID); err != nil {
		return err
	}
	if err := cl.tellReferrer(tx, by, c); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "case.closed", c.PersonID, "case", c.ID)
}

// tellReferrer moves the referral on and makes the practice's entry.
func (cl Closing) tellReferrer(tx *db.Tx, by access.Actor, c Case) error {
	to, code := referrals.Finished, vocabulary.NationalCode{}
	words := "Social prescribing: support ended. " + vocabulary.ClosureReasons.Label(cl.Reason) + "."
	if c.State == Reaching {
		switch cl.Reason {
		case "person-chose":
			to, code = referrals.Declined, vocabulary.Declined
			words = "Social prescribing was offered and declined."
		case "no-contact", "missed":
			to = referrals.NotReached
			words = "Social prescribing: we could not speak with the person."
		}
	}
	if err := referrals.Follow(tx, by, c.ReferralID, to, cl.Reason); err != nil {
		return err
	}
	return referrals.AddEntry(tx, referrals.PracticeEntry{ReferralID: c.ReferralID, PersonID: c.PersonID, AccountID: by.AccountID,
		AboutID: c.ID, Day: dates.Of(tx.Now()), Words: words}, code)
}

// ReopenFor is how long a closed case can be opened again as the same episode.
const ReopenFor = 90 * 24 * time.Hour

// Reopen takes up a case again that was closed at most 90 days ago. No code is
// given a second time: it is the same episode.
func Reopen(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			c, err := Latest(tx, by, personID)
			if err != nil {
				return "", err
			}
			if c.Open() || c.EngagedAt.IsZero() || tx.Now().Sub(c.ClosedAt) > ReopenFor {
				return "", db.ErrConflict
			}
			if err := move(tx, c, Engaged, `, closed_at = NULL, close_reason = '', close_words = ''`); err != nil {
				return "", err
			}
			if _, err := tx.Exec(`UPDATE goals SET outcome = 'open', version = version + 1 WHERE case_id = $1 AND outcome <> 'achieved'`, c.ID); err != nil {
				return "", err
			}
			if err := referrals.Follow(tx, by, c.ReferralID, referrals.Supporting, "reopened"); err != nil {
				return "", err
			}
			if _, err := diary.Add(tx, diary.Task{AccountID: c.WorkerID, PersonID: personID, Kind: diary.FollowUp, AboutID: c.ID,
				Title: "Get in touch: support starts again", Due: dates.Of(tx.Now())}); err != nil {
				return "", err
			}
			return c.ID, audit.Change(tx, by.Audit(), "case.reopened", personID, "case", c.ID)
		})
		return err
	})
}
