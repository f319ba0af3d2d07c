package workforce

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
)

// NameWorkers says which link workers are a practice's own, and whether its new
// referrals go to them by themselves. The practice is one of a team that the
// actor manages, or else db.ErrNotFound.
func NameWorkers(ctx context.Context, d *db.DB, by access.Actor, key once.Key, p teams.Practice) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		stored, err := teams.ThePractice(tx, p.ID)
		if err != nil {
			return err
		}
		if !by.Manages(stored.TeamID) {
			return db.ErrNotFound
		}
		if err := checkNamed(tx, stored.TeamID, p); err != nil {
			return err
		}
		if err := teams.NameWorkers(tx, p); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "practice.workers-named", "", "practice", p.ID)
	})
}

func checkNamed(r db.Reader, teamID string, p teams.Practice) error {
	workers, err := casework.Workers(r, teamID)
	if err != nil {
		return err
	}
	var bad db.Invalid
	for _, id := range p.Named {
		if !slices.ContainsFunc(workers, func(w casework.Worker) bool { return w.ID == id }) {
			bad.Add("named", "Choose link workers of the team")
		}
	}
	if p.GivesItself && len(p.Named) == 0 {
		bad.Add("named", "Choose at least one link worker, so that there is somebody for whom referrals can wait")
	}
	return bad.Err()
}

// Languages are what a worker speaks besides English.
type Languages struct {
	AccountID string
	Codes     []string // of vocabulary.Languages
	Version   int      // 0 while nobody has said
}

// Words name the languages: "Polish and Welsh".
func (l Languages) Words() string {
	labels := make([]string, len(l.Codes))
	for i, code := range l.Codes {
		labels[i] = vocabulary.Languages.Label(code)
	}
	return strings.Join(labels, ", ")
}

// SpokenIn tells what the workers of a team speak, by account.
func SpokenIn(r db.Reader, teamID string) (map[string]Languages, error) {
	all, err := db.List(r, func(s db.Scanner) (l Languages, err error) {
		var codes string
		err = s.Scan(&l.AccountID, &codes, &l.Version)
		l.Codes = strings.Fields(codes)
		return
	}, `SELECT l.account_id, l.languages, l.version FROM worker_languages l WHERE `+access.WorksIn("l.account_id", "$1"), teamID)
	spoken := make(map[string]Languages, len(all))
	for _, l := range all {
		spoken[l.AccountID] = l
	}
	return spoken, err
}

// SayLanguages keeps what a worker of a team that the actor manages speaks.
// db.ErrConflict if somebody said it first; *db.Invalid for a language that is
// not on the list.
func SayLanguages(ctx context.Context, d *db.DB, by access.Actor, key once.Key, l Languages) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		workers, err := access.InRole(tx, access.LinkWorker, by.TeamID())
		if err != nil {
			return err
		}
		if !by.Manages(by.TeamID()) || !slices.Contains(workers, l.AccountID) {
			return db.ErrNotFound
		}
		var bad db.Invalid
		if slices.ContainsFunc(l.Codes, func(code string) bool { return code == english || !vocabulary.Languages.Has(code) }) {
			bad.Add("languages", "Choose languages from the list")
			return bad.Err()
		}
		if err := storeLanguages(tx, l); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "worker.languages-said", "", "account", l.AccountID)
	})
}

// english is what every worker speaks.
const english = "en"

func storeLanguages(tx *db.Tx, l Languages) error {
	codes := strings.Join(l.Codes, " ")
	n, err := tx.Exec(`UPDATE worker_languages SET languages = $3, version = version + 1 WHERE account_id = $1 AND version = $2`, l.AccountID, l.Version, codes)
	if err != nil || n == 1 {
		return err
	}
	if l.Version > 0 {
		return db.ErrConflict
	}
	n, err = tx.Exec(`INSERT INTO worker_languages (account_id, languages) VALUES ($1, $2) ON CONFLICT (account_id) DO NOTHING`, l.AccountID, codes)
	if err == nil && n == 0 {
		return db.ErrConflict
	}
	return err
}
