package participants

import (
	"net/url"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// log is the recruitment log as the reader narrowed it.
type log struct {
	Seat    studies.Seat
	Tallies []participants.Tally // of the flow
	Rows    []participants.Participant
	Leaf    leaf
	Filter  participants.Filter
	Sites   map[string]string
	Names   []ui.Choice // of the sites, to choose one
}

// filterOf reads what the reader chose. Values that there are not find nobody.
func filterOf(f visit.Fields) participants.Filter {
	return participants.Filter{SiteID: f.Get("site"), Kind: studies.Kind(f.Get("kind")), Reached: participants.Stage(f.Get("reached")), At: participants.Stage(f.Get("at")),
		Lost: participants.Reason(f.Get("reason")), Going: f.Is("going", "yes"), Over: f.Is("going", "no")}
}

// query is a filter as part of an address.
func query(f participants.Filter) string {
	q := url.Values{}
	for name, value := range map[string]string{"site": f.SiteID, "kind": string(f.Kind), "reached": string(f.Reached), "at": string(f.At), "reason": string(f.Lost)} {
		if value != "" {
			q.Set(name, value)
		}
	}
	switch {
	case f.Going:
		q.Set("going", "yes")
	case f.Over:
		q.Set("going", "no")
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

func readLog(r db.Reader, v *visit.Visit) (l log, err error) {
	if l.Seat, err = readers(r, v); err != nil {
		return l, err
	}
	l.Filter = filterOf(v.Fields)
	if l.Rows, err = participants.Rows(r, l.Seat, l.Filter); err != nil {
		return l, err
	}
	l.Sites, l.Names, err = sites(r, l.Seat, studies.Follow)
	return l, err
}

// sites are the names of all sites, and those within the seat's reach for a duty to
// choose from.
func sites(r db.Reader, s studies.Seat, d studies.Duty) (names map[string]string, choices []ui.Choice, err error) {
	all, err := s.AllSites(r)
	names = make(map[string]string, len(all))
	for _, x := range all {
		names[x.ID] = x.Pseudonym
		if s.At(d, x.ID) {
			choices = append(choices, ui.Choice{Value: x.ID, Text: x.Pseudonym})
		}
	}
	return names, choices, err
}

func showLog(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		l, err := readLog(r, v)
		l.Leaf = leafOf(v, len(l.Rows), instudy.Href(l.Seat.Study, "/participants"+query(l.Filter)))
		page := instudy.Page(l.Seat, l.Leaf.titled("People"), "People", nil)
		page.Wide = true
		return visit.View{Page: page, Body: logPage(l)}, err
	})
}

// sendLog sends the log as a file: study numbers, no names.
func sendLog(v *visit.Visit) error {
	var l log
	var steps map[string][]participants.Step
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		if l, err = readLog(r, v); err != nil {
			return err
		}
		steps, err = participants.AllSteps(r, l.Seat)
		return err
	})
	if err != nil {
		return err
	}
	return v.SendCSV("recruitment-log.csv", fileRows(l, steps))
}

// fileRows are a row for each participant, with the day on which they reached each
// stage.
func fileRows(l log, steps map[string][]participants.Step) [][]string {
	head := []string{"Study number", "Site", "Takes part as", "Part", "Came by", "Stage", "Went no further because"}
	for _, stage := range participants.Stages {
		head = append(head, stage.Words()+" on")
	}
	rows := [][]string{append(head, "Went no further on")}
	for _, p := range l.Rows {
		reached, lost := days(steps[p.ID])
		row := []string{p.Number, siteWords(l.Sites, p.SiteID), p.Kind.Words(), p.Part, p.Source.Words(), p.Stage.Words(), p.Lost.Words()}
		for _, stage := range participants.Stages {
			row = append(row, visit.DayCell(reached[stage]))
		}
		if p.Going() {
			lost = dates.Date{}
		}
		rows = append(rows, append(row, visit.DayCell(lost)))
	}
	return rows
}

// days are when each stage was first reached, and when last they went no further.
func days(steps []participants.Step) (reached map[participants.Stage]dates.Date, lost dates.Date) {
	reached = make(map[participants.Stage]dates.Date)
	for _, t := range steps {
		if t.Lost != "" {
			lost = t.Day
		} else if _, before := reached[t.Stage]; !before {
			reached[t.Stage] = t.Day
		}
	}
	return reached, lost
}

func showNew(v *visit.Visit) error { return newForm(v, nil) }

func newForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		s, err := meeting(r, v)
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			v.Fields.SetDate("day", dates.Of(r.Now()))
		}
		_, items, err := sites(r, s, studies.Meet)
		if len(items) == 1 && bad == nil {
			v.Fields.Set("site", items[0].Value)
		}
		page := instudy.Page(s, "Add somebody", "People", instudy.Back(s.Study, "Back to people", "/participants"))
		return v.FormView(page, newPage(v.Fields, s, items, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

// approach puts somebody who was approached on the log.
func approach(v *visit.Visit) error {
	f := v.Fields
	var bad db.Invalid
	day := f.Date("day", &bad)
	p := participants.Participant{StudyID: v.Path("study"), SiteID: f.Get("site"), Kind: studies.Kind(f.Get("kind")), Part: f.Get("part"), Source: participants.Source(f.Get("source"))}
	if p.SiteID == "" {
		bad.Add("site", "Choose the site")
	} else if p.SiteID == noSite {
		p.SiteID = ""
	}
	if len(bad.Fields) > 0 {
		if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error { _, err := meeting(r, v); return err }); err != nil {
			return err
		}
		return newForm(v, &bad)
	}
	id, err := participants.Add(v.Context(), v.House.DB, v.Actor, v.Once(), p, day)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return newForm(v, bad) })
	}
	return v.Done("/studies/"+p.StudyID+"/participants/"+id, "They are on the log. Add how to reach them, or take consent.")
}

// noSite stands for people whom the study asks anywhere.
const noSite = "none"
