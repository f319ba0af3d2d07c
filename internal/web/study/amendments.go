package study

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

func showAmendments(v *visit.Visit) error { return amendmentsPage(v, nil) }

func amendmentsPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		all, err := approvals.Amendments(r, s)
		if err != nil {
			return visit.View{}, err
		}
		sites, err := s.AllSites(r)
		return v.FormView(instudy.Page(s, "Amendments", "Amendments", nil), amendmentsBody(v.Fields, s, all, sites, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func amendmentOf(v *visit.Visit, bad *db.Invalid) approvals.Amendment {
	f := v.Fields
	return approvals.Amendment{ID: v.Path("amendment"), StudyID: v.Path("study"), Version: f.Version(), Number: f.Get("number"), Category: approvals.Category(f.Get("category")), Words: f.Get("words"),
		Reconsent: f.Is("reconsent", "yes"), SubmittedOn: f.Date("submitted", bad), ApprovedOn: f.Date("approved", bad), RefusedOn: f.Date("refused", bad)}
}

func amend(v *visit.Visit) error {
	bad := new(db.Invalid)
	a := amendmentOf(v, bad)
	id, err := approvals.Amend(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), a)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return amendmentsPage(v, bad) })
	}
	return instudy.Done(v, "/amendments/"+id, "The amendment is noted. Add the versions that it brings under Documents.")
}

// amendment is one amendment, with what it brings and where it is in force.
type amendment struct {
	studies.Seat
	approvals.Amendment
	Sites    []studies.Site
	Versions []approvals.Version // that it brings
	Failed   string              // the site whose form came back, or "words"
}

func showAmendment(v *visit.Visit) error { return amendmentPage(v, "", nil) }

func amendmentPage(v *visit.Visit, failed string, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		a := amendment{Seat: s, Failed: failed}
		var err error
		if a.Amendment, err = approvals.TheAmendment(r, s, v.Path("amendment")); err != nil {
			return visit.View{}, err
		}
		if a.Sites, err = s.AllSites(r); err != nil {
			return visit.View{}, err
		}
		versions, err := approvals.Versions(r, s)
		for _, x := range versions {
			if x.AmendmentID == a.Amendment.ID {
				a.Versions = append(a.Versions, x)
			}
		}
		if failed != "words" {
			fillAmendment(v.Fields, a.Amendment)
		}
		page := instudy.Page(s, a.Number, "", instudy.Back(s.Study, "Back to amendments", "/amendments"))
		return v.FormView(page, amendmentBody(v.Fields, a, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func fillAmendment(f visit.Fields, a approvals.Amendment) {
	f.Set("number", a.Number)
	f.Set("category", string(a.Category))
	f.Set("words", a.Words)
	if a.Reconsent {
		f.Set("reconsent", "yes")
	}
	for name, day := range map[string]dates.Date{"submitted": a.SubmittedOn, "approved": a.ApprovedOn, "refused": a.RefusedOn} {
		f.SetDate(name, day)
	}
}

func changeAmendment(v *visit.Visit) error {
	bad := new(db.Invalid)
	a := amendmentOf(v, bad)
	err := approvals.ChangeAmendment(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), a)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return amendmentPage(v, "words", bad) })
	}
	return instudy.Done(v, "/amendments/"+a.ID, "Saved.")
}

func implement(v *visit.Visit) error {
	bad, site := new(db.Invalid), v.Fields.Get("site")
	on := v.Fields.Date("implemented", bad)
	err := approvals.Implement(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("amendment"), site, on)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return amendmentPage(v, site, bad) })
	}
	return instudy.Done(v, "/amendments/"+v.Path("amendment"), "It is in force there. Its documents are used from that day on.")
}
