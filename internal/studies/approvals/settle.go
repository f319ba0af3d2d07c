package approvals

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Settled is how a task is settled: done on a day, or not needed for a reason. The
// zero value is to do.
type Settled struct {
	DoneOn dates.Date
	Waived string
}

// SettleTask notes that something was done on a day, or why it is not needed here.
// db.ErrConflict if it was settled before. *db.Invalid with the fields "done" or
// "waived".
func SettleTask(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, siteID, taskID string, version int, how Settled) error {
	return inSite(ctx, d, by, key, studyID, siteID, "site.task-settled", func(tx *db.Tx, seat studies.Seat, site studies.Site) error {
		how := how
		t, err := theTask(tx, siteID, taskID)
		if err != nil {
			return err
		}
		if t.Settled() || t.Version != version {
			return db.ErrConflict
		}
		var bad db.Invalid
		if err := how.check(tx, seat, site, t, &bad); err != nil {
			return err
		}
		if how == (Settled{}) {
			bad.Add("done", "Enter the day, or say why it is not needed here")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		return t.settle(tx, how, by.Name)
	})
}

// CorrectTask puts right what was noted of a task: another day, another reason, or
// that it is to do after all. What stood there before stays to be seen, with why it was
// put right. db.ErrConflict for a task that is to do, or of a site whose file is
// archived. *db.Invalid with the fields "done", "waived" or "why".
func CorrectTask(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, siteID, taskID string, version int, how Settled, why string) error {
	return inSite(ctx, d, by, key, studyID, siteID, "site.task-corrected", func(tx *db.Tx, seat studies.Seat, site studies.Site) error {
		how, why := how, why
		t, err := theTask(tx, siteID, taskID)
		if err != nil {
			return err
		}
		if !t.Settled() || t.Version != version || site.State == studies.SiteFiled {
			return db.ErrConflict
		}
		var bad db.Invalid
		if err := how.check(tx, seat, site, t, &bad); err != nil {
			return err
		}
		bad.Trim("why", &why, 300, "Say why it is put right")
		if how.DoneOn == t.DoneOn && how.Waived == t.Waived {
			bad.Add("done", "This is what stands there. Enter what is right")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO study_site_task_corrections (id, task_id, done_on, done_by, waived, why, at, by_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			tx.NewID(), t.ID, t.DoneOn, t.DoneBy, t.Waived, why, db.Ms(tx.Now()), by.Name); err != nil {
			return err
		}
		return t.settle(tx, how, by.Name)
	})
}

// check tidies how a task is settled and adds what is wrong with it.
func (how *Settled) check(tx *db.Tx, seat studies.Seat, site studies.Site, t SiteTask, bad *db.Invalid) error {
	bad.Trim("waived", &how.Waived, 300, "")
	today := dates.Of(tx.Now())
	switch {
	case how.DoneOn.IsZero():
		return nil
	case how.Waived != "":
		bad.Add("waived", "Enter the day on which it was done, or why it is not needed. Not both")
	case how.DoneOn.After(today):
		bad.Add("done", "The day must be today or earlier")
	case t.Step == studies.SiteClosed && how.DoneOn.Before(site.OpenedOn):
		bad.Add("done", site.Pseudonym+" opened on "+site.OpenedOn.Long()+". This comes on that day or later")
	}
	missing, err := t.missing(tx, seat)
	if missing != "" {
		bad.Add("done", missing)
	}
	return err
}

// missing says what has to be noted for the site before the task can be done; "" if
// nothing is missing.
func (t SiteTask) missing(r db.Reader, seat studies.Seat) (string, error) {
	switch t.Needs {
	case NeedsLetter:
		letters, err := AccessLetters(r, t.SiteID)
		if len(letters) == 0 {
			return "Note a letter of access first. None is noted for this site", err
		}
		return "", err
	case NeedsDelegation:
		log, err := Delegations(r, seat, t.SiteID)
		for _, x := range log {
			if !x.AuthorisedOn.IsZero() {
				return "", err
			}
		}
		if len(log) > 0 {
			return "Somebody has to authorise the delegation first. No line of the log is authorised", err
		}
		return "Delegate to somebody first. Nobody is on the delegation log of this site", err
	}
	return "", nil
}

// Missing says what has to be noted for a site before each of its tasks can be done, by
// the id of the task.
func Missing(r db.Reader, seat studies.Seat, tasks []SiteTask) (map[string]string, error) {
	words := make(map[string]string)
	for _, t := range tasks {
		missing, err := t.missing(r, seat)
		if err != nil {
			return nil, err
		}
		if missing != "" {
			words[t.ID] = missing
		}
	}
	return words, nil
}

func (t SiteTask) settle(tx *db.Tx, how Settled, byName string) error {
	if how == (Settled{}) {
		byName = ""
	}
	_, err := tx.Exec(`UPDATE study_site_tasks SET done_on = $2, done_by = $3, waived = $4, version = version + 1 WHERE id = $1`, t.ID, how.DoneOn, byName, how.Waived)
	return err
}

// Correction is what stood at a task before it was put right, and why it was.
type Correction struct {
	TaskID string
	Settled
	DoneBy string
	Why    string
	At     time.Time
	ByName string
}

// Corrections lists what was put right at the tasks of a site, first to last. The
// caller has entered the study.
func Corrections(r db.Reader, siteID string) ([]Correction, error) {
	return db.List(r, func(s db.Scanner) (c Correction, err error) {
		err = s.Scan(&c.TaskID, &c.DoneOn, &c.DoneBy, &c.Waived, &c.Why, db.At(&c.At), &c.ByName)
		return
	}, `SELECT c.task_id, c.done_on, c.done_by, c.waived, c.why, c.at, c.by_name FROM study_site_task_corrections c
		JOIN study_site_tasks k ON k.id = c.task_id WHERE k.site_id = $1 ORDER BY c.at, c.id`, siteID)
}
