package attend

import (
	"context"
	"errors"

	"github.com/a-h/templ"

	"linkwork/internal/asking"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/events"
	"linkwork/internal/links"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func at(v *visit.Visit, below string) string { return events.Path + "/" + v.Path("token") + below }

// own shows a page to the delegate of a link.
func own(v *visit.Visit, back bool, bad *db.Invalid, read func(r *db.Snapshot, o events.Own) (string, templ.Component, error)) error {
	var link *ui.Link
	if back {
		link = &ui.Link{Text: "Back to your page", Href: at(v, "")}
	}
	return page(v, link, bad, func(r *db.Snapshot) (string, templ.Component, error) {
		o, err := events.OfLink(r, v.Path("token"))
		if err != nil {
			return "", nil, err
		}
		return read(r, o)
	})
}

func showOwn(v *visit.Visit) error {
	return own(v, false, nil, func(r *db.Snapshot, o events.Own) (string, templ.Component, error) {
		return standing(o), ownPage(o, at(v, ""), o.Exchanges(r.Now()), o.Asks(r.Now()), o.Event.Ahead(r.Now()), o.Event.LetsIn(r.Now()), visit.NewToken()), nil
	})
}

// does is an act of a delegate by their link, and leads back to their page.
func does(act func(ctx context.Context, d *db.DB, key once.Key, token string, w events.Ways) error) visit.Handler {
	return func(v *visit.Visit) error {
		return back(v, "", act(v.Context(), v.House.DB, v.Once(), v.Path("token"), ways(v)))
	}
}

// back leads to a page of the delegate after an act. What came too late, or does not fit
// how they stand any more, is told by that page.
func back(v *visit.Visit, below string, err error) error {
	if err != nil && !errors.Is(err, events.ErrShut) && !errors.Is(err, db.ErrConflict) && !errors.Is(err, links.ErrEnded) {
		return err
	}
	return v.Go(at(v, below))
}

func showChange(v *visit.Visit) error {
	return changeForm(v, nil)
}

func changeForm(v *visit.Visit, bad *db.Invalid) error {
	return own(v, true, bad, func(_ *db.Snapshot, o events.Own) (string, templ.Component, error) {
		if bad == nil {
			f := v.Fields
			f.Set("name", o.Name)
			f.Set("kind", string(o.Kind))
			f.Set("organisation", o.Organisation)
			if o.Photos {
				f.Set("photos", "yes")
			}
		}
		return "Change what you told us", changePage(v.Fields, o, at(v, "/change"), visit.NewToken(), visit.Faults(bad)), nil
	})
}

func change(v *visit.Visit) error {
	err := events.Amend(v.Context(), v.House.DB, v.Once(), v.Path("token"), said(v.Fields))
	if _, faulty := errors.AsType[*db.Invalid](err); faulty {
		return v.Again(err, func(bad *db.Invalid) error { return changeForm(v, bad) })
	}
	return back(v, "", err)
}

func ownCalendar(v *visit.Visit) error {
	var text string
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		o, err := events.OfLink(r, v.Path("token"))
		if err == nil {
			text = o.Event.Calendar(r.Now(), v.House.BaseURL+href(o.Event))
		}
		return err
	})
	if errors.Is(err, links.ErrEnded) {
		return v.Go(at(v, ""))
	}
	if err != nil {
		return err
	}
	return v.SendBody("event.ics", "text/calendar; charset=utf-8", []byte(text))
}

// feedback leads to the questions. Nothing joins them to the delegate's page.
func feedback(v *visit.Visit) error {
	token, err := events.Begin(v.Context(), v.House.DB, v.Once(), v.Path("token"))
	if err == nil && token != "" {
		return v.Go(asking.Path + "/" + token)
	}
	if errors.Is(err, events.ErrAsked) {
		err = nil
	}
	return back(v, "", err)
}

func showContacts(v *visit.Visit) error {
	return own(v, true, nil, func(r *db.Snapshot, o events.Own) (string, templ.Component, error) {
		if !o.Exchanges(r.Now()) {
			return "", nil, db.ErrNotFound
		}
		all, err := o.Acquaintances(r)
		return "Keep in contact", contactsPage(o, all, at(v, "/contacts"), visit.NewToken()), err
	})
}

func join(v *visit.Visit) error {
	return back(v, "/contacts", events.JoinExchange(v.Context(), v.House.DB, v.Once(), v.Path("token"), v.Fields.Is("join", "yes")))
}

func wish(v *visit.Visit) error {
	return back(v, "/contacts", events.Wish(v.Context(), v.House.DB, v.Once(), v.Path("token"), v.Fields.Get("other"), v.Fields.Is("wish", "yes"), ways(v)))
}

func showRoles(v *visit.Visit) error { return rolesForm(v, nil) }

func rolesForm(v *visit.Visit, bad *db.Invalid) error {
	return own(v, true, bad, func(r *db.Snapshot, o events.Own) (string, templ.Component, error) {
		if !o.Compares(r.Now()) {
			return "", nil, db.ErrNotFound
		}
		all, err := o.Comparisons(r)
		return "What is it like where you work?", rolesPage(v.Fields, o, all, at(v, "/roles"), visit.NewToken(), visit.Faults(bad)), err
	})
}

func compare(v *visit.Visit) error {
	f := v.Fields
	c := events.Comparison{Topic: f.Get("topic"), Network: f.Get("network"), Here: f.Get("here"), Compared: events.Compared(f.Get("compared"))}
	err := events.Compare(v.Context(), v.House.DB, v.Once(), v.Path("token"), c)
	if _, faulty := errors.AsType[*db.Invalid](err); faulty {
		return v.Again(err, func(bad *db.Invalid) error { return rolesForm(v, bad) })
	}
	return back(v, "/roles", err)
}

func uncompare(v *visit.Visit) error {
	return back(v, "/roles", events.RemoveComparison(v.Context(), v.House.DB, v.Once(), v.Path("token"), v.Fields.Get("comparison")))
}
