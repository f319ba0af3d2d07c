package find

import (
	"errors"

	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/freshness"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

const (
	checksPath  = "/services/checks"
	shownDue    = 50
	shownOpen   = 100
	shownChecks = 3
)

// checks is what is wrong and what is due to be checked.
type checks struct {
	Open   []freshness.Report
	Due    []freshness.DueEntry
	Unused int // that are due too and that nobody is connected to
	Now    dates.Date
	Late   map[string]bool // reports that should have been dealt with
}

func showChecks(v *visit.Visit) error { return checksPage(v, nil) }

func checksPage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		c := checks{Now: dates.Of(r.Now()), Late: make(map[string]bool)}
		var err error
		if c.Open, err = freshness.Open(r, shownOpen); err != nil {
			return visit.View{}, err
		}
		for _, report := range c.Open {
			c.Late[report.ID] = report.Late(r.Now())
		}
		uses, err := connections.Uses(r, c.Now.AddDays(-365))
		if err != nil {
			return visit.View{}, err
		}
		c.Due, c.Unused, err = freshness.Queue(r, uses, c.Now, shownDue)
		page := shell.Page{Title: "Keep the directory true", Section: "Services", Wide: true, Back: &ui.Link{Text: "All services", Href: "/services"}}
		return v.FormView(page, checksBody(c, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

// tellTrouble reports that something is wrong with an entry.
func tellTrouble(v *visit.Visit) error {
	err := act(v, func(tx *db.Tx) (string, error) {
		return freshness.Tell(tx, v.Actor.Audit(), v.Path("service"), v.Fields.Get("kind"), v.Fields.Get("words"))
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return servicePageOf(v, "tell", bad) })
	}
	return v.Done("/services/"+v.Path("service"), "Thank you. Somebody looks into it within two days.")
}

// confirm says that somebody looked at an entry and it is right.
func confirm(v *visit.Visit) error {
	err := act(v, func(tx *db.Tx) (string, error) {
		return v.Path("service"), freshness.Check(tx, v.Actor.Audit(), v.Path("service"), freshness.Method(v.Fields.Get("method")))
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return servicePageOf(v, "confirm", bad) })
	}
	return v.Done("/services/"+v.Path("service"), "Noted: this entry is right today.")
}

// closeReport says what a report led to.
func closeReport(v *visit.Visit) error {
	err := act(v, func(tx *db.Tx) (string, error) {
		return v.Path("trouble"), freshness.Close(tx, v.Actor.Audit(), v.Path("trouble"), freshness.Outcome(v.Fields.Get("outcome")))
	})
	if errors.Is(err, db.ErrConflict) {
		return v.Done(checksPath, "Somebody dealt with it already.")
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return checksPage(v, bad) })
	}
	return v.Done(checksPath, "Done. Thank you.")
}

func act(v *visit.Visit, do func(tx *db.Tx) (string, error)) error {
	return v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		_, _, err := once.Do(tx, v.Once(), func() (string, error) { return do(tx) })
		return err
	})
}
