// Package meet is what a participant of a study opens by a link: when and where they
// meet a researcher, and what was written down of their talk. It says little of the
// study: others may look over their shoulder.
package meet

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	at, read := interviews.MeetPath+"/{token}", interviews.ReadPath+"/{token}"
	return []visit.Route{
		{Pattern: "GET " + at, Who: visit.Public, Handle: show},
		{Pattern: "GET " + at + "/calendar", Who: visit.Public, Handle: calendar},
		{Pattern: "POST " + at, Who: visit.Public, Handle: cannot},
		{Pattern: "GET " + read, Who: visit.Public, Handle: showTranscript},
		{Pattern: "POST " + read, Who: visit.Public, Handle: putRight},
	}
}

// page shows a page for somebody who came by a link; what has ended has its own words.
func page(v *visit.Visit, bad *db.Invalid, read func(r *db.Snapshot) (title string, body templ.Component, err error)) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		area, err := teams.TheArea(r)
		if err != nil {
			return visit.View{}, err
		}
		title, body, err := read(r)
		frame := shell.Page{Title: title, Public: visit.ForPeople(area)}
		if errors.Is(err, links.ErrEnded) {
			frame.Title = "This link has ended"
			return visit.View{Page: frame, Status: http.StatusGone, Body: endedPage()}, nil
		}
		if err != nil {
			return visit.View{}, err
		}
		return v.FormView(frame, body, bad), nil
	})
}

func show(v *visit.Visit) error { return meeting(v, nil) }

func meeting(v *visit.Visit, bad *db.Invalid) error {
	return page(v, bad, func(r *db.Snapshot) (string, templ.Component, error) {
		m, err := interviews.Open(r, v.Path("token"))
		return "When we meet", meetPage(v.Fields, m, v.Path("token"), visit.NewToken(), visit.Faults(bad)), err
	})
}

func calendar(v *visit.Visit) error {
	var text string
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		m, err := interviews.Open(r, v.Path("token"))
		if err == nil {
			text = m.Calendar(r.Now())
		}
		return err
	})
	if errors.Is(err, links.ErrEnded) {
		return v.Go(interviews.MeetPath + "/" + v.Path("token"))
	}
	if err != nil {
		return err
	}
	return v.SendBody("appointment.ics", "text/calendar; charset=utf-8", []byte(text))
}

func cannot(v *visit.Visit) error {
	err := interviews.CannotCome(v.Context(), v.House.DB, v.Once(), v.Path("token"), v.Fields.Get("words"))
	if err != nil && !errors.Is(err, links.ErrEnded) {
		return v.Again(err, func(bad *db.Invalid) error { return meeting(v, bad) })
	}
	v.Fields = visit.Fields{}
	return meeting(v, nil)
}

func showTranscript(v *visit.Visit) error { return transcript(v, false, nil) }

func transcript(v *visit.Visit, sent bool, bad *db.Invalid) error {
	return page(v, bad, func(r *db.Snapshot) (string, templ.Component, error) {
		x, err := interviews.OpenTranscript(r, v.Path("token"))
		return "What we wrote down", transcriptPage(v.Fields, x, v.Path("token"), sent, visit.NewToken(), visit.Faults(bad)), err
	})
}

func putRight(v *visit.Visit) error {
	err := interviews.PutRight(v.Context(), v.House.DB, v.Once(), v.Path("token"), v.Fields.Get("words"))
	if err != nil && !errors.Is(err, links.ErrEnded) {
		return v.Again(err, func(bad *db.Invalid) error { return transcript(v, false, bad) })
	}
	return transcript(v, err == nil, nil)
}
