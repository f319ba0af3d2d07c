package casework

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/asking"
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
	Continues   string            // what goes on without us; may be empty
	Measures    string            // Measured, or a code of vocabulary.NotMeasured
	Ending      string            // code of vocabulary.Endings: how it was said goodbye
	RiskLooked  bool              // "I have looked at risk and safety"
	EndHoldings bool              // the person knows that the check-ins end
}

// Measured says that wellbeing was asked about before support ended.
const Measured = "asked"

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
		answers, err := measures.Of(tx, c.PersonID)
		if err != nil {
			return err
		}
		if err := cl.check(goals, holdings, len(answers) > 0); err != nil {
			return err
		}
		return cl.apply(tx, by, c, goals, holdings)
	})
}

func (cl *Closing) check(goals []Goal, holdings []Holding, answered bool) error {
	var bad db.Invalid
	cl.Words, cl.Continues = strings.TrimSpace(cl.Words), strings.TrimSpace(cl.Continues)
	reason, ok := vocabulary.ClosureReasons.Find(cl.Reason)
	if !ok || cl.Reason == died {
		bad.Add("reason", "Choose why support ends")
	}
	cl.checkEnding(&bad, answered)
	if reason.Detail && cl.Words == "" {
		bad.Add("words", "Say which service, or why, in a few words")
	}
	for _, g := range goals {
		if !goalOutcomeHas(cl.Goals[g.ID]) {
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

// checkEnding wants to know how it was said goodbye, and whether life got
// better was asked, or else why not.
func (cl Closing) checkEnding(bad *db.Invalid, answered bool) {
	if !vocabulary.Endings.Has(cl.Ending) {
		bad.Add("ending", "Choose how you said goodbye")
	}
	switch {
	case cl.Measures == Measured && !answered:
		bad.Add("measures", "There are no answers. Ask the questions first, or say why not")
	case cl.Measures != Measured && !vocabulary.NotMeasured.Has(cl.Measures):
		bad.Add("measures", "Say whether wellbeing was asked about, or why not")
	}
	if len([]rune(cl.Continues)) > 2000 {
		bad.Add("continues", "Use 2,000 characters or fewer")
	}
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
	if err := cl.end(tx, c); err != nil {
		return err
	}
	if err := cl.tellReferrer(tx, by, c); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "case.closed", c.PersonID, "case", c.ID)
}

// end closes the case and clears what was due in it.
func (cl Closing) end(tx *db.Tx, c Case) error {
	if err := move(tx, c, Closed, `, closed_at = $3, close_reason = $4, close_words = $5, continues = $6, last_measures = $7, ending = $8`,
		tx.Now().UnixMilli(), cl.Reason, cl.Words, cl.Continues, cl.Measures, cl.Ending); err != nil {
		return err
	}
	for _, clear := range []func(*db.Tx, string) error{diary.FinishAll, diary.CancelAll, asking.End} {
		if err := clear(tx, c.PersonID); err != nil {
			return err
		}
	}
	return nil
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
