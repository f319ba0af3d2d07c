package workforce

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/jobs"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
)

// Given says for whom a referral that nobody has decided waits. It hides the
// referral from nobody: the whole team still sees it and may decide it.
type Given struct {
	ReferralID, AccountID string // AccountID is "" where it waits for the whole team on purpose
	Why                   string // the rule in words; "" when somebody chose
	ByName                string // who chose; "" for the rule
	At                    time.Time
}

const givenColumns = `SELECT g.referral_id, g.account_id, g.why, g.by_name, g.given_at FROM given_referrals g WHERE `

func scanGiven(s db.Scanner) (g Given, err error) {
	err = s.Scan(&g.ReferralID, &g.AccountID, &g.Why, &g.ByName, db.At(&g.At))
	return
}

// GivenIn tells for whom the undecided referrals of a team wait, by referral.
// Whoever has left the team or may not log in is waited for no longer.
func GivenIn(r db.Reader, teamID string) (map[string]Given, error) {
	all, err := db.List(r, scanGiven, givenColumns+`g.team_id = $1 AND (g.account_id = '' OR `+access.WorksIn("g.account_id", "$1")+` AND NOT `+identity.IsDisabled("g.account_id")+`) AND `+referrals.IsUndecided("g.referral_id"), teamID)
	given := make(map[string]Given, len(all))
	for _, g := range all {
		given[g.ReferralID] = g
	}
	return given, err
}

// Give lets a referral that nobody has decided wait for a worker of its team,
// or for nobody in particular where to is "". was is for whom it waited as the
// page showed it: db.ErrConflict if somebody changed that, or decided.
func Give(ctx context.Context, d *db.DB, by access.Actor, key once.Key, referralID, was, to string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		ref, err := referrals.OfTeam(tx, by, referralID)
		if err != nil {
			return err
		}
		given, err := GivenIn(tx, ref.TeamID)
		if err != nil {
			return err
		}
		if !ref.State.Undecided() || given[ref.ID].AccountID != was {
			return db.ErrConflict
		}
		workers, err := casework.Workers(tx, ref.TeamID)
		if err != nil {
			return err
		}
		if to != "" && !slices.ContainsFunc(workers, func(w casework.Worker) bool { return w.ID == to }) {
			var bad db.Invalid
			bad.Add("for", "Choose a link worker of the team")
			return bad.Err()
		}
		return give(tx, by.Audit(), ref, Given{AccountID: to, ByName: by.Name})
	})
}

func give(tx *db.Tx, by audit.Actor, ref referrals.Referral, g Given) error {
	if _, err := tx.Exec(`INSERT INTO given_referrals (referral_id, team_id, account_id, why, by_name, given_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (referral_id) DO UPDATE SET account_id = excluded.account_id, why = excluded.why, by_name = excluded.by_name, given_at = excluded.given_at`,
		ref.ID, ref.TeamID, g.AccountID, g.Why, g.ByName, tx.Now().UnixMilli()); err != nil {
		return err
	}
	act := "referral.given"
	if g.AccountID == "" {
		act = "referral.given-to-all"
	}
	return audit.Change(tx, by, act, "", "referral", ref.ID)
}

// Handlers are the jobs that this room does.
func Handlers(d *db.DB) map[string]jobs.Handler {
	return map[string]jobs.Handler{referrals.CameIn: func(ctx context.Context, raw json.RawMessage) error {
		var args referrals.CameInArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return err
		}
		return d.Write(ctx, func(tx *db.Tx) error { return giveByRule(tx, args.ReferralID) })
	}}
}

// giveByRule lets a new referral wait for the best of its practice's own
// workers who is here and has a place free. Where there is none it waits for
// the whole team, as it would without the rule. A job that runs again, or after
// somebody chose or decided, changes nothing.
func giveByRule(tx *db.Tx, referralID string) error {
	ref, err := referrals.Unscoped(tx, referralID)
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	if err != nil || ref.State != referrals.Received {
		return err
	}
	practice, err := teams.ThePractice(tx, ref.PracticeID)
	if err != nil || !practice.GivesItself {
		return err
	}
	if _, err := db.One(tx, scanGiven, givenColumns+`g.referral_id = $1`, ref.ID); !errors.Is(err, db.ErrNotFound) {
		return err
	}
	proposals, err := Propose(tx, access.Actor{}, For(ref))
	if err != nil {
		return err
	}
	for _, p := range proposals {
		if p.Named && p.Here && p.Free > 0 {
			return give(tx, audit.System, ref, Given{AccountID: p.ID, Why: p.Words()})
		}
	}
	return give(tx, audit.System, ref, Given{Why: "none of the practice’s own link workers was here with a place free"})
}
