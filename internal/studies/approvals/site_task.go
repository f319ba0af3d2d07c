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
	Needs      Need
	Version    int
}

// Need is what has to be noted for a site before a task can be done there.
type Need string

// The needs.
const (
	NeedsLetter     Need = "letter"     // somebody's letter of access
	NeedsDelegation Need = "delegation" // what somebody may do there, authorised
)

// Settled reports whether nothing is left to do.
func (t SiteTask) Settled() bool { return !t.DoneOn.IsZero() || t.Waived != "" }

// usual are the tasks that every site begins with. A study adds its own.
var usual = []struct {
	step  studies.SiteState
	title string
	needs Need
}{
	{step: studies.Identified, title: "Site contacted and interested"},
	{step: studies.Identified, title: "Local principal investigator named"},
	{step: studies.Assessing, title: "Local information pack sent"},
	{step: studies.Assessing, title: "Capacity assessed: people, rooms, numbers"},
	{step: studies.Arranging, title: "Agreement signed"},
	{step: studies.Arranging, title: "Letters of access given", needs: NeedsLetter},
	{step: studies.Arranging, title: "Local documents with logo and contact"},
	{step: studies.Arranging, title: "Training done and delegation log signed", needs: NeedsDelegation},
	{step: studies.Confirmed, title: "Capacity and capability confirmed in writing"},
	{step: studies.SiteOpen, title: "Site initiation meeting held"},
	{step: studies.SiteOpen, title: "Sponsor’s green light received"},
	{step: studies.SiteClosed, title: "All data collected or accounted for"},
	{step: studies.SiteClosed, title: "Site file complete"},
	{step: studies.SiteClosed, title: "Letters of access ended"},
}

const taskColumns = `SELECT k.id, k.site_id, k.step, k.title, k.due, k.done_on, k.done_by, k.waived, k.needs, k.version FROM study_site_tasks k`

func scanTask(s db.Scanner) (t SiteTask, err error) {
	err = s.Scan(&t.ID, &t.SiteID, &t.Step, &t.Title, &t.Due, &t.DoneOn, &t.DoneBy, &t.Waived, &t.Needs, &t.Version)
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
			if err := (SiteTask{SiteID: id, Step: u.step, Title: u.title, Needs: u.needs}).add(tx, i); err != nil {
				return "", err
			}
		}
		return id, nil
	})
}

func (t SiteTask) add(tx *db.Tx, ordinal int) error {
	_, err := tx.Exec(`INSERT INTO study_site_tasks (id, site_id, step, ordinal, title, due, done_by, waived, needs) VALUES ($1, $2, $3, $4, $5, $6, '', '', $7)`, tx.NewID(), t.SiteID, t.Step, ordinal, t.Title, t.Due, t.Needs)
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

func theTask(r db.Reader, siteID, id string) (SiteTask, error) {
	return db.One(r, scanTask, taskColumns+` WHERE k.site_id = $1 AND k.id = $2`, siteID, id)
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
	return inSite(ctx, d, by, key, studyID, siteID, what, func(tx *db.Tx, _ studies.Seat, site studies.Site) error { return do(tx, site) })
}

// inSite is atSite for what needs the seat too.
func inSite(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, siteID, what string, do func(*db.Tx, studies.Seat, studies.Site) error) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Conduct, what, func(tx *db.Tx, _ studies.Seat) (string, error) {
		seat, site, err := studies.EnterSite(tx, by, studyID, siteID, studies.Conduct)
		if err != nil {
			return "", err
		}
		return siteID, do(tx, seat, site)
	})
	return err
}
