package desk

import (
	"linkwork/internal/db"
	"linkwork/internal/desk"
	"linkwork/internal/referrals"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	return []visit.Route{
		{Pattern: "GET /refer/rang", Who: visit.PracticeStaff, Handle: showLeft},
		{Pattern: "GET /refer/rang/new", Who: visit.PracticeStaff, Handle: showLeave},
		{Pattern: "POST /refer/rang/new", Who: visit.PracticeStaff, Handle: leave},
		{Pattern: "GET /refer/sent/{referral}/rang", Who: visit.PracticeStaff, Handle: showLeave},
		{Pattern: "POST /refer/sent/{referral}/rang", Who: visit.PracticeStaff, Handle: leave},
		{Pattern: "GET /refer/clinics", Who: visit.PracticeStaff, Handle: showClinics},
		{Pattern: "GET /refer/clinics/book", Who: visit.PracticeStaff, Handle: showBook},
		{Pattern: "POST /refer/clinics/book", Who: visit.PracticeStaff, Handle: bookTime},
		{Pattern: "POST /refer/clinics/{reservation}/give-back", Who: visit.PracticeStaff, Handle: giveBack},
		{Pattern: "GET /messages", Who: visit.Supporters, Handle: showWaiting},
		{Pattern: "GET /messages/{note}", Who: visit.Supporters, Handle: showNote},
		{Pattern: "POST /messages/{note}", Who: visit.Supporters, Handle: settle},
		{Pattern: "POST /messages/{note}/find", Who: visit.Supporters, Handle: findPerson},
		{Pattern: "POST /messages/{note}/recognise", Who: visit.Supporters, Handle: recognise},
		{Pattern: "GET /team/way-back", Who: visit.Managers, Handle: showWayBack},
		{Pattern: "POST /team/way-back", Who: visit.Managers, Handle: setWayBack},
	}
}

func showLeft(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		left, err := desk.OfPractice(r, v.Actor)
		if err != nil {
			return visit.View{}, err
		}
		named, err := names(r, left)
		page := shell.Page{Title: "Messages to link workers", Section: "Messages", Wide: true}
		return visit.View{Page: page, Body: leftPage(left, named)}, err
	})
}

func showLeave(v *visit.Visit) error { return leaveForm(v, nil) }

func leaveForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		if err != nil {
			return visit.View{}, err
		}
		var ref referrals.Referral
		if id := v.Path("referral"); id != "" {
			if ref, err = referrals.Get(r, v.Actor, id); err != nil {
				return visit.View{}, err
			}
		}
		page := shell.Page{Title: "Somebody rang", Section: "Messages", Back: &ui.Link{Text: "Back to messages", Href: "/refer/rang"}}
		return v.FormView(page, leavePage(v.Fields, ref, area, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func leave(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	l := desk.Left{ReferralID: v.Path("referral"), Who: f.Get("who"), About: f.Get("about"), Words: f.Get("words"), CallBack: f.Get("call_back"), ByWhen: f.Date("by_when", bad)}
	err := bad.Err()
	if err == nil {
		_, err = desk.Leave(v.Context(), v.House.DB, v.Actor, v.Once(), l)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return leaveForm(v, bad) })
	}
	return v.Done("/refer/rang", "Left for the link worker. You will see here what became of it.")
}
