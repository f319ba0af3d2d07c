package events

import (
	"time"

	ics "github.com/arran4/golang-ical"
)

// Calendar is an event for a calendar, as iCalendar: an entry for each day. link is where
// one reads more, "" for nowhere; where the event is online is in it as far as the event
// tells.
func (e Event) Calendar(now time.Time, link string) string {
	c := ics.NewCalendar()
	c.SetProductId("-//Linkwork//Events//EN")
	c.SetMethod(ics.MethodPublish)
	for _, d := range e.Days {
		x := c.AddEvent(e.ID + "-" + d.Date().String() + "@linkwork")
		x.SetDtStampTime(now)
		x.SetSequence(e.Version - 1) // a calendar takes what is newer
		x.SetStartAt(d.Starts)
		x.SetEndAt(d.Ends)
		x.SetSummary(e.Title)
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
			words += "\nOnline: " + e.Online
		}
		if words != "" {
			x.SetDescription(words)
		}
		if link != "" {
			x.SetURL(link)
		}
	}
	return c.Serialize()
}
