package events

import (
	"strings"

	"linkwork/internal/db"
)

// changed says what is another than it was for those who come, a line each; "" where nothing
// is that they must know. Where it is online is told to those who have a place, on their
// page.
func (e Event) changed(before Event) string {
	lines := e.otherDays(before)
	if before.Venue != e.Venue {
		lines = append(lines, "It is now "+place(e.Venue)+" instead of "+place(before.Venue)+".")
	}
	switch {
	case before.Online == e.Online:
	case e.Online == "":
		lines = append(lines, "It is not online any more.")
	default:
		lines = append(lines, "The address online is another. Those who have a place find it on their own page.")
	}
	return strings.Join(lines, "\n")
}

// otherDays says which days are taken out, added or at another time.
func (e Event) otherDays(before Event) (lines []string) {
	gone, more := before.without(e), e.without(before)
	for _, d := range gone {
		lines = append(lines, "There is nothing on "+d.Date().WithDay()+".")
	}
	is := "It is also on "
	if len(gone) == len(before.Days) {
		is = "It is now on "
	}
	for _, d := range more {
		lines = append(lines, is+d.When()+".")
	}
	for _, d := range e.Days {
		if was, both := before.On(d.Date()); both && was.clock() != d.clock() {
			lines = append(lines, "On "+d.Date().WithDay()+" it is now from "+d.clock()+" instead of "+was.clock()+".")
		}
	}
	return lines
}

// times are the days of an event, a line each.
func (e Event) times() (lines string) {
	for _, d := range e.Days {
		lines += d.When() + "\n"
	}
	return lines
}

// place says where an event is in the middle of a sentence.
func place(venue string) string {
	if venue == "" {
		return "online"
	}
	return "at " + venue
}

// tellChange writes to everybody who has a place or waits that an event is another than it
// was, and says to how many.
func (e Event) tellChange(tx *db.Tx, before Event, w Ways) (told int, err error) {
	l := otherwise
	if l.news = e.changed(before); l.news == "" {
		return 0, nil
	}
	all, err := db.List(tx, scanDelegate, delegateColumns+` WHERE d.event_id = $1 AND d.state IN ($2, $3, $4) AND d.email <> '' ORDER BY d.id`, e.ID, Coming, Waiting, Offered)
	for _, d := range all {
		if err == nil {
			err = d.write(tx, e, w, l)
		}
	}
	return len(all), err
}
