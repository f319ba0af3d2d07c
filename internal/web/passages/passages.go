package passages

import (
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/participants"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	who, at, from := visit.Anybody, "/studies/{study}/passages", "/studies/{study}/fieldwork/sessions/{meeting}/choose"
	return []visit.Route{
		{Pattern: "GET " + at, Who: who, Handle: show},
		{Pattern: "GET " + from, Who: who, Handle: showChoose},
		{Pattern: "POST " + from, Who: who, Handle: choose},
		{Pattern: "GET " + at + "/{passage}", Who: who, Handle: showOne},
		{Pattern: "POST " + at + "/{passage}/quote", Who: who, Handle: quote},
		{Pattern: "POST " + at + "/{passage}/remove", Who: who, Handle: remove},
	}
}

func show(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		all, err := interviews.Passages(r, s)
		return visit.View{Page: instudy.Page(s, "Chosen words", "Chosen words", nil), Body: allBody(s, byTheme(all), len(all))}, err
	}, studies.Read)
}

// theme is what was chosen under one theme.
type theme struct {
	Name     string
	Passages []interviews.Passage
}

// byTheme parts passages, which come in the order of their themes.
func byTheme(all []interviews.Passage) (themes []theme) {
	for _, p := range all {
		if n := len(themes); n == 0 || themes[n-1].Name != p.Theme {
			themes = append(themes, theme{Name: p.Theme})
		}
		last := &themes[len(themes)-1]
		last.Passages = append(last.Passages, p)
	}
	return themes
}

// source is a session whose transcript words are chosen from.
type source struct {
	studies.Seat
	fieldwork.Session
	Turns  []interviews.Turn
	Who    []ui.Choice // those who took part
	Themes []string    // that there are
}

func showChoose(v *visit.Visit) error { return chooseForm(v, nil) }

func chooseForm(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x, err := read(r, s, v.Path("meeting"))
		if err != nil {
			return visit.View{}, err
		}
		page := instudy.Page(s, "Choose words", "", instudy.Back(s.Study, "Back to the transcript", "/fieldwork/sessions/"+x.Session.ID+"/transcript"))
		return v.FormView(page, chooseBody(v.Fields, x, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Read)
}

func read(r *db.Snapshot, s studies.Seat, id string) (x source, err error) {
	x.Seat = s
	if x.Session, err = fieldwork.Reached(r, s, id, studies.Read); err != nil {
		return x, err
	}
	t, err := interviews.Of(r, s, id)
	if err != nil {
		return x, err
	}
	if t.Named {
		return x, db.ErrNotFound
	}
	x.Turns = t.Turns
	people, err := participants.List(r, s, studies.Read, participants.Filter{})
	if err != nil {
		return x, err
	}
	for _, p := range people {
		for _, id := range x.Participants {
			if p.ID == id {
				x.Who = append(x.Who, ui.Choice{Value: p.ID, Text: p.Number})
			}
		}
	}
	all, err := interviews.Passages(r, s)
	for _, k := range byTheme(all) {
		x.Themes = append(x.Themes, k.Name)
	}
	return x, err
}

func choose(v *visit.Visit) error {
	f := v.Fields
	p := interviews.Passage{StudyID: v.Path("study"), SessionID: v.Path("meeting"), ParticipantID: f.Get("participant"), Theme: f.Get("theme"), Words: f.Get("words")}
	if _, err := interviews.Choose(v.Context(), v.House.DB, v.Actor, v.Once(), p); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return chooseForm(v, bad) })
	}
	return instudy.Done(v, "/fieldwork/sessions/"+v.Path("meeting")+"/choose", "Chosen. You can choose more.")
}

func showOne(v *visit.Visit) error { return oneForm(v, nil) }

func oneForm(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p, err := interviews.ThePassage(r, s, v.Path("passage"))
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			v.Fields.Set("quoted_in", p.QuotedIn)
		}
		return v.FormView(instudy.Page(s, "Chosen words", "", instudy.Back(s.Study, "Back to chosen words", "/passages")), oneBody(v.Fields, s, p, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Read)
}

func quote(v *visit.Visit) error {
	err := interviews.Quote(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("passage"), v.Fields.Get("quoted_in"), v.Fields.Is("published", "yes"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return oneForm(v, bad) })
	}
	return instudy.Done(v, "/passages", "Noted.")
}

func remove(v *visit.Visit) error {
	if err := interviews.Unchoose(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("passage")); err != nil {
		return err
	}
	return instudy.Done(v, "/passages", "Taken away.")
}
