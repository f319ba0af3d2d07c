package findings

import (
	"linkwork/internal/db"
	"linkwork/internal/engagement/findings"
	"linkwork/internal/studies"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func typedRecommendation(v *visit.Visit) findings.Recommendation {
	f := v.Fields
	return findings.Recommendation{ID: v.Path("recommendation"), StudyID: v.Path("study"), Audience: findings.Audience(f.Get("audience")), Words: f.Get("words"), Status: findings.Status(f.Get("status")), Findings: f.All("findings"), Version: f.Version()}
}

func recommend(v *visit.Visit) error {
	if _, err := findings.Recommend(v.Context(), v.House.DB, v.Actor, v.Once(), typedRecommendation(v)); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return listPage(v, "recommendation", bad) })
	}
	return instudy.Done(v, "/findings", "Added.")
}

func showRecommendation(v *visit.Visit) error { return recommendationPage(v, nil) }

func recommendationPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		c, err := findings.TheRecommendation(r, s, v.Path("recommendation"))
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			v.Fields.Set("audience", string(c.Audience))
			v.Fields.Set("words", c.Words)
			v.Fields.Set("status", string(c.Status))
			v.Fields.Values["findings"] = c.Findings
		}
		all, err := findings.List(r, s)
		page := instudy.Page(s, "Recommendation", "", instudy.Back(s.Study, "Back to findings", "/findings"))
		return v.FormView(page, recommendationBody(v.Fields, s, c, all, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Involve)
}

func changeRecommendation(v *visit.Visit) error {
	if err := findings.ChangeRecommendation(v.Context(), v.House.DB, v.Actor, v.Once(), typedRecommendation(v)); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return recommendationPage(v, bad) })
	}
	return instudy.Done(v, "/findings", "Saved.")
}

func audiences() []ui.Choice {
	items := []ui.Choice{{Text: "Choose"}}
	for _, a := range findings.Audiences {
		items = append(items, ui.Choice{Value: string(a), Text: a.Words()})
	}
	return items
}

func statuses() (items []ui.Choice) {
	for _, s := range findings.Statuses {
		items = append(items, ui.Choice{Value: string(s), Text: s.Words()})
	}
	return items
}

func findingItems(all []findings.Finding) (items []ui.Choice) {
	for _, f := range all {
		items = append(items, ui.Choice{Value: f.ID, Text: f.Name})
	}
	return items
}
