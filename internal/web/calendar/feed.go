package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func showFeed(v *visit.Visit) error { return feedForm(v, "") }

// feedForm shows whether there is an address, and a new one this once.
func feedForm(v *visit.Visit, address string) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		since, err := diary.FeedOpened(r, v.Actor.AccountID)
		if err != nil && !visit.IsGone(err) {
			return visit.View{}, err
		}
		return visit.View{Page: shell.Page{Title: "Your calendar on another device", Section: "Calendar", Back: &ui.Link{Text: "Back to the calendar", Href: "/calendar"}},
			Body: feedPage(dates.Of(since), address)}, nil
	})
}

// openFeed shows the new address in its own answer: it is never kept.
func openFeed(v *visit.Visit) error {
	secret, err := diary.OpenFeed(v.Context(), v.House.DB, v.Actor)
	if err != nil {
		return err
	}
	return feedForm(v, v.House.BaseURL+"/calendar/feed/"+secret+".ics")
}

func closeFeed(v *visit.Visit) error {
	if err := diary.CloseFeed(v.Context(), v.House.DB, v.Actor); err != nil {
		return err
	}
	return v.Done("/calendar/feed", "The address has stopped working.")
}

// sendFeed answers a calendar program. Whoever has the address needs no
// account, so what it says names nobody and no place.
func sendFeed(v *visit.Visit) error {
	var list []diary.Appointment
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		list, err = diary.Feed(r, strings.TrimSuffix(v.Path("token"), ".ics"))
		return err
	})
	if err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("ETag", tagOf(list))
	h.Set("Cache-Control", "private, no-cache") // ask again each time, with the tag
	if v.R.Header.Get("If-None-Match") == h.Get("ETag") {
		v.W.WriteHeader(http.StatusNotModified)
		return nil
	}
	h.Set("Content-Type", "text/calendar; charset=utf-8")
	return calendarOf(list, v.House.DB.Now()).SerializeTo(v.W, lines)
}

// lines end as the standard says, on every machine.
const lines = ics.WithNewLineWindows

// tagOf changes when an appointment does, and not with the time of asking.
func tagOf(list []diary.Appointment) string {
	sum := sha256.New()
	for _, a := range list {
		fmt.Fprintln(sum, a.ID, a.Version)
	}
	return `"` + hex.EncodeToString(sum.Sum(nil)[:16]) + `"`
}

// calendarOf writes times in UTC, which every program turns into its own.
func calendarOf(list []diary.Appointment, now time.Time) *ics.Calendar {
	c := ics.NewCalendarFor("Linkwork")
	c.SetMethod(ics.MethodPublish)
	c.SetName("Linkwork")
	for _, a := range list {
		e := c.AddEvent(a.ID + "@linkwork")
		e.SetDtStampTime(now)
		e.SetStartAt(a.StartsAt)
		e.SetEndAt(a.Ends())
		e.SetSequence(a.Version)
		e.SetSummary("Appointment, " + dates.Count(a.Minutes, "minute", "minutes") + ": " + vocabulary.ContactMeans.Label(a.Means))
		e.SetClass(ics.ClassificationPrivate)
	}
	return c
}
