package casework

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
)

// MayReopen reports whether a closed case can go on as the same episode: it had
// begun, and the team's days are not over. After a death noted by mistake it
// can too.
func MayReopen(r db.Reader, c Case) (bool, error) {
	if c.Open() || c.EngagedAt.IsZero() {
		return false, nil
	}
	team, err := teams.TheTeam(r, c.TeamID)
	return !r.Now().After(c.ClosedAt.AddDate(0, 0, team.ReopenDays)), err
}

// Reopen takes up a case again within the team's days, with the same worker
// unless another of the team is named; only a manager names another. No code
// is given a second time: it is the same episode.
func Reopen(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, workerID string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			c, err := Latest(tx, by, personID)
			if err != nil {
				return "", err
			}
			return c.ID, reopen(tx, by, c, workerID)
		})
		return err
	})
}

func reopen(tx *db.Tx, by access.Actor, c Case, workerID string) error {
	may, err := MayReopen(tx, c)
	if err != nil {
		return err
	}
	if !may {
		return db.ErrConflict
	}
	if c.WorkerID, err = reopenWith(tx, by, c, workerID); err != nil {
		return err
	}
	if err := move(tx, c, Engaged, `, closed_at = NULL, close_reason = '', close_words = '', continues = '', last_measures = '', ending = '', worker_id = $3`, c.WorkerID); err != nil {
		return err
	}
	if err := access.Grant(tx, c.PersonID, c.TeamID, c.WorkerID); err != nil {
		return err
	}
	if c.CloseReason == died {
		if err := people.MarkAlive(tx, c.PersonID); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`UPDATE goals SET outcome = 'open', version = version + 1 WHERE case_id = $1 AND outcome <> 'achieved'`, c.ID); err != nil {
		return err
	}
	if err := referrals.Follow(tx, by, c.ReferralID, referrals.Supporting, "reopened"); err != nil {
		return err
	}
	if _, err := diary.Add(tx, diary.Task{AccountID: c.WorkerID, PersonID: c.PersonID, Kind: diary.FollowUp, AboutID: c.ID,
		Title: "Get in touch: support starts again", Due: dates.Of(tx.Now())}); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "case.reopened", c.PersonID, "case", c.ID)
}

// reopenWith is who supports the person from now on.
func reopenWith(tx *db.Tx, by access.Actor, c Case, workerID string) (string, error) {
	if workerID == "" {
		workerID = c.WorkerID
	}
	if workerID != c.WorkerID && !by.Manages(c.TeamID) {
		return "", db.ErrNotFound
	}
	return workerID, checkWorker(tx, c.TeamID, workerID)
}
