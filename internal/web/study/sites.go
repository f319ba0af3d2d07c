package study

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

// siteLine is a site with how much of its list is settled.
type siteLine struct {
	studies.Site
	Settled, Tasks int
	Mine           bool // the reader keeps its file
}

func siteLines(r *db.Snapshot, s studies.Seat) (lines []siteLine, err error) {
	sites, err := s.AllSites(r)
	if err != nil {
		return nil, err
	}
	for _, x := range sites {
		line := siteLine{Site: x, Mine: s.At(studies.Conduct, x.ID)}
		tasks, err := approvals.SiteTasks(r, x.ID)
		if err != nil {
			return nil, err
		}
		for _, k := range tasks {
			if k.Step == studies.SiteClosed {
				continue // they come at the end
			}
			line.Tasks++
			if k.Settled() {
				line.Settled++
			}
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func showSites(v *visit.Visit) error { return sitesPage(v, nil) }

func sitesPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		lines, err := siteLines(r, s)
		return v.FormView(instudy.Page(s, "Sites", "Sites", nil), sitesBody(v.Fields, s, lines, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func addSite(v *visit.Visit) error {
	f := v.Fields
	id, err := approvals.AddSite(v.Context(), v.House.DB, v.Actor, v.Once(), studies.Site{StudyID: v.Path("study"), Pseudonym: f.Get("pseudonym"), Name: f.Get("name"), Setting: f.Get("setting")})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return sitesPage(v, bad) })
	}
	return instudy.Done(v, "/sites/"+id, "The site is added. Here is what it needs before it opens.")
}

// siteFile is everything about one site.
type siteFile struct {
	studies.Seat
	studies.Site
	Tasks       []approvals.SiteTask
	Missing     map[string]string // what a task needs first, by its id
	Corrections []approvals.Correction
	Letters     []approvals.AccessLetter
	Delegations []approvals.Delegation
	Members     []studies.Member
	Today       dates.Date
	Failed      string // the form that came back
}

func (x siteFile) href(below string) string {
	return instudy.Href(x.Study, "/sites/"+x.Site.ID+below)
}

func showSite(v *visit.Visit) error { return sitePage(v, "", nil) }

func sitePage(v *visit.Visit, failed string, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		x := siteFile{Today: dates.Of(r.Now()), Failed: failed}
		var err error
		if x.Seat, x.Site, err = studies.EnterSite(r, v.Actor, v.Path("study"), v.Path("site"), studies.Conduct); err != nil {
			return visit.View{}, err
		}
		if x.Tasks, err = approvals.SiteTasks(r, x.Site.ID); err != nil {
			return visit.View{}, err
		}
		if x.Missing, err = approvals.Missing(r, x.Seat, x.Tasks); err != nil {
			return visit.View{}, err
		}
		if x.Corrections, err = approvals.Corrections(r, x.Site.ID); err != nil {
			return visit.View{}, err
		}
		if x.Letters, err = approvals.AccessLetters(r, x.Site.ID); err != nil {
			return visit.View{}, err
		}
		if x.Delegations, err = approvals.Delegations(r, x.Seat, x.Site.ID); err != nil {
			return visit.View{}, err
		}
		all, err := x.Seat.Members(r)
		for _, m := range all {
			if m.Now(x.Today) && (m.SiteID == "" || m.SiteID == x.Site.ID) {
				x.Members = append(x.Members, m)
			}
		}
		page := instudy.Page(x.Seat, x.Pseudonym, "", instudy.Back(x.Study, "Back to sites", "/sites"))
		return v.FormView(page, siteBody(v.Fields, x, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

// filed leads back to the site, or shows it with the form that came back.
func filed(v *visit.Visit, err error, form, words string) error {
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return sitePage(v, form, bad) })
	}
	return instudy.Done(v, "/sites/"+v.Path("site"), words)
}

func changeSite(v *visit.Visit) error {
	f := v.Fields
	s := studies.Site{ID: v.Path("site"), StudyID: v.Path("study"), Version: f.Version(), Pseudonym: f.Get("pseudonym"), Name: f.Get("name"), Setting: f.Get("setting")}
	return filed(v, studies.ChangeSite(v.Context(), v.House.DB, v.Actor, v.Once(), s), "words", "Saved.")
}

func moveSite(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	on, until := f.Date("day", bad), f.Date("until", bad)
	err := approvals.MoveSite(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("site"), f.Version(), studies.SiteState(f.Get("state")), on, until)
	return filed(v, err, "state", "The site is at its next step.")
}

func addTask(v *visit.Visit) error {
	f := v.Fields
	t := approvals.SiteTask{SiteID: v.Path("site"), Step: studies.SiteState(f.Get("step")), Title: f.Get("title")}
	return filed(v, approvals.AddSiteTask(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), t), "task", "Added to the list.")
}

func settleTask(v *visit.Visit) error {
	bad := new(db.Invalid)
	how := settledOf(v, bad)
	err := approvals.SettleTask(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("site"), v.Path("duty"), v.Fields.Version(), how)
	return filed(v, atAnswer(v, err), v.Path("duty"), "Noted.")
}

func correctTask(v *visit.Visit) error {
	bad := new(db.Invalid)
	how := settledOf(v, bad)
	err := approvals.CorrectTask(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("site"), v.Path("duty"), v.Fields.Version(), how, v.Fields.Get("why"))
	return filed(v, atAnswer(v, err), v.Path("duty"), "Put right.")
}

// The answers to how a task is settled.
const (
	doneToday = "today"
	doneOnDay = "day"
	notNeeded = "waived"
	stillToDo = "open"
)

// settledOf reads how a task is settled.
func settledOf(v *visit.Visit, bad *db.Invalid) (how approvals.Settled) {
	switch f := v.Fields; f.Get("how") {
	case doneToday:
		how.DoneOn = dates.Of(v.House.DB.Now())
	case doneOnDay:
		if how.DoneOn = f.Date("done", bad); how.DoneOn.IsZero() && bad.Err() == nil {
			bad.Add("done", "Enter the day on which it was done")
		}
	case notNeeded:
		if how.Waived = f.Text("waived"); how.Waived == "" {
			bad.Add("waived", "Say why it is not needed here")
		}
	case stillToDo:
	default:
		bad.Add("how", "Choose whether it is done")
	}
	return how
}

// atAnswer puts a fault about the day at the answer, where no day was typed.
func atAnswer(v *visit.Visit, err error) error {
	if v.Fields.Is("how", doneOnDay) {
		return err
	}
	return onForm(err, map[string]string{"done": "how"})
}

func addLetter(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	x := approvals.AccessLetter{SiteID: v.Path("site"), Name: f.Get("letter_name"), Kind: f.Get("letter_kind"), From: f.Date("from", bad), To: f.Date("to", bad)}
	err := approvals.AddAccessLetter(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), x)
	return filed(v, err, "letter", "The letter is noted.")
}

func delegate(v *visit.Visit) error {
	f := v.Fields
	x := approvals.Delegation{SiteID: v.Path("site"), MemberID: f.Get("member"), Training: f.Get("training")}
	for _, t := range f.All("tasks") {
		x.Tasks = append(x.Tasks, approvals.Task(t))
	}
	return filed(v, approvals.Delegate(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), x), "delegation", "On the log. It holds when somebody else has authorised it.")
}

func authorise(v *visit.Visit) error {
	return filed(v, approvals.Authorise(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("site"), v.Path("delegation"), v.Fields.Version()), "", "Authorised.")
}

func endDelegation(v *visit.Visit) error {
	return filed(v, approvals.EndDelegation(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("site"), v.Path("delegation"), v.Fields.Version()), "", "Ended today.")
}
