package person

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"linkwork/internal/asking"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	forms "linkwork/internal/forms/form"
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
	var bad db.Invalid
	asked := measures.Asked{Instrument: instrument(v), Day: v.Fields.Date("day", &bad), Who: measures.Who(v.Fields.Get("who")), Given: make(map[string]forms.Given)}
	var offer measures.Offer
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		offer, err = measures.Offered(r, asked.Instrument)
		return err
	})
	if err != nil {
		return err
	}
	f, err := offer.Form()
	if err != nil {
		return db.ErrNotFound
	}
	a := staffAsks{Offer: offer}
	for i := range f.All() {
		asked.Given[i.Name] = questions.Given(v.Fields, a.fieldOf(i), i)
	}
	worries, err := measures.Record(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), asked)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error {
			for n := range bad.Fields {
				if i, ok := f.Item(bad.Fields[n].Field); ok {
					bad.Fields[n].Field = a.fieldOf(i)
				}
			}
			return askForm(v, bad)
		})
	}
	if len(worries) > 0 {
		var words []string
		for _, w := range worries {
			words = append(words, w.Words)
		}
		return v.Done(href(v, "/wellbeing"), "Saved. "+strings.Join(words, ". ")+". Talk with the person now about how they are, and see “If you are worried” on their overview.")
	}
	return v.Done(href(v, "/wellbeing"), "Answers saved.")
}

func sendLink(v *visit.Visit) error {
	ways := asking.Ways{BaseURL: v.House.BaseURL, Texts: v.House.Texts}
	if _, err := measures.Ask(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), instrument(v), ways); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return wellbeingPage(v, bad) })
	}
	return v.Done(href(v, "/wellbeing"), "The link is on its way.")
}
