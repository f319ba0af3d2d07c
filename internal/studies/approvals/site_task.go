package approvals

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// SiteTask is one thing that a site needs.
type SiteTask struct {
	ID, SiteID string
	Step       studies.SiteState // of which step it is
	Title      string
	Due        dates.Date
	DoneOn     dates.Date // zero while it is to do
	DoneBy     string
	Waived     string // why it is not needed here
	Version    int
}

// Settled reports whether nothing is left to do.
func (t SiteTask) Settled() bool { return !t.DoneOn.IsZero() || t.Waived != "" }

// usual are the tasks that every site begins with. A study adds its own.
var usual = []struct {
	step  studies.SiteState
	title string
}{
	{studies.Identified, "Site contacted and interested"},
	{studies.Identified, "Local principal investigator named"},
	{studies.Assessing, "Local information pack sent"},
	{studies.Assessing, "Capacity assessed: people, rooms, numbers"},
	{studies.Arranging, "Agreement signed"},
	{studies.Arranging, "Letters of access given"},
	{studies.Arranging, "Local documents with logo and contact"},
	{studies.Arranging, "Training done and delegation log signed"},
	{studies.Confirmed, "Capacity and capability confirmed in writing"},
	{studies.SiteOpen, "Site initiation meeting held"},
	{studies.SiteOpen, "Sponsor’s green light received"},
	{studies.SiteClosed, "All data collected or accounted for"},
	{studies.SiteClosed, "Site file complete"},
	{studies.SiteClosed, "Letters of access ended"},
}

const taskColumns = `SELECT k.id, k.site_id, k.step, k.title, k.due, k.done_on, k.done_by, k.waived, k.version FROM study_site_tasks k`

func scanTask(s db.Scanner) (t SiteTask, err error) {
	err = s.Scan(&t.ID, &t.SiteID, &t.Step, &t.Title, &t.Due, &t.DoneOn, &t.DoneBy, &t.Waived, &t.Version)
	return
}

// SiteTasks lists what a site needs, in order. The caller has entered the study.
func SiteTasks(r db.Reader, siteID string) ([]SiteTask, error) {
	return db.List(r, scanTask, taskColumns+` WHERE k.site_id = $1 ORDER BY k.ordinal, k.id`, siteID)
}

// AddSite adds a site with the tasks that every site begins with.
func AddSite(ctx context.Context, d *db.DB, by access.Actor, key once.Key, site studies.Site) (id string, err error) {
	return studies.Act(ctx, d, by, key, site.StudyID, studies.Lead, "site.added", func(tx *db.Tx, _ studies.Seat) (string, error) {
		id, err := studies.PutSite(tx, site)
		if err != nil {
			return "", err
		}
		for i, u := range usual {
			if err := (SiteTask{SiteID: id, Step: u.step, Title: u.title}).add(tx, i); err != nil {
				return "", err
			}
		}
		return id, nil
	})
}

func (t SiteTask) add(tx *db.Tx, ordinal int) error {
	_, err := tx.Exec(`INSERT INTO study_site_tasks (id, site_id, step, ordinal, title, due, done_by, waived) VALUES ($1, $2, $3, $4, $5, $6, '', '')`, tx.NewID(), t.SiteID, t.Step, ordinal, t.Title, t.Due)
	return err
}

// AddSiteTask adds something that this site needs.
func AddSiteTask(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, t SiteTask) error {
	return atSite(ctx, d, by, key, studyID, t.SiteID, "site.task-added", func(tx *db.Tx, _ studies.Site) error {
		t := t
		var bad db.Invalid
		bad.Trim("title", &t.Title, 200, "Say what is needed")
		if t.Step.Words() == "" {
			bad.Add("step", "Choose the step")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		all, err := SiteTasks(tx, t.SiteID)
		if err != nil {
			return err
		}
		return t.add(tx, len(all))
	})
}

// SettleTask notes that something was done on a day, or why it is not needed here.
func SettleTask(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, siteID, taskID string, version int, on dates.Date, waived string) error {
	return atSite(ctx, d, by, key, studyID, siteID, "site.task-settled", func(tx *db.Tx, _ studies.Site) error {
		waived := waived
		if err := there(tx, "study_site_tasks", siteID, taskID); err != nil {
			return err
		}
		var bad db.Invalid
		bad.Trim("waived", &waived, 300, "")
		today := dates.Of(tx.Now())
		switch {
		case waived == "" && on.IsZero():
			bad.Add("done", "Enter the day, or say why it is not needed here")
		case on.After(today):
			bad.Add("done", "The day must be today or earlier")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE study_site_tasks SET done_on = $4, done_by = $5, waived = $6, version = version + 1 WHERE id = $1 AND site_id = $2 AND version = $3`,
			taskID, siteID, version, on, by.Name, waived)
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		return err
	})
}

// there is db.ErrNotFound unless a table of the room has a row of the site with an
// id: what is somebody else's is not there, whatever is wrong with the form.
func there(r db.Reader, table, siteID, id string) error {
	_, err := db.One(r, func(row db.Scanner) (n int, err error) {
		err = row.Scan(&n)
		return
	}, `SELECT 1 FROM `+table+` WHERE id = $1 AND site_id = $2`, id, siteID)
	return err
}

// atSite does something in a site's file for whoever conducts it.
func atSite(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, siteID, what string, do func(*db.Tx, studies.Site) error) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Conduct, what, func(tx *db.Tx, _ studies.Seat) (string, error) {
		_, site, err := studies.EnterSite(tx, by, studyID, siteID, studies.Conduct)
		if err != nil {
			return "", err
		}
		return siteID, do(tx, site)
	})
	return err
}

// MoveSite takes a site to another state. It opens only when everything up to then
// is settled, and closes only with a day until when its file is kept. *db.Invalid
// with the fields "state", "day" or "until".
func MoveSite(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, siteID string, version int, to studies.SiteState, on, until dates.Date) error {
	return atSite(ctx, d, by, key, studyID, siteID, "site."+string(to), func(tx *db.Tx, site studies.Site) error {
		if site.Version != version || site.State == studies.SiteFiled {
			return db.ErrConflict
		}
		var bad db.Invalid
		today := dates.Of(tx.Now())
		if to.Words() == "" {
			bad.Add("state", "Choose a step")
		}
		if on.IsZero() {
			on = today
		}
		if on.After(today) {
			bad.Add("day", "The day must be today or earlier")
		}
		if to == studies.SiteClosed && until.Before(on) {
			bad.Add("until", "Enter until when the site’s file is kept")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		open, err := unsettled(tx, siteID, to)
		if err != nil {
			return err
		}
		if len(open) > 0 {
			return db.Fault("state", "Still to do: "+open[0].Title+more(len(open)-1))
		}
		return studies.SetSite(tx, site, to, on, until)
	})
}

func more(n int) string {
	if n == 0 {
		return ""
	}
	return ", and " + dates.Count(n, "other", "others")
}

// unsettled are the tasks that have to be settled before a site is at a state. A
// site that is confirmed or open needs those of all steps up to it; one that is
// archived needs those of closing too.
func unsettled(r db.Reader, siteID string, to studies.SiteState) (open []SiteTask, err error) {
	all, err := SiteTasks(r, siteID)
	if err != nil {
		return nil, err
	}
	last := map[studies.SiteState]studies.SiteState{studies.Confirmed: studies.Confirmed, studies.SiteOpen: studies.SiteOpen, studies.SiteFiled: studies.SiteClosed}[to]
	if last == "" {
		return nil, nil
	}
	for _, t := range all {
		if !t.Settled() && !t.Step.After(last) {
			open = append(open, t)
		}
	}
	return open, nil
}
