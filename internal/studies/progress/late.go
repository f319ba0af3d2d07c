package progress

import (
	"slices"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
)

// Late is something that should be done by now, or soon.
type Late struct {
	What string
	Site string // pseudonym, "" for the whole study
	Due  dates.Date
	At   string // below the address of the study
}

// Over reports whether its day is over.
func (l Late) Over(today dates.Date) bool { return l.Due.Before(today) }

// soon is how many days ahead the list looks.
const soon = 30

// Lates lists what is late or due within 30 days, the oldest first.
func Lates(r db.Reader, s studies.Seat) (all []Late, err error) {
	today := dates.Of(r.Now())
	owed, err := s.Commitments(r)
	if err != nil {
		return nil, err
	}
	for _, c := range owed {
		if c.DoneOn.IsZero() && c.Due.Sub(today) <= soon {
			all = append(all, Late{What: c.Kind.Words() + ", to " + c.Whom, Due: c.Due, At: "/plan#owed"})
		}
	}
	names, err := s.SiteNames(r)
	if err != nil {
		return nil, err
	}
	events, err := approvals.Events(r, s)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		if by := e.ReportBy(); !by.IsZero() && e.ReportedOn.IsZero() {
			all = append(all, Late{What: e.Kind.Words() + " to report", Site: names[e.SiteID], Due: by, At: "/events/" + e.ID})
		}
	}
	more, err := sitesLate(r, s, today)
	all = append(all, more...)
	slices.SortStableFunc(all, func(a, b Late) int { return a.Due.Sub(b.Due) })
	return all, err
}

func sitesLate(r db.Reader, s studies.Seat, today dates.Date) (all []Late, err error) {
	sites, err := s.AllSites(r)
	for _, x := range sites {
		if err != nil || x.State == studies.SiteClosed || x.State == studies.SiteFiled {
			continue
		}
		letters, failed := approvals.AccessLetters(r, x.ID)
		if failed != nil {
			return nil, failed
		}
		for _, l := range letters {
			if s.Study.State.Collecting() && l.To.Sub(today) <= soon { // afterwards nobody goes there
				all = append(all, Late{What: "Letter of access ends: " + l.Name, Site: x.Pseudonym, Due: l.To, At: "/sites/" + x.ID})
			}
		}
		tasks, failed := approvals.SiteTasks(r, x.ID)
		if failed != nil {
			return nil, failed
		}
		for _, k := range tasks {
			if !k.Settled() && !k.Due.IsZero() && k.Due.Sub(today) <= soon {
				all = append(all, Late{What: k.Title, Site: x.Pseudonym, Due: k.Due, At: "/sites/" + x.ID})
			}
		}
	}
	return all, err
}
