package subscribe

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/teams"
	"linkwork/internal/updates/readers"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Path is where somebody chooses what to subscribe to.
const Path = "/updates/subscribe"

// Routes of the place.
func Routes() []visit.Route {
	confirm, leave, prefer := readers.ConfirmPath+"/{token}", readers.LeavePath+"/{token}", readers.PreferencesPath+"/{token}"
	return []visit.Route{
		{Pattern: "GET " + Path, Who: visit.Public, Handle: showLists},
		{Pattern: "GET " + Path + "/{study}", Who: visit.Public, Handle: showList},
		{Pattern: "POST " + Path + "/{study}", Who: visit.Public, Handle: subscribe},
		{Pattern: "GET " + confirm, Who: visit.Public, Handle: showConfirm},
		{Pattern: "POST " + confirm, Who: visit.Public, Handle: confirmed},
		{Pattern: "GET " + leave, Who: visit.Public, Handle: showLeave},
		{Pattern: "POST " + leave, Who: visit.Public, Handle: left, FromAnywhere: true},
		{Pattern: "GET " + prefer, Who: visit.Public, Handle: showPreferences},
		{Pattern: "POST " + prefer, Who: visit.Public, Handle: prefers},
	}
}

// show shows a page of the place.
func show(v *visit.Visit, title string, status int, read func(r *db.Snapshot) (templ.Component, error)) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		if err != nil {
			return visit.View{}, err
		}
		body, err := read(r)
		return visit.View{Page: shell.Page{Title: title, Public: visit.ForOrganisations(area), Error: status == http.StatusUnprocessableEntity}, Body: body, Status: status}, err
	})
}

func say(body templ.Component) func(*db.Snapshot) (templ.Component, error) {
	return func(*db.Snapshot) (templ.Component, error) { return body, nil }
}

func showLists(v *visit.Visit) error {
	return show(v, "Updates by email", http.StatusOK, func(r *db.Snapshot) (templ.Component, error) {
		all, err := readers.OpenLists(r)
		return listsBody(all), err
	})
}

func showList(v *visit.Visit) error { return listPage(v, nil) }

func listPage(v *visit.Visit, bad *db.Invalid) error {
	status := http.StatusOK
	if bad != nil {
		status = http.StatusUnprocessableEntity
	}
	return show(v, "Get updates by email", status, func(r *db.Snapshot) (templ.Component, error) {
		l, offered, err := readers.OpenList(r, v.Path("study"))
		if errors.Is(err, db.ErrNotFound) {
			l, next, err := readers.EndedList(r, v.Path("study"))
			return overBody(l, next), err
		}
		return listBody(v.Fields, l, topicChoices(offered), visit.NewToken(), visit.Faults(bad)), err
	})
}

func topicChoices(all []readers.Topic) (items []ui.Choice) {
	for _, t := range all {
		items = append(items, ui.Choice{Value: t.ID, Text: t.Name})
	}
	return items
}

func subscribe(v *visit.Visit) error {
	w := readers.Wish{StudyID: v.Path("study"), Address: v.Fields.Get("address"), Topics: v.Fields.All("topics")}
	if err := readers.Subscribe(v.Context(), v.House.DB, v.Once(), v.House.BaseURL, w); err != nil {
		if errors.Is(err, db.ErrNotFound) {
			return listPage(v, nil) // it has ended since they opened it
		}
		return v.Again(err, func(bad *db.Invalid) error { return listPage(v, bad) })
	}
	return show(v, "Look in your email", http.StatusOK, say(askedBody()))
}

func showConfirm(v *visit.Visit) error {
	var title string
	var already bool
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		x, err := readers.ByConfirmation(r, v.Path("token"))
		if err != nil {
			return err
		}
		already = x.State == readers.Confirmed
		title, err = readers.TitleOf(r, x)
		return err
	})
	if err != nil {
		return orEnded(v, err)
	}
	if already {
		return showConfirmed(v)
	}
	return show(v, "Confirm", http.StatusOK, say(confirmBody(title, readers.ConfirmPath+"/"+v.Path("token"))))
}

func confirmed(v *visit.Visit) error {
	if err := readers.Confirm(v.Context(), v.House.DB, v.Path("token")); err != nil {
		return orEnded(v, err)
	}
	return showConfirmed(v)
}

func showConfirmed(v *visit.Visit) error {
	return show(v, "You get the updates", http.StatusOK, func(r *db.Snapshot) (templ.Component, error) {
		preferences, err := readers.PreferencesOf(r, v.Path("token"))
		return confirmedBody(preferences), err
	})
}

func orEnded(v *visit.Visit, err error) error {
	if !errors.Is(err, links.ErrEnded) {
		return err
	}
	return show(v, "This link has ended", http.StatusGone, say(endedBody()))
}

func showLeave(v *visit.Visit) error {
	return show(v, "Leave", http.StatusOK, func(r *db.Snapshot) (templ.Component, error) {
		w, err := readers.ByWayOut(r, v.Path("token"))
		return leaveBody(w, v.Path("token")), err
	})
}

func left(v *visit.Visit) error {
	if err := readers.Leave(v.Context(), v.House.DB, v.Path("token")); err != nil {
		return err
	}
	return show(v, "You have left", http.StatusOK, say(leftBody()))
}

func showPreferences(v *visit.Visit) error { return preferencesPage(v, false) }

func preferencesPage(v *visit.Visit, saved bool) error {
	return show(v, "What you hear about", http.StatusOK, func(r *db.Snapshot) (templ.Component, error) {
		w, err := readers.ByWayOut(r, v.Path("token"))
		return preferencesBody(w, chosen(w), v.Path("token"), saved), err
	})
}

// chosen are the ids of what a reader chose.
func chosen(w readers.WayOut) (ids []string) {
	for _, t := range w.Offered {
		for _, name := range w.Reader.Topics {
			if name == t.Name {
				ids = append(ids, t.ID)
			}
		}
	}
	return ids
}

func prefers(v *visit.Visit) error {
	if err := readers.Choose(v.Context(), v.House.DB, v.Path("token"), v.Fields.All("topics")); err != nil {
		return err
	}
	return preferencesPage(v, true)
}
