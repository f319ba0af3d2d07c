package updates

import (
	"context"
	"errors"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/updates"
	"linkwork/internal/updates/readers"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// desk is an edition on its editor's desk.
type desk struct {
	studies.Seat
	updates.Edition
	Checks      []updates.Check
	Issue       updates.Issue
	Published   []updates.Issue // the latest first
	Differences []updates.Difference
	Tried       map[string]updates.Try // of its links
	Lists       []readers.List         // what readers of a final edition can go on with
	Invites     bool                   // whoever looks at it may invite its readers to that
}

// Href is an address below the edition.
func (d desk) Href(below string) string {
	return instudy.Href(d.Seat.Study, "/updates/"+d.Edition.ID+below)
}

// of are the checks of a block; "" for those of the edition as a whole.
func (d desk) of(block string) (some []updates.Check) {
	for _, c := range d.Checks {
		if c.BlockID == block {
			some = append(some, c)
		}
	}
	return some
}

// stops reports whether a check stops the edition.
func (d desk) stops() bool {
	for _, c := range d.Checks {
		if c.Stops {
			return true
		}
	}
	return false
}

// withdrawn says what of the latest issue its readers see no more.
func (d desk) withdrawn() (all []string) {
	if len(d.Published) == 0 {
		return nil
	}
	for _, x := range d.Published[0].Withdrawn() {
		what := "Words that it quotes may not be quoted any more"
		if x.Kind == updates.Picture {
			what = "A photograph in it is not released for the web any more: “" + x.Alt + "”"
		} else if b, err := d.Block(x.ID); err == nil && b.Heading != "" {
			what += ": “" + b.Heading + "”"
		}
		all = append(all, what+". The web page does not show this since.")
	}
	return all
}

// mine reports whether the reader wrote last, so that they cannot approve.
func (d desk) mine() bool { return d.EditedBy.AccountID == d.By.AccountID }

func read(v *visit.Visit, r db.Reader, s studies.Seat) (d desk, err error) {
	d.Seat = s
	if d.Edition, err = updates.Get(r, s, v.Path("edition")); err != nil {
		return d, err
	}
	d.Issue, err = updates.Preview(r, s, d.Edition)
	return d, err
}

func readAll(v *visit.Visit, r db.Reader, s studies.Seat) (d desk, err error) {
	d.Seat = s
	if d.Edition, err = updates.Get(r, s, v.Path("edition")); err != nil {
		return d, err
	}
	if d.Issue, d.Checks, err = updates.Proof(r, s, d.Edition); err != nil {
		return d, err
	}
	if d.Tried, err = updates.Tried(r, d.Edition.ID); err != nil {
		return d, err
	}
	if d.Invites, err = invites(r, d); err != nil {
		return d, err
	}
	if d.Published, err = updates.Issues(r, d.Edition.ID); err != nil || len(d.Published) == 0 {
		return d, err
	}
	d.Differences, err = updates.Differences(r, s, d.Published[0])
	return d, err
}

// invites reports whether whoever looks at a final edition keeps the list that goes on too.
func invites(r db.Reader, d desk) (bool, error) {
	if d.Issue.Next.StudyID == "" || !d.Has(studies.Involve) {
		return false, nil
	}
	_, err := studies.Enter(r, d.By, d.Issue.Next.StudyID, studies.Involve)
	if errors.Is(err, db.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// below is the frame of a page below an edition.
func (d desk) below(title string) shell.Page {
	return instudy.Page(d.Seat, title, "", instudy.Back(d.Seat.Study, "Back to the update", "/updates/"+d.Edition.ID))
}

func showEdition(v *visit.Visit) error { return editionPage(v, nil) }

func editionPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		d, err := readAll(v, r, s)
		page := instudy.Page(s, d.Title, "", instudy.Back(s.Study, "Back to updates", "/updates"))
		page.Wide = true
		return v.FormView(page, editionBody(v.Fields, d, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func showHead(v *visit.Visit) error { return headPage(v, nil) }

func headPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		d, err := read(v, r, s)
		if err != nil {
			return visit.View{}, err
		}
		if d.Lists, err = readers.OpenLists(r); err != nil {
			return visit.View{}, err
		}
		d.Lists = slices.DeleteFunc(d.Lists, func(l readers.List) bool { return l.StudyID == s.Study.ID })
		if bad == nil {
			fillHead(v.Fields, d.Edition)
		}
		return v.FormView(d.below("Title and masthead"), headBody(v.Fields, d, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Involve)
}

func fillHead(f visit.Fields, e updates.Edition) {
	for name, value := range map[string]string{"title": e.Title, "series": e.Series, "department": e.Masthead.Department, "network": e.Masthead.Network, "partners": e.Masthead.Partners, "small_why": e.SmallWhy, "correction": e.Correction, "follows_on": e.FollowsOn} {
		f.Set(name, value)
	}
	f.SetDate("dated", e.Dated)
	if e.Final {
		f.Set("final", "yes")
	}
}

func setHead(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	e := updates.Edition{ID: v.Path("edition"), StudyID: v.Path("study"), Title: f.Get("title"), Series: f.Get("series"), Dated: f.Date("dated", bad), Final: f.Is("final", "yes"), FollowsOn: f.Get("follows_on"), SmallWhy: f.Get("small_why"), Correction: f.Get("correction"),
		Masthead: updates.Masthead{Department: f.Get("department"), Network: f.Get("network"), Partners: f.Get("partners")}, Version: f.Version()}
	if err := updates.SetHead(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), e); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return headPage(v, bad) })
	}
	return instudy.Done(v, "/updates/"+e.ID, "Saved.")
}

// onward is an act that moves an edition on.
type onward func(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int) error

func moveOn(v *visit.Visit, act onward, done string) error {
	if err := act(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("edition"), v.Fields.Version()); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return editionPage(v, bad) })
	}
	return instudy.Done(v, "/updates/"+v.Path("edition"), done)
}

func ask(v *visit.Visit) error {
	return moveOn(v, updates.AskApproval, "Somebody else can approve it now.")
}

func approve(v *visit.Visit) error {
	return moveOn(v, updates.Approve, "Approved. It can be published now.")
}

func publish(v *visit.Visit) error {
	return moveOn(v, updates.Publish, "Published. Everybody can read it.")
}

func discard(v *visit.Visit) error {
	err := updates.Discard(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("edition"), v.Fields.Version())
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return editionPage(v, bad) })
	}
	return instudy.Done(v, "/updates", "The draft is thrown away.")
}

func correct(v *visit.Visit) error {
	return moveOn(v, func(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int) error {
		return updates.Correct(ctx, d, by, key, studyID, id, version, v.Fields.Get("correction"))
	}, "Put it right and publish it again. Until then everybody reads it as it was.")
}

func tryLinks(v *visit.Visit) error {
	if err := updates.TryLinks(v.Context(), v.House.DB, updates.Client(), v.Actor, v.Once(), v.Path("study"), v.Path("edition")); err != nil {
		return err
	}
	return instudy.Done(v, "/updates/"+v.Path("edition"), "All links were tried. What came of it stands at each part.")
}
