package calendar

import (
	"maps"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/identity"
	"linkwork/internal/people"
	"linkwork/internal/supervision"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// calendar is some days with their appointments.
type calendar struct {
	Path    string // of the view: a day or a week
	Step    int    // days to the next page
	Day     dates.Date
	Today   dates.Date
	Now     time.Time
	Team    bool // the whole team's
	Manages bool
	Days    []diary.Day
	Clinics map[dates.Date][]diary.Session
	Talks   []supervision.Supervision // the reader's own
	People  map[string]people.Person
	Names   map[string]string // of accounts
}

func showDay(v *visit.Visit) error {
	return show(v, "/calendar", func(day dates.Date) (first, last dates.Date) { return day, day })
}

func showWeek(v *visit.Visit) error {
	return show(v, "/calendar/week", func(day dates.Date) (first, last dates.Date) {
		monday := day.AddDays(-((int(day.Weekday()) + 6) % 7))
		return monday, monday.AddDays(6)
	})
}

// show reads the days that belong to the day asked for. A day that there is not
// is taken for today: nobody types these addresses.
func show(v *visit.Visit, path string, days func(dates.Date) (first, last dates.Date)) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		c := calendar{Path: path, Now: r.Now(), Today: dates.Of(r.Now()), Manages: v.Actor.Is(access.Manager)}
		c.Team = c.Manages && !v.Fields.Is("whose", "mine")
		day, err := dates.Parse(v.Fields.Get("day"))
		if err != nil || day.IsZero() || day.Year < 2000 || day.Year > 2999 {
			day = c.Today
		}
		first, last := days(day)
		c.Day, c.Step = first, last.Sub(first)+1
		if c.Days, err = diary.Calendar(r, v.Actor, first, last, c.Team); err != nil {
			return visit.View{}, err
		}
		if c.Clinics, err = diary.Sessions(r, v.Actor, first, last, c.Team); err != nil {
			return visit.View{}, err
		}
		if c.Talks, err = supervision.Between(r, v.Actor, first.Midnight(), last.AddDays(1).Midnight()); err != nil {
			return visit.View{}, err
		}
		err = c.name(r)
		return visit.View{Page: shell.Page{Title: c.title(), Section: "Calendar", Wide: true}, Body: calendarPage(c)}, err
	})
}

// name finds the names of whom the appointments are with and whose they are.
func (c *calendar) name(r db.Reader) (err error) {
	with, whose := make(map[string]bool), make(map[string]bool)
	for _, d := range c.Days {
		for _, a := range d.Appointments {
			with[a.PersonID], whose[a.AccountID] = true, true
		}
	}
	for _, day := range c.Clinics {
		for _, s := range day {
			whose[s.AccountID] = true
		}
	}
	if c.People, err = people.Named(r, slices.Sorted(maps.Keys(with))); err != nil {
		return err
	}
	c.Names, err = identity.Names(r, slices.Sorted(maps.Keys(whose)))
	return err
}

func (c calendar) title() string {
	if c.Step == 1 {
		return c.Day.WithDay()
	}
	return "Week of " + c.Day.Long()
}

// href is an address of the calendar: a view of a day, one's own or the team's.
func (c calendar) href(path string, day dates.Date, team bool) string {
	href := path + "?day=" + day.String()
	if c.Manages && !team {
		href += "&whose=mine"
	}
	return href
}
