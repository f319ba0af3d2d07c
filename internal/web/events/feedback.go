package events

import (
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/engagement/events"
	"linkwork/internal/studies"
	"linkwork/internal/web/visit"
)

// readers are those who read what people wrote.
var readers = []studies.Duty{studies.Involve, studies.Read}

// heard is what people made of an event.
type heard struct {
	event
	All       []events.Feedback
	Reactions []events.Reaction
	Themes    []events.Theme
	Failed    string // id of the feedback whose theme could not be put
}

// rated are those who chose a number for how they liked the event.
func (x heard) rated(n int) (all []events.Feedback) {
	for _, f := range x.All {
		if f.Answers["useful"].Text == strconv.Itoa(n) {
			all = append(all, f)
		}
	}
	return all
}

// answered are the reactions to a finding that say something.
func (x heard) answered(finding string, a events.Answer) (all []events.Reaction) {
	for _, r := range x.Reactions {
		if r.Finding == finding && r.Answer == a {
			all = append(all, r)
		}
	}
	return all
}

func showFeedback(v *visit.Visit, p place) error { return feedbackForm(v, p, "", nil) }

func feedbackForm(v *visit.Visit, p place, failed string, bad *db.Invalid) error {
	return with(v, p, "Feedback", bad, readers, func(r *db.Snapshot, e event) (visit.View, error) {
		x := heard{event: e, Failed: failed}
		var err error
		if x.All, err = events.AllFeedback(r, e.Host, e.Event); err != nil {
			return visit.View{}, err
		}
		if e.study() {
			if x.Reactions, err = events.Reactions(r, e.Seat, e.Event); err != nil {
				return visit.View{}, err
			}
		}
		x.Themes, err = events.FeedbackThemes(r, e.Host, e.Event)
		return visit.View{Body: feedbackBody(v.Fields, x, visit.NewToken(), visit.Faults(bad))}, err
	})
}

func makeFeedback(v *visit.Visit, p place) error {
	err := events.MakeFeedback(v.Context(), v.House.DB, p.in(), v.Once(), v.Path("exchange"), v.Fields.Version(), events.Purpose(v.Fields.Get("purpose")))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return feedbackForm(v, p, "", bad) })
	}
	return done(v, p, "/feedback", "The questions are made.", nil)
}

func putTheme(v *visit.Visit, p place) error {
	err := events.PutTheme(v.Context(), v.House.DB, p.in(), v.Once(), v.Path("exchange"), v.Path("said"), v.Fields.Get("theme"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return feedbackForm(v, p, v.Path("said"), bad) })
	}
	return done(v, p, "/feedback", "Theme put.", nil)
}

func takeTheme(v *visit.Visit, p place) error {
	return done(v, p, "/feedback", "Taken away.", events.TakeTheme(v.Context(), v.House.DB, p.in(), v.Once(), v.Path("exchange"), v.Path("theme")))
}

func showRoles(v *visit.Visit, p place) error { return rolesForm(v, p, nil) }

func rolesForm(v *visit.Visit, p place, bad *db.Invalid) error {
	return with(v, p, "Roles compared", bad, readers, func(r *db.Snapshot, e event) (visit.View, error) {
		all, err := events.Comparisons(r, e.Seat, e.Event)
		return visit.View{Body: rolesBody(v.Fields, e, all, visit.NewToken(), visit.Faults(bad))}, err
	})
}

func compare(v *visit.Visit, p place) error {
	f := v.Fields
	c := events.Comparison{EventID: v.Path("exchange"), Topic: f.Get("topic"), Network: f.Get("network"), Here: f.Get("here"), Compared: events.Compared(f.Get("compared"))}
	if err := events.AddComparison(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), c); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return rolesForm(v, p, bad) })
	}
	return done(v, p, "/roles", "Added.", nil)
}

func uncompare(v *visit.Visit, p place) error {
	return done(v, p, "/roles", "Taken away.", events.StrikeComparison(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("exchange"), v.Path("comparison")))
}
