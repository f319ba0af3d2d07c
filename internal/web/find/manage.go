package find

import (
	"net/url"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// management is what colleagues decide about an entry besides its words: single
// days, who can see it, and whether its source speaks again.
type management struct {
	directory.Service
	Days    []directory.OccurrenceChange
	Privacy directory.Privacy
	Choices []directory.Choice
	Today   dates.Date
}

const manageTitle = "Single days, who sees it, and what was changed"

func manageHref(serviceID string) string { return "/services/" + url.PathEscape(serviceID) + "/manage" }

func showManage(v *visit.Visit) error { return managePage(v, nil) }

func managePage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		m, err := readManagement(r, v.Path("service"))
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			v.Fields.Set("sees", sees(m.Privacy))
			v.Fields.Set("why", m.Privacy.Why)
		}
		page := shell.Page{Title: manageTitle, Section: "Services", Back: &ui.Link{Text: m.Name, Href: "/services/" + m.ID}}
		return v.FormView(page, manageBody(v.Fields, m, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func readManagement(r db.Reader, id string) (m management, err error) {
	m.Today = dates.Of(r.Now())
	if m.Service, err = directory.Get(r, id); err != nil {
		return m, err
	}
	if m.Days, err = directory.OccurrenceChanges(r, id, m.Today); err != nil {
		return m, err
	}
	if m.Privacy, err = directory.PrivacyOf(r, m.Service); err != nil {
		return m, err
	}
	m.Choices, err = directory.Choices(r, id)
	return m, err
}

// The answers to who can see an entry.
const (
	seesAll     = "all"
	seesNoPlace = "no-place"
	seesStaff   = "staff"
)

func sees(p directory.Privacy) string {
	switch {
	case !p.Published:
		return seesStaff
	case p.HidePlace:
		return seesNoPlace
	}
	return seesAll
}

// manage does one of the acts of the page, each with an audit row.
func manage(v *visit.Visit) error {
	id, f := v.Path("service"), v.Fields
	done := map[string]string{"day": "Saved. The rest of the schedule stays.", "undo-day": "The schedule holds again on that day.", "privacy": "Saved.", "unchoose": "What its source says counts again."}[f.Get("do")]
	err := act(v, func(tx *db.Tx) (string, error) {
		by := directory.By{ID: v.Actor.AccountID, Name: v.Actor.Name}
		if err := manageWithin(tx, by, id, f); err != nil {
			return "", err
		}
		return id, audit.Change(tx, v.Actor.Audit(), "service."+f.Get("do"), "", "service", id)
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return managePage(v, bad) })
	}
	return v.Done(manageHref(id), done)
}

func manageWithin(tx *db.Tx, by directory.By, id string, f visit.Fields) error {
	var bad db.Invalid
	switch f.Get("do") {
	case "day":
		change := directory.OccurrenceChange{Day: f.Date("day", &bad), Happens: f.Is("happens", "yes"), Opens: clock(f.Text("opens")), Closes: clock(f.Text("closes")),
			Note: f.Text("note"), ByID: by.ID, ByName: by.Name}
		if f.Get("happens") == "" {
			bad.Add("happens", "Choose whether it is on")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		return directory.ChangeOccurrence(tx, id, change)
	case "undo-day":
		day, err := dates.Parse(f.Get("which"))
		if err != nil {
			return db.ErrNotFound
		}
		return directory.UnchangeOccurrence(tx, id, day)
	case "privacy":
		return setPrivacy(tx, by, id, f)
	case "unchoose":
		if _, known := directory.FieldOf(f.Get("field")); !known && f.Get("field") != "needs" {
			return db.ErrNotFound
		}
		return directory.Unchoose(tx, id, f.Get("field"))
	}
	return db.ErrNotFound
}

func setPrivacy(tx *db.Tx, by directory.By, id string, f visit.Fields) error {
	var bad db.Invalid
	sees := f.Get("sees")
	if sees != seesAll && sees != seesNoPlace && sees != seesStaff {
		bad.Add("sees", "Choose who can see it")
	}
	if len([]rune(f.Text("why"))) > longestLine {
		bad.Add("why", "Use 300 characters or fewer")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	return directory.SetPrivacy(tx, by, id, directory.Privacy{Published: sees != seesStaff, HidePlace: sees == seesNoPlace, Why: f.Text("why")})
}

// clock reads "9:30" and "14.00" as "09:30" and "14:00"; what is no time stays,
// to be found at fault.
func clock(text string) string {
	for _, layout := range []string{"15:04", "15.04", "3:04pm", "3pm", "3.04pm"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Format("15:04")
		}
	}
	return text
}

// fieldName says a field that was decided.
func fieldName(code string) string {
	if field, ok := directory.FieldOf(code); ok {
		return field.Label
	}
	return "Helps with"
}
