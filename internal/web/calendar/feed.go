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
	"linkwork/internal/supervision"
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
	var f feed
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		f, err = readFeed(r, strings.TrimSuffix(v.Path("token"), ".ics"))
		return err
	})
	if err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("ETag", f.tag())
	h.Set("Cache-Control", "private, no-cache") // ask again each time, with the tag
	if v.R.Header.Get("If-None-Match") == h.Get("ETag") {
		v.W.WriteHeader(http.StatusNotModified)
		return nil
	}
	h.Set("Content-Type", "text/calendar; charset=utf-8")
	return f.calendar(v.House.DB.Now()).SerializeTo(v.W, lines)
}

// lines end as the standard says, on every machine.
const lines = ics.WithNewLineWindows

// feed is what a calendar program is told.
type feed struct {
	Appointments []diary.Appointment
	Supervisions []supervision.Supervision
}

func readFeed(r db.Reader, secret string) (f feed, err error) {
	by, err := diary.FeedReader(r, secret)
	if err != nil {
		return f, err
	}
	if f.Appointments, err = diary.Feed(r, by); err != nil {
		return f, err
	}
	from, to := diary.FeedDays(r)
	f.Supervisions, err = supervision.Between(r, by, from.Midnight(), to.AddDays(1).Midnight())
	return f, err
}

// tag changes when something in the feed does, and not with the time of asking.
func (f feed) tag() string {
	sum := sha256.New()
	for _, a := range f.Appointments {
		fmt.Fprintln(sum, a.ID, a.Version)
	}
	for _, s := range f.Supervisions {
		fmt.Fprintln(sum, s.ID, s.Version)
	}
	return `"` + hex.EncodeToString(sum.Sum(nil)[:16]) + `"`
}

// calendar writes times in UTC, which every program turns into its own.
func (f feed) calendar(now time.Time) *ics.Calendar {
	c := ics.NewCalendarFor("Linkwork")
	c.SetMethod(ics.MethodPublish)
	c.SetName("Linkwork")
	add := func(id string, version int, starts time.Time, minutes int, summary string) {
		e := c.AddEvent(id + "@linkwork")
		e.SetDtStampTime(now)
		e.SetStartAt(starts)
		e.SetEndAt(starts.Add(time.Duration(minutes) * time.Minute))
		e.SetSequence(version)
		e.SetSummary(summary)
		e.SetClass(ics.ClassificationPrivate)
	}
	for _, a := range f.Appointments {
		add(a.ID, a.Version, a.StartsAt, a.Minutes, "Appointment, "+dates.Count(a.Minutes, "minute", "minutes")+": "+vocabulary.ContactMeans.Label(a.Means))
	}
	for _, s := range f.Supervisions {
		add(s.ID, s.Version, s.StartsAt, s.Minutes, "Supervision")
	}
	return c
}
