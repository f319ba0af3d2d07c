package person

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"linkwork/internal/asking"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	forms "linkwork/internal/forms/form"
	"linkwork/internal/instruments"
	"linkwork/internal/measures"
	"linkwork/internal/web/about"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/visit"
)

func showWellbeing(v *visit.Visit) error { return wellbeingPage(v, nil) }

// wellbeing is what the page about it shows.
type wellbeing struct {
	about.Subject
	Sets    []measures.Set
	Out     []measures.Response // that do not count any more
	Misses  []measures.Miss
	Waiting []asking.Asking
	Offers  []measures.Offer // that can be asked
}

func wellbeingPage(v *visit.Visit, bad *db.Invalid) error {
	return v.ShowPerson(v.Path("person"), "Wellbeing", func(r *db.Snapshot) (visit.View, error) {
		w, err := readWellbeing(r, v)
		if err != nil {
			return visit.View{}, err
		}
		return v.FormView(pageFor(w.Subject, "Wellbeing"), wellbeingBody(v.Fields, w, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func readWellbeing(r *db.Snapshot, v *visit.Visit) (w wellbeing, err error) {
	if w.Subject, err = about.Of(r, v.Actor, v.Path("person")); err != nil {
		return w, err
	}
	answers, err := measures.Of(r, w.ID)
	if err != nil {
		return w, err
	}
	w.Sets = measures.ByInstrument(answers)
	if w.Out, err = measures.TakenOut(r, w.ID); err != nil {
		return w, err
	}
	if w.Misses, err = measures.MissesOf(r, w.ID); err != nil {
		return w, err
	}
	if w.Waiting, err = asking.Waiting(r, w.ID, asking.Instrument); err != nil {
		return w, err
	}
	w.Offers, err = measures.On(r)
	return w, err
}

// linked are the instruments that can be asked by a link.
func (w wellbeing) linked() []measures.Offer {
	return slices.DeleteFunc(slices.Clone(w.Offers), func(o measures.Offer) bool { return !o.Asked() })
}

func showAsk(v *visit.Visit) error { return askForm(v, nil) }

// instrument is the one that a page is about; the usual one where none is named.
func instrument(v *visit.Visit) string {
	return questions.OrElse(v.Fields.Get("instrument"), measures.Usual)
}

func askForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Ask the wellbeing questions", "/wellbeing", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		offer, err := measures.Offered(r, instrument(v))
		if err != nil {
			return nil, err
		}
		f, err := offer.Form()
		if err != nil {
			return nil, err
		}
		if bad == nil {
			v.Fields.SetDate("day", dates.Of(r.Now()))
			v.Fields.Set("who", string(measures.Themselves))
		}
		return askPage(v.Fields, staffAsks{s, offer, f}, visit.NewToken(), visit.Faults(bad)), nil
	})
}

// staffAsks is an instrument on its way to be asked of somebody.
type staffAsks struct {
	about.Subject
	Offer measures.Offer
	Form  forms.Form
}

// fieldOf is the field of a question. Each instrument has its own, so that a
// browser fills in nothing from another.
func (a staffAsks) fieldOf(i forms.Item) string { return a.Offer.ID + "-" + i.Name }

func recordAnswers(v *visit.Visit) error {
	var offer measures.Offer
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		offer, err = measures.Offered(r, instrument(v))
		return err
	})
	if err != nil {
		return err
	}
	asked, again, err := askedOn(v, offer, func(bad *db.Invalid) error { return askForm(v, bad) })
	if err != nil {
		return err
	}
	worries, err := measures.Record(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), asked)
	if err != nil {
		return v.Again(err, again)
	}
	return answersKept(v, "Answers saved.", worries)
}

// askedOn reads what was asked on a page. again shows the page once more, with
// the faults at its fields.
func askedOn(v *visit.Visit, offer measures.Offer, show func(bad *db.Invalid) error) (asked measures.Asked, again func(*db.Invalid) error, err error) {
	var bad db.Invalid
	f, err := offer.Form()
	if err != nil {
		return asked, nil, db.ErrNotFound
	}
	asked = measures.Asked{Instrument: offer.ID, Day: v.Fields.Date("day", &bad), Who: measures.Who(v.Fields.Get("who")), Given: make(map[string]forms.Given)}
	a := staffAsks{Offer: offer}
	for i := range f.All() {
		asked.Given[i.Name] = questions.Given(v.Fields, a.fieldOf(i), i)
	}
	return asked, func(bad *db.Invalid) error {
		for n := range bad.Fields {
			if i, ok := f.Item(bad.Fields[n].Field); ok {
				bad.Fields[n].Field = a.fieldOf(i)
			}
		}
		return show(bad)
	}, nil
}

// answersKept says that answers are saved, and what in them must be looked at now.
func answersKept(v *visit.Visit, saved string, worries []instruments.Worry) error {
	if len(worries) == 0 {
		return v.Done(href(v, "/wellbeing"), saved)
	}
	var words []string
	for _, w := range worries {
		words = append(words, w.Words)
	}
	return v.Done(href(v, "/wellbeing"), saved+" "+strings.Join(words, ". ")+". Talk with the person now about how they are, see “If you are worried” on their overview, and note with the answers what you did.")
}

func showLink(v *visit.Visit) error { return linkPage(v, nil) }

// linkPage shows what would go to the person before it goes.
func linkPage(v *visit.Visit, bad *db.Invalid) error {
	err := form(v, "Send a link", "/wellbeing", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		plan, err := measures.PlanToAsk(r, v.Actor, s.ID, instrument(v), v.Ways())
		return questions.Send(questions.Sending{Plan: plan, Fields: v.Fields, Name: s.CalledName(), What: instrumentName(instrument(v)), Action: s.Href("/wellbeing/link"), Code: s.Href("/code"),
			Token: visit.NewToken(), Errors: visit.Faults(bad), Kind: asking.Instrument, AboutID: instrument(v)}), err
	})
	return v.Again(err, func(bad *db.Invalid) error { return wellbeingPage(v, bad) }) // there is no way
}

func sendLink(v *visit.Visit) error {
	err := v.ChoseWay()
	if err == nil {
		_, err = measures.Ask(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), instrument(v), v.Ways())
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return linkPage(v, bad) })
	}
	return v.Done(href(v, "/wellbeing"), "The link is on its way.")
}
