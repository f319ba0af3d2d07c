package outreach

import (
	"context"
	"strconv"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

// Call is what one call from a list found.
type Call struct {
	ListID, RowID string
	Version       int
	Outcome       string // code of vocabulary.CallOutcomes
	Words         string
}

// MakeCall keeps what a call found. What needs doing becomes a task of the
// caller, an urgent one for today if they are worried; somebody with an open
// case gets an entry in their record. db.ErrConflict if a colleague called at
// the same time or the list is closed.
func MakeCall(ctx context.Context, d *db.DB, by access.Actor, key once.Key, c Call) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		l, err := TheCallList(tx, by, c.ListID)
		if err != nil {
			return err
		}
		w, err := db.One(tx, scanCallRow, rowColumns+` WHERE w.id = $1 AND w.list_id = $2`, c.RowID, l.ID)
		if err != nil {
			return err
		}
		if w.PersonID != "" {
			if w.Person, err = people.Unscoped(tx, w.PersonID); err != nil {
				return err
			}
		}
		if !l.Open() || w.Version != c.Version || !w.Person.DiedOn.IsZero() {
			return db.ErrConflict
		}
		outcome, ok := vocabulary.CallOutcomes.Find(c.Outcome)
		var bad db.Invalid
		if !ok {
			bad.Add("outcome", "Choose what the call found")
		}
		c.Words = strings.TrimSpace(c.Words)
		short(&bad, "words", c.Words, 500)
		if err := bad.Err(); err != nil {
			return err
		}
		return makeCall(tx, by, l, w, c, outcome)
	})
}

func makeCall(tx *db.Tx, by access.Actor, l CallList, w CallRow, c Call, outcome vocabulary.CallOutcome) error {
	now, today := tx.Now().UnixMilli(), dates.Of(tx.Now())
	if _, err := tx.Exec(`UPDATE call_rows SET outcome = $2, words = $3, tries = tries + 1, called_at = $4, called_by = $5, version = version + 1 WHERE id = $1`,
		w.ID, c.Outcome, c.Words, now, by.Name); err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO call_tries (id, row_id, team_id, outcome, by_id, day, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.NewID(), w.ID, l.TeamID, c.Outcome, by.AccountID, today, now); err != nil {
		return err
	}
	if err := noteCall(tx, by, l, w, c, outcome); err != nil {
		return err
	}
	if outcome.Task {
		if err := addTask(tx, by, l, w, outcome, today); err != nil {
			return err
		}
	}
	return audit.Change(tx, by.Audit(), "call-list.called", w.PersonID, "call-row", w.ID)
}

func noteCall(tx *db.Tx, by access.Actor, l CallList, w CallRow, c Call, outcome vocabulary.CallOutcome) error {
	if w.PersonID == "" {
		return nil
	}
	found := map[bool]string{true: "spoke", false: "no-answer"}[outcome.Spoke]
	if c.Outcome == "wrong-number" {
		found = "wrong-number"
	}
	_, err := casework.NoteSeen(tx, by, casework.Contact{PersonID: w.PersonID, Day: dates.Of(tx.Now()), Means: "phone", Outcome: found, Purpose: "welfare-call",
		Words: strings.TrimSpace(l.Name + ": " + outcome.Label + ".\n" + c.Words)})
	return err
}

// addTask is linked to the person only where the caller may see them: for
// somebody else's person it leads back to the list.
func addTask(tx *db.Tx, by access.Actor, l CallList, w CallRow, outcome vocabulary.CallOutcome, today dates.Date) error {
	t := diary.Task{AccountID: by.AccountID, Kind: diary.Noted, Title: outcome.Label + ": row " + strconv.Itoa(w.Place) + " of " + l.Name, Due: today, Urgent: outcome.Worried}
	if !outcome.Worried {
		t.Due = today.AddDays(1).NextWorkingDay()
	}
	seen := false
	if w.PersonID != "" {
		var err error
		if seen, err = access.Sees(tx, by, w.PersonID); err != nil {
			return err
		}
	}
	if seen {
		t.PersonID, t.Title = w.PersonID, outcome.Label+": "+l.Name
	}
	_, err := diary.Add(tx, t)
	return err
}
