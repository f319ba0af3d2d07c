package safeguarding

import (
	"context"
	"encoding/json"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/jobs"
)

// passOn is the kind of job that gives a concern to the next in the chain.
const passOn = "safeguarding.pass-on"

// passArgs name the turn as well as the concern, so that a job that runs twice
// or late finds that its turn is over.
type passArgs struct {
	ConcernID string `json:"concern"`
	Passed    int    `json:"passed"`
}

// everybodyHadIt is how often a concern goes round once everybody in the chain
// has had it.
const everybodyHadIt = 24 * time.Hour

// Handlers are the jobs that this room does.
func Handlers(d *db.DB) map[string]jobs.Handler {
	return map[string]jobs.Handler{passOn: func(ctx context.Context, raw json.RawMessage) error {
		var args passArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return err
		}
		return d.Write(ctx, func(tx *db.Tx) error { return pass(tx, args) })
	}}
}

// pass gives a concern to the next, unless somebody has acknowledged it or its
// turn is over.
func pass(tx *db.Tx, args passArgs) error {
	k, err := db.One(tx, scanConcern, concernColumns+` WHERE k.id = $1`, args.ConcernID)
	if err != nil {
		return err
	}
	if k.State != Raised || k.Passed != args.Passed {
		return nil
	}
	k.Passed++
	if err := k.give(tx); err != nil {
		return err
	}
	return audit.Change(tx, audit.System, "safety.passed-on", k.PersonID, "concern", k.ID)
}

// give hands a concern that nobody has acknowledged to the next in the chain,
// tells them, and plans the next turn. Where there is nobody it waits first on
// the register, and the administrators hear that.
func (k Concern) give(tx *db.Tx) error {
	chain, err := Chain(tx, k.TeamID)
	if err != nil {
		return err
	}
	clock, err := ClockOf(tx, k.TeamID)
	if err != nil {
		return err
	}
	to, e := Reader{}, Entry{What: NobodyThere}
	if len(chain) > 0 {
		to = After(chain, k.OwnerID)
		e = Entry{What: WasGiven, Words: "To " + to.Name}
	}
	wait := clock.wait(k.Danger)
	if k.Passed >= max(1, len(chain)) {
		wait = everybodyHadIt
	}
	at := tx.Now().Add(wait)
	if _, err := tx.Exec(`UPDATE concerns SET owner_id = $2, owner_name = $3, passed = $4, pass_at = $5, version = version + 1 WHERE id = $1`,
		k.ID, to.AccountID, to.Name, k.Passed, db.Ms(at)); err != nil {
		return err
	}
	if err := note(tx, audit.System.ID, audit.System.Name, k.ID, e); err != nil {
		return err
	}
	if err := k.tellOf(tx, chain, to); err != nil {
		return err
	}
	return jobs.Enqueue(tx, passOn, passArgs{k.ID, k.Passed}, at)
}

// tellOf tells the one whose turn it is. When a round is over without an
// answer, or there is nobody, the administrators are told too, once a round.
func (k Concern) tellOf(tx *db.Tx, chain []Reader, to Reader) error {
	if len(chain) == 0 || k.Passed > 0 && k.Passed%len(chain) == 0 {
		if err := tellAdministrators(tx, k.TeamID, k.ID); err != nil {
			return err
		}
	}
	if to.AccountID == "" {
		return nil
	}
	text := "A new safeguarding concern waits for you in Linkwork. Log in, open Safety and acknowledge it: until you do, it is given to the next in your team."
	if k.Passed > 0 {
		text = "A safeguarding concern that nobody has acknowledged yet waits for you in Linkwork. Log in, open Safety and acknowledge it."
	}
	return to.Tell(tx, aboutConcern(k.ID), "a safeguarding concern waits", text)
}
