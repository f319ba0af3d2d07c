// Package attend is where everybody reads of events and registers without an account, and
// where somebody who did finds their own page by a link: whether they have a place, how to
// leave, and on the day what delegates do together.
//
// No page says whether an address is registered. Opening a link changes nothing: programs
// that check mail open links too.
package attend

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"linkwork/internal/db"
	"linkwork/internal/engagement/events"
	"linkwork/internal/links"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	public, one, invited, own := events.PublicPath, events.PublicPath+"/{event}", events.InvitedPath+"/{token}", events.Path+"/{token}"
	return []visit.Route{
		{Pattern: "GET " + public, Who: visit.Public, Handle: showAll},
		{Pattern: "GET " + one, Who: visit.Public, Handle: showOne},
		{Pattern: "GET " + one + "/calendar", Who: visit.Public, Handle: calendar},
		{Pattern: "GET " + one + "/register", Who: visit.Public, Handle: showRegister},
		{Pattern: "POST " + one + "/register", Who: visit.Public, Handle: register},
		{Pattern: "GET " + one + "/sent", Who: visit.Public, Handle: showSent},
		{Pattern: "GET " + invited, Who: visit.Public, Handle: showInvited},
		{Pattern: "POST " + invited, Who: visit.Public, Handle: registerInvited},
		{Pattern: "POST " + invited + "/stop", Who: visit.Public, Handle: stop},
		{Pattern: "GET " + own, Who: visit.Public, Handle: showOwn},
		{Pattern: "POST " + own + "/confirm", Who: visit.Public, Handle: does(events.Confirm)},
		{Pattern: "POST " + own + "/accept", Who: visit.Public, Handle: does(events.Accept)},
		{Pattern: "POST " + own + "/leave", Who: visit.Public, Handle: does(events.Leave)},
		{Pattern: "GET " + own + "/change", Who: visit.Public, Handle: showChange},
		{Pattern: "POST " + own + "/change", Who: visit.Public, Handle: change},
		{Pattern: "GET " + own + "/calendar", Who: visit.Public, Handle: ownCalendar},
		{Pattern: "POST " + own + "/feedback", Who: visit.Public, Handle: feedback},
		{Pattern: "GET " + own + "/contacts", Who: visit.Public, Handle: showContacts},
		{Pattern: "POST " + own + "/contacts", Who: visit.Public, Handle: join},
		{Pattern: "POST " + own + "/contacts/wish", Who: visit.Public, Handle: wish},
		{Pattern: "GET " + own + "/roles", Who: visit.Public, Handle: showRoles},
		{Pattern: "POST " + own + "/roles", Who: visit.Public, Handle: compare},
		{Pattern: "POST " + own + "/roles/remove", Who: visit.Public, Handle: uncompare},
	}
}

func ways(v *visit.Visit) events.Ways { return events.Ways{BaseURL: v.House.BaseURL} }

// page shows a page for everybody. Links that have ended have their own words.
func page(v *visit.Visit, back *ui.Link, bad *db.Invalid, read func(r *db.Snapshot) (title string, body templ.Component, err error)) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		if err != nil {
			return visit.View{}, err
		}
		title, body, err := read(r)
		frame := shell.Page{Title: title, Public: visit.ForOrganisations(area), Back: back}
		if errors.Is(err, links.ErrEnded) {
			frame.Title, frame.Back = "This link has ended", nil
			return visit.View{Page: frame, Status: http.StatusGone, Body: endedPage()}, nil
		}
		if err != nil {
			return visit.View{}, err
		}
		return v.FormView(frame, body, bad), nil
	})
}

func showAll(v *visit.Visit) error {
	return page(v, nil, nil, func(r *db.Snapshot) (string, templ.Component, error) {
		ahead, err := events.Ahead(r)
		if err != nil {
			return "", nil, err
		}
		past, err := events.Past(r)
		return "Events", allPage(ahead, past, r.Now()), err
	})
}

func showOne(v *visit.Visit) error {
	return page(v, &ui.Link{Text: "All events", Href: events.PublicPath}, nil, func(r *db.Snapshot) (string, templ.Component, error) {
		x, err := events.ThePage(r, v.Path("event"))
		return x.Title, onePage(x, x.LetsIn(r.Now()), x.Ahead(r.Now())), err
	})
}

func calendar(v *visit.Visit) error {
	var text string
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		x, err := events.ThePage(r, v.Path("event"))
		text = x.Calendar(r.Now(), v.House.BaseURL+href(x.Event))
		return err
	}); err != nil {
		return err
	}
	return v.SendBody("event.ics", "text/calendar; charset=utf-8", []byte(text))
}

func href(e events.Event) string { return events.PublicPath + "/" + e.ID }

func showRegister(v *visit.Visit) error { return registerForm(v, nil) }

func registerForm(v *visit.Visit, bad *db.Invalid) error {
	return page(v, &ui.Link{Text: "Back to the event", Href: events.PublicPath + "/" + v.Path("event")}, bad, func(r *db.Snapshot) (string, templ.Component, error) {
		x, err := events.ThePage(r, v.Path("event"))
		if err == nil && !x.LetsIn(r.Now()) {
			return "Registration is not open", shutPage(x), nil
		}
		return "Register: " + x.Title, registerPage(v.Fields, x, href(x.Event)+"/register", visit.NewToken(), visit.Faults(bad)), err
	})
}

// said is what somebody typed of themselves.
func said(f visit.Fields) events.Delegate {
	return events.Delegate{Name: f.Get("name"), Email: f.Get("email"), Kind: events.Kind(f.Get("kind")), Organisation: f.Get("organisation"), Needs: f.Get("needs"), Food: f.Get("food"), Photos: f.Is("photos", "yes")}
}

func register(v *visit.Visit) error {
	x := said(v.Fields)
	x.EventID = v.Path("event")
	err := events.Register(v.Context(), v.House.DB, v.Once(), x, "", ways(v))
	if err != nil && !errors.Is(err, events.ErrShut) {
		return v.Again(err, func(bad *db.Invalid) error { return registerForm(v, bad) })
	}
	if err != nil {
		return registerForm(v, nil)
	}
	return v.Go(events.PublicPath + "/" + x.EventID + "/sent")
}

func showSent(v *visit.Visit) error {
	return page(v, &ui.Link{Text: "Back to the event", Href: events.PublicPath + "/" + v.Path("event")}, nil, func(r *db.Snapshot) (string, templ.Component, error) {
		x, err := events.ThePage(r, v.Path("event"))
		return "Look at your email", sentPage(x), err
	})
}

func showInvited(v *visit.Visit) error { return invitedForm(v, nil) }

func invitedForm(v *visit.Visit, bad *db.Invalid) error {
	return page(v, nil, bad, func(r *db.Snapshot) (string, templ.Component, error) {
		i, err := events.OfInvitation(r, v.Path("token"))
		if err != nil {
			return "", nil, err
		}
		x, err := events.ThePage(r, i.EventID)
		if err == nil && !x.LetsIn(r.Now()) {
			return "Registration is not open", shutPage(x), nil
		}
		return x.Title, invitedPage(v.Fields, x, i, events.InvitedPath+"/"+v.Path("token"), visit.NewToken(), visit.Faults(bad)), err
	})
}

func registerInvited(v *visit.Visit) error {
	var i events.Invitee
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		i, err = events.OfInvitation(r, v.Path("token"))
		return err
	})
	x := said(v.Fields)
	x.EventID = i.EventID
	if err == nil {
		err = events.Register(v.Context(), v.House.DB, v.Once(), x, v.Path("token"), ways(v))
	}
	switch {
	case errors.Is(err, events.ErrShut), errors.Is(err, links.ErrEnded):
		return invitedForm(v, nil)
	case err != nil:
		return v.Again(err, func(bad *db.Invalid) error { return invitedForm(v, bad) })
	}
	return v.Go(events.PublicPath + "/" + x.EventID + "/sent")
}

func stop(v *visit.Visit) error {
	err := events.StopMail(v.Context(), v.House.DB, v.Once(), v.Path("token"))
	if err != nil && !errors.Is(err, links.ErrEnded) {
		return err
	}
	return invitedForm(v, nil)
}
