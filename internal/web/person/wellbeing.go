package person

import (
	"strconv"

	"github.com/a-h/templ"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/measures"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

func showWellbeing(v *visit.Visit) error { return wellbeingPage(v, nil) }

func wellbeingPage(v *visit.Visit, bad *db.Invalid) error {
	return v.ShowPerson(v.Path("person"), "Wellbeing", func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		answers, err := measures.Of(r, s.ID)
		if err != nil {
			return visit.View{}, err
		}
		waiting, err := measures.Waiting(r, s.ID)
		if err != nil {
			return visit.View{}, err
		}
		return v.FormView(pageFor(s, "Wellbeing"), wellbeingBody(s, answers, waiting, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func showAsk(v *visit.Visit) error { return askForm(v, nil) }

func askForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Ask the wellbeing questions", "/wellbeing", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		return askPage(v.Fields, s, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func recordAnswers(v *visit.Visit) error {
	answers := measures.Answers{}
	for _, q := range measures.ONS4 {
		switch text := v.Fields.Get(q.Key); text {
		case "":
		case "rather-not":
			answers[q.Key] = measures.RatherNot
		default:
			if n, err := strconv.Atoi(text); err == nil {
				answers[q.Key] = n
			}
		}
	}
	err := measures.Record(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), dates.Of(v.House.DB.Now()), answers)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return askForm(v, bad) })
	}
	if answers.Worrying() {
		return v.Done(href(v, "/wellbeing"), "Saved. These answers are low. Talk with the person now about how they are, and see “If you are worried” on their overview.")
	}
	return v.Done(href(v, "/wellbeing"), "Answers saved.")
}

func sendLink(v *visit.Visit) error {
	if _, err := measures.Ask(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), measures.Ways{BaseURL: v.House.BaseURL, Texts: v.House.Texts}); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return wellbeingPage(v, bad) })
	}
	return v.Done(href(v, "/wellbeing"), "The link is on its way.")
}
