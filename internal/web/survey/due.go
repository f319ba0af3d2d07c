package survey

import (
	"net/url"
	"strings"

	"linkwork/internal/asking"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// duePage is who is asked a questionnaire for participants, in one of its waves.
type duePage struct {
	studies.Seat
	questionnaires.Questionnaire
	Waves    []fieldwork.Wave // in which it is asked
	Wave     fieldwork.Wave
	Standing questionnaires.Standing // that is shown; "" for all
	All      []questionnaires.Due    // of the wave

	Everybody []questionnaires.Due // of all waves
	Not       []questionnaires.NotSent
}

func (p duePage) href(below string) string {
	return instudy.Href(p.Study, "/questionnaires/"+p.Questionnaire.ID+below)
}

// list is the part of the wave's list at one standing.
func (p duePage) list(s questionnaires.Standing) (rows []questionnaires.Due) {
	for _, d := range p.All {
		if s == "" || d.Standing == s {
			rows = append(rows, d)
		}
	}
	return rows
}

func (p duePage) figures() (items []ui.Figure) {
	for _, s := range questionnaires.Standings {
		n := len(p.list(s))
		if n == 0 && s != questionnaires.ToAsk && s != questionnaires.Answered {
			continue
		}
		kind := ""
		if s == questionnaires.Late {
			kind = "late"
		}
		items = append(items, ui.Figure{N: n, Label: strings.ToLower(s.Words()), Kind: kind, Href: p.dueHref(p.Wave.Code, s)})
	}
	return items
}

func (p duePage) dueHref(wave string, s questionnaires.Standing) string {
	return p.href("/due?" + url.Values{"wave": {wave}, "standing": {string(s)}}.Encode())
}

func showDue(v *visit.Visit) error { return dueList(v, nil, nil) }

func dueList(v *visit.Visit, not []questionnaires.NotSent, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p, err := readDue(r, s, v.Path("questionnaire"), v.Fields.Get("wave"))
		if err != nil {
			return visit.View{}, err
		}
		p.Standing, p.Not = questionnaires.Standing(v.Fields.Get("standing")), not
		frame := instudy.Page(s, "Who is due: "+p.Title, "", back(p))
		frame.Wide = true
		return v.FormView(frame, dueBody(p, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Meet)
}

func back(p duePage) *ui.Link { return &ui.Link{Text: "Back to the questionnaire", Href: p.href("")} }

func readDue(r *db.Snapshot, s studies.Seat, id, wave string) (p duePage, err error) {
	p.Seat = s
	if p.Questionnaire, err = questionnaires.Get(r, s, id); err != nil {
		return p, err
	}
	if !p.Numbered() {
		return p, db.ErrNotFound
	}
	if p.Waves, err = p.wavesOf(r); err != nil {
		return p, err
	}
	if p.Everybody, err = questionnaires.DueList(r, s, p.Questionnaire); err != nil {
		return p, err
	}
	for i, w := range p.Waves {
		if w.Code == wave || i == 0 {
			p = p.in(w)
		}
	}
	return p, nil
}

// in is the page at one of the waves.
func (p duePage) in(w fieldwork.Wave) duePage {
	p.Wave, p.All = w, nil
	for _, d := range p.Everybody {
		if d.Wave.ID == w.ID {
			p.All = append(p.All, d)
		}
	}
	return p
}

// wavesOf are the waves in which it is asked, in order.
func (p duePage) wavesOf(r *db.Snapshot) (waves []fieldwork.Wave, err error) {
	all, err := fieldwork.Waves(r, p.Seat)
	for _, w := range all {
		for _, id := range p.Questionnaire.Waves {
			if id == w.ID {
				waves = append(waves, w)
			}
		}
	}
	return waves, err
}

func ways(v *visit.Visit) questionnaires.Ways {
	return questionnaires.Ways{BaseURL: v.House.BaseURL, Texts: v.House.Texts}
}

// askAll sends a link to everybody who is to be asked in a wave, and says to whom nothing
// could be sent.
func askAll(v *visit.Visit) error {
	p, err := dueOf(v)
	if err != nil {
		return err
	}
	sent, not, err := questionnaires.AskAll(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), p.Wave.ID, ways(v))
	switch {
	case err != nil:
		return v.Again(err, func(bad *db.Invalid) error { return dueList(v, nil, bad) })
	case len(not) > 0:
		return dueList(v, not, nil)
	}
	return instudy.Done(v, "/questionnaires/"+v.Path("questionnaire")+"/due?wave="+p.Wave.Code, dates.Count(sent, "participant was sent a link.", "participants were sent a link."))
}

// dueOf reads the list of the wave that the fields name.
func dueOf(v *visit.Visit) (p duePage, err error) {
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Meet)
		if err == nil {
			p, err = readDue(r, s, v.Path("questionnaire"), v.Fields.Get("wave"))
		}
		return err
	})
	return p, err
}

// one is the line of the list that the fields name.
func (p duePage) one(f visit.Fields) (questionnaires.Due, error) {
	for _, d := range p.All {
		if d.ID == f.Get("participant") && d.Wave.Code == f.Get("wave") {
			return d, nil
		}
	}
	return questionnaires.Due{}, db.ErrNotFound
}

func showDueOne(v *visit.Visit) error { return dueOne(v, nil) }

func dueOne(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p, err := readDue(r, s, v.Path("questionnaire"), v.Fields.Get("wave"))
		if err != nil {
			return visit.View{}, err
		}
		d, err := p.one(v.Fields)
		if err != nil {
			return visit.View{}, err
		}
		frame := instudy.Page(s, d.Number+": "+p.Title, "", &ui.Link{Text: "Back to who is due", Href: p.dueHref(d.Wave.Code, "")})
		return v.FormView(frame, dueOneBody(v.Fields, p, d, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Meet)
}

// onOne does something for the participant and wave that the fields name.
func onOne(act func(v *visit.Visit, d questionnaires.Due) (words string, err error)) visit.Handler {
	return func(v *visit.Visit) error {
		p, err := dueOf(v)
		if err != nil {
			return err
		}
		d, err := p.one(v.Fields)
		if err != nil {
			return err
		}
		words, err := act(v, d)
		if err != nil {
			return v.Again(err, func(bad *db.Invalid) error { return dueOne(v, bad) })
		}
		return instudy.Done(v, "/questionnaires/"+v.Path("questionnaire")+"/due?wave="+d.Wave.Code, words)
	}
}

func ask(v *visit.Visit, d questionnaires.Due) (string, error) {
	return "The link is on its way to " + d.Number + ".", questionnaires.Ask(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), d.Wave.ID, d.ID, ways(v))
}

func couldNot(v *visit.Visit, d questionnaires.Due) (string, error) {
	why := fieldwork.Reason(v.Fields.Get("why"))
	if why == "" {
		return "", db.Fault("why", "Choose why not")
	}
	return "Noted why not.", questionnaires.CouldNot(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), d.Wave.ID, d.ID, why, v.Fields.Get("words"))
}

func takeBack(v *visit.Visit, d questionnaires.Due) (string, error) {
	return d.Number + " can be asked again.", questionnaires.CouldNot(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), d.Wave.ID, d.ID, "", "")
}

// typeAnswers opens the questions for a researcher who types the answers.
func typeAnswers(v *visit.Visit) error {
	p, err := dueOf(v)
	if err != nil {
		return err
	}
	d, err := p.one(v.Fields)
	if err != nil {
		return err
	}
	bad := new(db.Invalid)
	how, day := questionnaires.How(v.Fields.Get("how")), dates.Date{}
	if how == questionnaires.OnPaper {
		day = v.Fields.Date("day", bad)
	}
	token := ""
	if err = bad.Err(); err == nil {
		token, err = questionnaires.Fill(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), d.Wave.ID, d.ID, how, day)
	}
	switch {
	case err != nil:
		return v.Again(err, func(bad *db.Invalid) error { return dueOne(v, bad) })
	case token == "": // sent twice: the first has it
		return instudy.Done(v, "/questionnaires/"+v.Path("questionnaire")+"/due?wave="+d.Wave.Code, "The questions were opened already.")
	}
	return v.Go(asking.Path + "/" + token + "/question")
}
