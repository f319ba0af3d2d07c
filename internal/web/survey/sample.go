package survey

import (
	"fmt"
	"net/url"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/interviewees"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/studies/sampling"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// sample is the grid of those who opted in, and whom to invite next.
type sample struct {
	studies.Seat
	questionnaires.Questionnaire
	interviewees.Pool
	Coverage sampling.Coverage
	Next     sampling.Suggestions
	Silent   []sampling.Silence
	Row, Col string // names of the dimensions that are shown
}

// nextFew is how many suggestions are made at a time.
const nextFew = 5

func (s sample) href(below string) string {
	return instudy.Href(s.Study, "/questionnaires/"+s.Questionnaire.ID+below)
}

func showSample(v *visit.Visit) error { return samplePage(v, nil) }

func samplePage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, seat studies.Seat) (visit.View, error) {
		s, err := readSample(r, seat, v)
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			s.fill(v.Fields)
		}
		frame := instudy.Page(seat, "Whom to interview", "", &ui.Link{Text: "Back to the questionnaire", Href: s.href("")})
		frame.Wide = true
		return v.FormView(frame, sampleBody(v.Fields, s, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Meet, studies.Read)
}

func readSample(r *db.Snapshot, seat studies.Seat, v *visit.Visit) (s sample, err error) {
	s.Seat = seat
	if s.Questionnaire, err = questionnaires.Get(r, seat, v.Path("questionnaire")); err != nil {
		return s, err
	}
	if s.Pool, err = interviewees.PoolOf(r, seat, s.Questionnaire); err != nil {
		return s, err
	}
	s.Row, s.Col = s.shown(v.Fields.Get("row"), 0), s.shown(v.Fields.Get("column"), 1)
	if s.Row == "" || s.Col == "" || s.Row == s.Col {
		return s, nil
	}
	if s.Coverage, err = s.Sample.Coverage(s.Row, s.Col); err != nil {
		return s, err
	}
	s.Next = s.Sample.Suggest(nextFew, s.Frame.Seed)
	s.Silent = s.Sample.Silent()
	return s, nil
}

// shown is the dimension that was asked for, or the nth.
func (s sample) shown(name string, n int) string {
	for _, d := range s.Dimensions {
		if d.Name == name {
			return name
		}
	}
	if n < len(s.Dimensions) {
		return s.Dimensions[n].Name
	}
	return ""
}

// wantedName is the field of how many are wanted of a cell.
func wantedName(row, column string) string { return "wanted " + row + " " + column }

func (s sample) fill(f visit.Fields) {
	f.SetNumber("about", s.Frame.About)
	for _, w := range s.Frame.Wanted {
		if row, column := valueOf(w.Of, s.Row), valueOf(w.Of, s.Col); len(w.Of) == 2 && row != "" && column != "" {
			f.SetNumber(wantedName(row, column), w.N)
		}
	}
}

func valueOf(of []sampling.Trait, dimension string) string {
	for _, t := range of {
		if t.Dimension == dimension {
			return t.Value
		}
	}
	return ""
}

// setFrame reads how many are wanted in each cell of the grid. What is wanted of other
// dimensions stays.
func setFrame(v *visit.Visit) error {
	f := v.Fields
	var x interviewees.Frame
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Lead)
		if err != nil {
			return err
		}
		s, err := readSample(r, seat, v)
		if err != nil {
			return err
		}
		x = interviewees.Frame{About: f.Number("about"), Version: f.Version()}
		for _, w := range s.Frame.Wanted {
			if len(w.Of) != 2 || valueOf(w.Of, s.Row) == "" || valueOf(w.Of, s.Col) == "" {
				x.Wanted = append(x.Wanted, w)
			}
		}
		for _, row := range s.Coverage.Row.Values {
			for _, column := range s.Coverage.Column.Values {
				if n := f.Number(wantedName(row.Name, column.Name)); n != 0 {
					x.Wanted = append(x.Wanted, sampling.Wanted{Of: []sampling.Trait{{Dimension: s.Row, Value: row.Name}, {Dimension: s.Col, Value: column.Name}}, N: n})
				}
			}
		}
		return nil
	})
	if err == nil {
		err = interviewees.SetFrame(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), x)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return samplePage(v, bad) })
	}
	return instudy.Done(v, "/questionnaires/"+v.Path("questionnaire")+"/sample?"+url.Values{"row": {f.Get("row")}, "column": {f.Get("column")}}.Encode(), "Saved.")
}

// people is who has some traits, with what was decided about each.
type people struct {
	sample
	Of     []sampling.Trait
	Who    []sampling.Choice
	Failed string // the study number whose form came back
}

func showWho(v *visit.Visit) error { return whoPage(v, "", nil) }

func whoPage(v *visit.Visit, failed string, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, seat studies.Seat) (visit.View, error) {
		s, err := readSample(r, seat, v)
		if err != nil {
			return visit.View{}, err
		}
		p := people{sample: s, Failed: failed}
		for _, d := range s.Dimensions {
			if v.Fields.Has("is " + d.Name) {
				p.Of = append(p.Of, sampling.Trait{Dimension: d.Name, Value: v.Fields.Get("is " + d.Name)})
			}
		}
		if p.Who, err = s.Sample.Who(p.Of...); err != nil {
			return visit.View{}, db.ErrNotFound
		}
		frame := instudy.Page(seat, "Who opted in", "", &ui.Link{Text: "Back to the grid", Href: s.href("/sample")})
		return v.FormView(frame, whoBody(v.Fields, p, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Meet, studies.Read)
}

func choose(v *visit.Visit) error {
	f := v.Fields
	c := sampling.Choice{Number: f.Get("number"), State: sampling.State(f.Get("state")), Reason: f.Get("reason")}
	if err := interviewees.Choose(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), c); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return whoPage(v, c.Number, bad) })
	}
	return instudy.Done(v, "/questionnaires/"+v.Path("questionnaire")+"/sample", c.Number+": noted.")
}

// whoHref opens the people of a cell.
func (s sample) whoHref(of ...sampling.Trait) string {
	q := make(url.Values)
	for _, t := range of {
		q.Set("is "+t.Dimension, t.Value)
	}
	return s.href("/sample/who?" + q.Encode())
}

// chosenWords sums the grid up: "17 of about 20, 3 cells empty".
func (s sample) chosenWords() string {
	words := fmt.Sprintf("%d of about %d", s.Coverage.All.Chosen, s.Frame.About)
	switch s.Coverage.Empty {
	case 0:
		return words + ", no cell empty"
	case 1:
		return words + ", 1 cell empty"
	}
	return fmt.Sprintf("%s, %d cells empty", words, s.Coverage.Empty)
}

// labelOf is the label of a value of a dimension.
func (s sample) labelOf(dimension, value string) string {
	for _, d := range s.Dimensions {
		for _, x := range d.Values {
			if d.Name == dimension && x.Name == value {
				return x.Label
			}
		}
	}
	return "Not known"
}

// traitsOf says what is known of a volunteer.
func (s sample) traitsOf(number string) string {
	var all []string
	for _, d := range s.Dimensions {
		all = append(all, d.Label+" "+s.labelOf(d.Name, s.Volunteers[number].Traits[d.Name]))
	}
	return strings.Join(all, "; ")
}

// reasonOf is why somebody was decided about, the last time.
func (s sample) reasonOf(number string) string {
	reason := ""
	for _, c := range s.Choices {
		if c.Number == number {
			reason = c.Reason
		}
	}
	return reason
}
