// Package answering is where people come to a study's questionnaire by a link, and where
// they are asked at the end whether they may be invited to an interview. The questions
// themselves are asked in web/asked.
package answering

import (
	"crypto/rand"
	"errors"
	"net/http"
	"slices"

	"linkwork/internal/asking"
	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/links"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// OfferPath is where they are asked about an interview, below the address of the house.
const OfferPath = "/interview-offer"

// Routes of the place.
func Routes() []visit.Route {
	at, offer := questionnaires.Path+"/{token}", OfferPath+"/{token}"
	return []visit.Route{
		{Pattern: "GET " + at, Who: visit.Public, Handle: show},
		{Pattern: "POST " + at, Who: visit.Public, Handle: start},
		{Pattern: "POST " + at + "/stop", Who: visit.Public, Handle: stop},
		{Pattern: "GET " + offer, Who: visit.Public, Handle: showOffer},
		{Pattern: "POST " + offer, Who: visit.Public, Handle: optIn},
	}
}

// came is somebody who came by a link.
type came struct {
	questionnaires.Came
	Form     form.Form
	Language string
	Open     bool // they can begin now
	Who      questionnaires.Introduction
}

func (c came) in(w form.Words) string { return c.Form.In(w, c.Language) }

func show(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		if err != nil {
			return visit.View{}, err
		}
		frame := shell.Page{Title: "This questionnaire is closed", Public: visit.ForPeople(area)}
		c, err := read(r, v)
		switch {
		case errors.Is(err, links.ErrEnded):
			frame.Title = "This link has ended"
			return visit.View{Page: frame, Status: http.StatusGone, Body: endedPage()}, nil
		case err != nil:
			return visit.View{}, err
		case !c.Open:
			return visit.View{Page: frame, Body: shutPage(c)}, nil
		}
		frame.Title = c.in(c.Form.Title)
		return visit.View{Page: frame, Body: startPage(c, v.Path("token"), visit.NewToken())}, nil
	})
}

func read(r *db.Snapshot, v *visit.Visit) (c came, err error) {
	if c.Came, err = questionnaires.OfLink(r, v.Path("token")); err != nil {
		return c, err
	}
	if c.Who, err = c.Introduce(r, c.Study); err != nil {
		return c, err
	}
	if c.Open, err = c.Came.Open(r); err != nil {
		return c, err
	}
	if c.Edition > 0 {
		if c.Form, err = c.Questionnaire.Form(r); err != nil {
			return c, err
		}
	}
	c.Language = c.Form.Main()
	if asked := v.Fields.Get("language"); slices.Contains(c.Form.Languages, asked) {
		c.Language = asked
	}
	return c, nil
}

// mark is the cookie by which a browser that answers twice is told, within this house
// and for as long as it is open. It says nothing about who it is.
const mark = "linkwork-study-mark"

func start(v *visit.Visit) error {
	g := questionnaires.Guard{Trap: v.Fields.Get("website")}
	if cookie, err := v.R.Cookie(mark); err == nil && len(cookie.Value) < 100 {
		g.Browser = cookie.Value
	} else {
		g.Browser = rand.Text()
		http.SetCookie(v.W, &http.Cookie{Name: mark, Value: g.Browser, Path: questionnaires.Path, HttpOnly: true, Secure: v.House.Secure(), SameSite: http.SameSiteLaxMode})
	}
	token, err := questionnaires.Start(v.Context(), v.House.DB, v.Once(), v.Path("token"), v.Fields.Get("language"), g)
	switch {
	case errors.Is(err, questionnaires.ErrShut), errors.Is(err, links.ErrEnded), err == nil && token == "":
		return v.Go(questionnaires.Path + "/" + v.Path("token"))
	case err != nil:
		return err
	}
	return v.Go(asking.Path + "/" + token + "/question")
}

func stop(v *visit.Visit) error {
	if err := questionnaires.StopMail(v.Context(), v.House.DB, v.Once(), v.Path("token")); err != nil {
		return err
	}
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		return visit.View{Page: shell.Page{Title: "No more mail", Public: visit.ForPeople(area)}, Body: stoppedPage()}, err
	})
}

func showOffer(v *visit.Visit) error { return offerForm(v, nil) }

func offerForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		o, err := questionnaires.OfferTo(r, v.Path("token"))
		if err != nil {
			return visit.View{}, err
		}
		along, err := o.GoAlong(r)
		if err != nil {
			return visit.View{}, err
		}
		area, err := teams.TheArea(r)
		frame := shell.Page{Title: "May we invite you to an interview?", Public: visit.ForPeople(area)}
		return v.FormView(frame, offerPage(v.Fields, o, along, v.Path("token"), visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func optIn(v *visit.Visit) error {
	f := v.Fields
	c := participants.Contact{Name: f.Get("contact_name"), Phone: f.Get("phone"), Email: f.Get("email"), Way: participants.Way(f.Get("way"))}
	if err := questionnaires.OptIn(v.Context(), v.House.DB, v.Once(), v.Path("token"), c); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return offerForm(v, bad) })
	}
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		return visit.View{Page: shell.Page{Title: "Thank you", Public: visit.ForPeople(area)}, Body: thanksPage()}, err
	})
}
