package events

import (
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/engagement/events"
	"linkwork/internal/web/bylink"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showInvitations(v *visit.Visit, p place) error { return invitationsForm(v, p, nil) }

func invitationsForm(v *visit.Visit, p place, bad *db.Invalid) error {
	return with(v, p, "Invitations", bad, involve, func(r *db.Snapshot, e event) (visit.View, error) {
		all, err := events.Invitees(r, e.Host, e.Event)
		return visit.View{Body: invitationsBody(v.Fields, e, all, visit.NewToken(), visit.Faults(bad))}, err
	})
}

func addInvitees(v *visit.Visit, p place) error {
	n, err := events.AddInvitees(v.Context(), v.House.DB, p.in(), v.Once(), v.Path("exchange"), v.Fields.Get("list"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return invitationsForm(v, p, bad) })
	}
	return done(v, p, "/invitations", people(n)+" added to the list.", nil)
}

// mostList is how many bytes a list has, and BodyLimit what is let in with it.
const (
	mostList  = 1 << 20
	BodyLimit = mostList + 1<<20
)

// Uploads reports whether a path is one at which an organisation sends a list.
func Uploads(path string) bool {
	return strings.HasPrefix(path, bylink.Keep.Path+"/") && strings.HasSuffix(path, "/invitations/upload")
}

// uploadInvitees takes a list as a file. What is wrong with it is told at the file.
func uploadInvitees(v *visit.Visit, p place) error {
	sent, err := v.NeedFile("file", mostList, "Send it in parts")
	if err == nil {
		_, err = events.AddInvitees(v.Context(), v.House.DB, p.in(), v.Once(), v.Path("exchange"), db.Storable(string(sent.Body)))
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error {
			for i := range bad.Fields {
				bad.Fields[i].Field = "file"
			}
			return invitationsForm(v, p, bad)
		})
	}
	return done(v, p, "/invitations", "The people in the file are on the list.", nil)
}

func invite(v *visit.Visit, p place) error {
	err := events.Invite(v.Context(), v.House.DB, p.in(), v.Once(), v.Path("exchange"), ways(v))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return invitationsForm(v, p, bad) })
	}
	return done(v, p, "/invitations", "The invitations are on their way.", nil)
}

func showPeople(v *visit.Visit, p place) error {
	return with(v, p, "People", nil, involve, func(r *db.Snapshot, e event) (visit.View, error) {
		all, err := events.Delegates(r, e.Host, e.Event)
		return visit.View{Body: peopleBody(e, all)}, err
	})
}

// said is what was typed of a delegate.
func said(v *visit.Visit) events.Delegate {
	f := v.Fields
	return events.Delegate{EventID: v.Path("exchange"), Name: f.Get("name"), Email: f.Get("email"), Kind: events.Kind(f.Get("kind")), Organisation: f.Get("organisation"), Needs: f.Get("needs"), Food: f.Get("food"), Photos: f.Is("photos", "yes")}
}

func showEnter(v *visit.Visit, p place) error { return enterForm(v, p, nil) }

func enterForm(v *visit.Visit, p place, bad *db.Invalid) error {
	return with(v, p, "Register somebody", bad, involve, func(_ *db.Snapshot, e event) (visit.View, error) {
		return visit.View{Body: enterBody(v.Fields, e, visit.NewToken(), visit.Faults(bad))}, nil
	})
}

func enter(v *visit.Visit, p place) error {
	entered, err := events.Enter(v.Context(), v.House.DB, p.in(), v.Once(), said(v), ways(v))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return enterForm(v, p, theirs(bad)) })
	}
	words := "Registered." // sent twice
	switch entered.State {
	case events.Coming:
		words = entered.Name + " has a place."
	case events.Waiting:
		words = "All places are taken. " + entered.Name + " is on the waiting list."
	}
	return done(v, p, "/people", words, nil)
}

// theirs says faults of a form about somebody else to whoever fills it in.
func theirs(bad *db.Invalid) *db.Invalid {
	for i, f := range bad.Fields {
		switch {
		case f.Field == "name" && f.Message == "Enter your name":
			bad.Fields[i].Message = "Enter their name"
		case f.Field == "kind":
			bad.Fields[i].Message = "Choose what they are"
		}
	}
	return bad
}

// delegate is the page of one delegate. Token is of a link that was just made.
type delegate struct {
	event
	events.Delegate
	Sites []ui.Choice
	Link  string
}

func showDelegate(v *visit.Visit, p place) error { return delegateForm(v, p, "", nil) }

func delegateForm(v *visit.Visit, p place, token string, bad *db.Invalid) error {
	return with(v, p, "Delegate", bad, involve, func(r *db.Snapshot, e event) (visit.View, error) {
		d, err := events.TheDelegate(r, e.Host, e.Event, v.Path("delegate"))
		if err != nil {
			return visit.View{}, err
		}
		x := delegate{event: e, Delegate: d}
		if token != "" {
			x.Link = v.House.BaseURL + events.Path + "/" + token
		}
		if e.study() {
			x.Sites, err = sites(r, e.Seat)
		}
		return visit.View{Body: delegateBody(v.Fields, x, visit.NewToken(), visit.Faults(bad))}, err
	})
}

func setSite(v *visit.Visit, p place) error {
	err := events.From(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("exchange"), v.Path("delegate"), v.Fields.Get("site"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return delegateForm(v, p, "", bad) })
	}
	return done(v, p, "/people/"+v.Path("delegate"), "Noted.", nil)
}

func leave(v *visit.Visit, p place) error {
	return done(v, p, "/people", "Their place is free, or they are off the list.", events.LeaveFor(v.Context(), v.House.DB, p.in(), v.Once(), v.Path("exchange"), v.Path("delegate"), ways(v)))
}

// hand shows a link to a delegate's page once, to be scanned from the screen.
func hand(v *visit.Visit, p place) error {
	token, err := events.Hand(v.Context(), v.House.DB, p.in(), v.Once(), v.Path("exchange"), v.Path("delegate"))
	if err != nil {
		return err
	}
	return delegateForm(v, p, token, nil)
}
