package events

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// mostPlaces, mostDays and mostFindings are limits of an event.
const (
	mostPlaces   = 2000
	mostDays     = 14
	mostFindings = 12
)

func (e *Event) tidy() error {
	if !e.Exchange() {
		e.Findings = nil
	}
	var bad db.Invalid
	bad.Trim("title", &e.Title, 150, "Enter a title")
	bad.Trim("description", &e.Description, 5000, "")
	bad.Trim("audience", &e.Audience, 500, "")
	bad.Trim("town", &e.Town, 100, "")
	bad.Trim("venue", &e.Venue, 500, "")
	bad.Trim("getting_in", &e.GettingIn, 2000, "")
	bad.Trim("online", &e.Online, 500, "")
	if u, err := url.Parse(e.Online); e.Online != "" && (err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil) {
		bad.Add("online", "Enter an address that begins with https://")
	}
	if e.Capacity < 1 || e.Capacity > mostPlaces {
		bad.Add("capacity", "Enter how many can come, from 1 to 2,000")
	}
	if !e.ClosesOn.IsZero() && e.ClosesOn.Before(e.OpensOn) {
		bad.Add("closes", "Registration closes on the day on which it opens, or later")
	}
	if most := mostMonths(e.StudyID); e.KeepMonths == 0 {
		e.KeepMonths = most
	} else if e.KeepMonths < 1 || e.KeepMonths > most {
		bad.Add("keep", "Enter for how many months names are kept, from 1 to "+strconv.Itoa(most))
	}
	if len(e.Findings) > mostFindings {
		bad.Add("findings", "Enter 12 findings or fewer, one on each line")
	}
	for i := range e.Findings {
		e.Findings[i] = strings.TrimSpace(e.Findings[i])
	}
	e.Findings = slices.DeleteFunc(e.Findings, func(line string) bool { return line == "" })
	if slices.ContainsFunc(e.Findings, func(line string) bool { return utf8.RuneCountInString(line) > 300 }) {
		bad.Add("findings", "Use 300 characters or fewer for each finding")
	}
	e.tidyDays(&bad)
	if len(e.Days) > 0 && !e.OpensOn.IsZero() && e.OpensOn.After(dates.Of(e.Ends())) {
		bad.Add("opens", "Registration opens before the event is over")
	}
	return bad.Err()
}

func (e *Event) tidyDays(bad *db.Invalid) {
	if len(e.Days) > mostDays {
		bad.Add("days", "Enter 14 days or fewer")
	}
	seen := make(map[dates.Date]bool)
	for i := range e.Days {
		d, field := &e.Days[i], "day-"+strconv.Itoa(i+1)
		bad.Trim(field, &d.Words, 150, "")
		switch {
		case d.Starts.IsZero():
			bad.Add(field, "Enter the day")
		case !d.Ends.After(d.Starts) || dates.Of(d.Ends) != d.Date():
			bad.Add(field, "Enter an end that is later on the same day")
		case seen[d.Date()]:
			bad.Add(field, "This day stands there twice")
		}
		seen[d.Date()] = true
	}
	slices.SortFunc(e.Days, func(a, b Day) int { return a.Starts.Compare(b.Starts) })
}

// ready is *db.Invalid unless an event can be shown to everybody. before is what it was.
func (e Event) ready(now time.Time, before Event) error {
	var bad db.Invalid
	if strings.TrimSpace(e.Description) == "" {
		bad.Add("description", "Say what the event is, so that people can decide")
	}
	if e.Venue == "" && e.Online == "" {
		bad.Add("venue", "Enter where it is, or an address online")
	}
	if e.Venue != "" && e.GettingIn == "" {
		bad.Add("getting_in", "Say how people get in, also in a wheelchair")
	}
	switch {
	case len(e.Days) == 0:
		bad.Add("days", "Enter the day on which it is")
	case !e.Starts().Equal(before.Starts()) && !e.Starts().After(now):
		bad.Add("days", "The event would have begun already. Enter a day and a time that are to come")
	}
	return bad.Err()
}
