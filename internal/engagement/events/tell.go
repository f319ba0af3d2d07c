package events

import (
	"strings"

	"linkwork/internal/db"
)

// changed says what is another than it was for those who come, as it was and as it is; ""
// where nothing is that they must know. Where it is online is told to those who have a
// place, on their page.
func (e Event) changed(before Event) string {
	var lines []string
	if was, is := before.times(), e.times(); was != is {
		lines = append(lines, "It was:\n"+was+"Now it is:\n"+is)
	}
	if before.Venue != e.Venue {
		lines = append(lines, "The place was: "+orOnline(before.Venue)+"\nNow it is: "+orOnline(e.Venue)+"\n")
	}
	if before.Online != e.Online {
		lines = append(lines, "The address online is another. Those who have a place find it on their own page.\n")
	}
	return strings.Join(lines, "\n")
}

// times are the days of an event, a line each.
func (e Event) times() (lines string) {
	for _, d := range e.Days {
		lines += d.When() + "\n"
	}
	return lines
}

func orOnline(venue string) string {
	if venue == "" {
		return "online"
	}
	return venue
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
