package photos

import (
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/photos"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

func showPrompts(v *visit.Visit) error { return promptsPage(v, "", nil) }

func promptsPage(v *visit.Visit, form string, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		plan, err := photos.ThePlan(r, s.Study.ID)
		if form != "plan" {
			v.Fields.SetNumber("most_each", plan.MostEach)
			v.Fields.SetNumber("days", plan.Days)
			v.Fields.SetNumber("keep_days", plan.KeepDays)
			v.Fields.Set("licence", plan.Licence.Words)
			v.Fields.Set("licence_at_work", plan.Licence.AtWork)
		}
		page := instudy.Page(s, "What is asked for", "", instudy.Back(s.Study, "Back to photographs", "/photos"))
		return v.FormView(page, promptsBody(v.Fields, s, plan, form, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Lead)
}

func onPrompts(v *visit.Visit, form string, err error, words string) error {
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return promptsPage(v, form, bad) })
	}
	return instudy.Done(v, "/photos/prompts", words)
}

func begin(v *visit.Visit) error {
	return onPrompts(v, "begin", photos.Begin(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study")), "The study asks for photographs. Change the prompts as you need.")
}

func setPlan(v *visit.Visit) error {
	f := v.Fields
	p := photos.Plan{MostEach: f.Number("most_each"), Days: f.Number("days"), KeepDays: f.Number("keep_days"), Licence: photos.Licence{Words: f.Get("licence"), AtWork: f.Get("licence_at_work")}, Version: f.Version()}
	return onPrompts(v, "plan", photos.SetPlan(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), p), "Saved.")
}

// promptOf reads the form of a prompt.
func promptOf(v *visit.Visit) photos.Prompt {
	f := v.Fields
	p := photos.Prompt{ID: v.Path("prompt"), StudyID: v.Path("study"), Words: f.Get("words"), Hint: f.Get("hint")}
	for _, k := range f.All("kinds") {
		p.Kinds = append(p.Kinds, studies.Kind(k))
	}
	return p
}

func addPrompt(v *visit.Visit) error {
	err := photos.AddPrompt(v.Context(), v.House.DB, v.Actor, v.Once(), promptOf(v))
	return onPrompts(v, "add", err, "Added.")
}

func changePrompt(v *visit.Visit) error {
	err := photos.ChangePrompt(v.Context(), v.House.DB, v.Actor, v.Once(), promptOf(v))
	return onPrompts(v, v.Path("prompt"), err, "Saved. Photographs that came before keep the words that they were asked with.")
}

func endPrompt(v *visit.Visit) error {
	err := photos.EndPrompt(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("prompt"))
	return onPrompts(v, "", err, "It is asked no more. Its photographs stay.")
}

// whoWords says who is asked.
func whoWords(kinds []studies.Kind) string {
	if len(kinds) == len(studies.Kinds) {
		return "everybody"
	}
	return strings.ToLower(strings.Join(plurals(kinds), ", "))
}

func plurals(kinds []studies.Kind) (words []string) {
	for _, k := range kinds {
		words = append(words, k.Plural())
	}
	return words
}

func texts(kinds []studies.Kind) (all []string) {
	for _, k := range kinds {
		all = append(all, string(k))
	}
	return all
}
