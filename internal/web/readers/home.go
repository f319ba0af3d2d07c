package readers

import (
	"errors"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/updates/readers"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// page is what the team sees of a study's readers.
type page struct {
	Seat     studies.Seat
	List     readers.List
	Kept     bool // there is a list
	Numbers  readers.Numbers
	Topics   []readers.Topic
	Sendings []readers.Sending
	Others   []ui.Choice // studies with a list to which readers could be invited
	Form     string      // which form came back
	Fields   visit.Fields
	Errors   ui.Errors
	Token    string
}

// of is what was typed into one of the forms.
func (p page) of(form string) visit.Fields { return p.Fields.Of(p.Form == form) }

// errs are the errors of one of the forms.
func (p page) errs(form string) ui.Errors {
	if p.Form == form {
		return p.Errors
	}
	return nil
}

func (p page) href(below string) string { return instudy.Href(p.Seat.Study, "/readers"+below) }

func showHome(v *visit.Visit) error { return home(v, "", nil) }

func home(v *visit.Visit, form string, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p := page{Seat: s, Form: form, Fields: v.Fields, Errors: visit.Faults(bad), Token: visit.NewToken()}
		return p.view(r, v, bad)
	}, studies.Involve)
}

func (p page) view(r *db.Snapshot, v *visit.Visit, bad *db.Invalid) (visit.View, error) {
	var err error
	p.List, err = readers.Of(r, p.Seat)
	switch {
	case errors.Is(err, db.ErrNotFound):
		p.List = readers.List{Title: "News of " + p.Seat.Study.Name, Rate: readers.UsualRate, Connections: readers.UsualConnections}
	case err != nil:
		return visit.View{}, err
	default:
		p.Kept = true
	}
	if p.Kept {
		if p.Numbers, err = readers.Count(r, p.Seat); err != nil {
			return visit.View{}, err
		}
		if p.Topics, err = readers.Topics(r, p.Seat); err != nil {
			return visit.View{}, err
		}
		if p.Sendings, err = readers.Sendings(r, p.Seat); err != nil {
			return visit.View{}, err
		}
		if p.Others, err = others(r, p.Seat); err != nil {
			return visit.View{}, err
		}
	}
	if p.Form != "settings" {
		p.fillSettings()
	}
	return v.FormView(instudy.Page(p.Seat, "Readers", "Updates", nil), homeBody(p), bad), nil
}

func (p *page) fillSettings() {
	f := visit.Fields{Values: make(map[string][]string)}
	for name, values := range p.Fields.Values {
		f.Values[name] = values
	}
	f.Set("title", p.List.Title)
	f.Set("about", p.List.About)
	f.SetNumber("rate", p.List.Rate)
	f.SetNumber("connections", p.List.Connections)
	f.Del("open")
	if p.List.Open {
		f.Set("open", "yes")
	}
	p.Fields = f
}

// others are the other studies with a list that the same person keeps.
func others(r db.Reader, s studies.Seat) (items []ui.Choice, err error) {
	mine, err := studies.Mine(r, s.By)
	if err != nil {
		return nil, err
	}
	for _, study := range mine {
		if study.ID == s.Study.ID {
			continue
		}
		seat, err := studies.Enter(r, s.By, study.ID, studies.Involve)
		var l readers.List
		if err == nil {
			l, err = readers.Of(r, seat)
		}
		switch {
		case errors.Is(err, db.ErrNotFound) || l.Ended:
		case err != nil:
			return nil, err
		default:
			items = append(items, ui.Choice{Value: study.ID, Text: study.Name})
		}
	}
	return items, nil
}

// done leads back, or shows the form again with its faults.
func done(v *visit.Visit, form, words string, err error) error {
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return home(v, form, bad) })
	}
	return instudy.Done(v, "/readers", words)
}

func keep(v *visit.Visit) error {
	f := v.Fields
	l := readers.List{StudyID: v.Path("study"), Title: f.Get("title"), About: f.Get("about"), Open: f.Is("open", "yes"), Rate: f.Number("rate"), Connections: f.Number("connections"), Version: f.Version()}
	return done(v, "settings", "Saved.", readers.Keep(v.Context(), v.House.DB, v.Actor, v.Once(), l))
}

func add(v *visit.Visit) error {
	w := readers.Wish{StudyID: v.Path("study"), Address: v.Fields.Get("address"), Topics: v.Fields.All("topics")}
	return done(v, "add", "They are asked by email to confirm.", readers.Invite(v.Context(), v.House.DB, v.Actor, v.Once(), v.House.BaseURL, w))
}

func addTopic(v *visit.Visit) error {
	_, err := readers.AddTopic(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Fields.Get("topic"))
	return done(v, "topics", "Added.", err)
}

func endTopic(v *visit.Visit) error {
	return done(v, "topics", "It is no longer offered.", readers.EndTopic(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("topic")))
}

func move(v *visit.Visit) error {
	to := v.Fields.Get("to")
	if to == "" {
		return done(v, "move", "", db.Fault("to", "Choose the study"))
	}
	return done(v, "move", "They are asked by email. Whoever does not answer is not moved.", readers.Move(v.Context(), v.House.DB, v.Actor, v.Once(), v.House.BaseURL, v.Path("study"), to))
}

// largestFile is how large a file of readers may be, in bytes.
const largestFile = 10 << 20

// imported is what became of the rows of a file.
type imported struct {
	Rows  []readers.Row
	Tally map[readers.Outcome]int
}

func bring(v *visit.Visit) error {
	sent, err := v.NeedFile("file", largestFile, "Divide it.")
	var x imported
	if err == nil {
		x.Rows, err = readers.Import(v.Context(), v.House.DB, v.Actor, v.House.BaseURL, v.Path("study"), sent.Body)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return home(v, "bring", bad) })
	}
	x.Tally = make(map[readers.Outcome]int)
	for _, row := range x.Rows {
		x.Tally[row.Outcome]++
	}
	return instudy.Show(v, func(_ *db.Snapshot, s studies.Seat) (visit.View, error) {
		return visit.View{Page: instudy.Page(s, "What became of the file", "", instudy.Back(s.Study, "Back to readers", "/readers")), Body: importedBody(s, x)}, nil
	}, studies.Involve)
}
