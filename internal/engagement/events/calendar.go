package events

import (
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
)

// Calendar is an event for a calendar, as iCalendar: an entry for each day. link is where
// one reads more, "" for nowhere; where the event is online is in it as far as the event
// tells. Days that were taken out are in it as cancelled, so that no calendar keeps them.
func (e Event) Calendar(now time.Time, link string) string {
	c := ics.NewCalendar()
	c.SetProductId("-//Linkwork//Events//EN")
	c.SetMethod(ics.MethodPublish)
	for _, d := range e.Days {
		x := e.entry(c, d, now)
		if e.State == Cancelled {
			x.SetStatus(ics.ObjectStatusCancelled)
		}
		switch {
		case e.Venue != "":
			x.SetLocation(e.Venue)
		case e.Online != "":
			x.SetLocation(e.Online)
		}
		words := d.Words
		if e.Online != "" {
			words = strings.TrimSpace(words + "\nOnline: " + e.Online)
		}
		if words != "" {
			x.SetDescription(words)
		}
		if link != "" {
			x.SetURL(link)
		}
	}
	for _, d := range e.Dropped {
		e.entry(c, d, now).SetStatus(ics.ObjectStatusCancelled)
	}
	return c.Serialize(ics.WithNewLineWindows) // as the format asks, wherever it runs
}

// entry adds a day to a calendar, under a name that stays.
func (e Event) entry(c *ics.Calendar, d Day, now time.Time) *ics.VEvent {
	x := c.AddEvent(e.ID + "-" + d.Date().String() + "@linkwork")
	x.SetDtStampTime(now)
	x.SetSequence(e.Version - 1) // a calendar takes what is newer
	x.SetStartAt(d.Starts)
	x.SetEndAt(d.Ends)
	x.SetSummary(e.Title)
	return x
}
