package study

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/studies"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// team is who plays a part, now and before.
type team struct {
	studies.Seat
	Now, Before []studies.Member
	Sites       []studies.Site
	Accounts    []ui.Choice
}

func showTeam(v *visit.Visit) error { return teamPage(v, nil) }

func teamPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		t := team{Seat: s}
		all, err := s.Members(r)
		if err != nil {
			return visit.View{}, err
		}
		today := dates.Of(r.Now())
		for _, m := range all {
			if m.Now(today) {
				t.Now = append(t.Now, m)
			} else {
				t.Before = append(t.Before, m)
			}
		}
		if t.Sites, err = s.AllSites(r); err != nil {
			return visit.View{}, err
		}
		if s.Has(studies.Lead) {
			t.Accounts, err = accounts(r)
		}
		return v.FormView(instudy.Page(s, "Team", "Team", nil), teamBody(v.Fields, t, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func accounts(r *db.Snapshot) ([]ui.Choice, error) {
	all, err := identity.All(r)
	items := []ui.Choice{{Text: "Somebody without an account"}}
	for _, a := range all {
		if a.Status != identity.Disabled {
			items = append(items, ui.Choice{Value: a.ID, Text: a.Name})
		}
	}
	return items, err
}

func take(v *visit.Visit) error {
	f := v.Fields
	m := studies.Member{StudyID: v.Path("study"), AccountID: f.Get("account"), Name: f.Get("name"), Affiliation: f.Get("affiliation"), Role: studies.Role(f.Get("role")), SiteID: f.Get("site"), Shown: f.Is("shown", "yes")}
	if _, err := studies.Take(v.Context(), v.House.DB, v.Actor, v.Once(), m); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return teamPage(v, bad) })
	}
	return instudy.Done(v, "/team", "They are in the team.")
}

func leave(v *visit.Visit) error {
	if err := studies.Leave(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("seat")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return teamPage(v, bad) })
	}
	if _, err := seatOf(v); err != nil {
		return v.Done("/studies", "You have left the study.")
	}
	return instudy.Done(v, "/team", "They have left that role.")
}

// seatOf is the actor's seat as it stands now.
func seatOf(v *visit.Visit) (s studies.Seat, err error) {
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		s, err = studies.Enter(r, v.Actor, v.Path("study"), studies.Follow)
		return err
	})
	return s, err
}
