package survey

import (
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

// answersHref is where the answers are downloaded. Where it is known whose they are, what
// leaves is noted first.
func (p page) answersHref() string {
	if p.Numbered() && p.State != questionnaires.Test {
		return p.href("/extracts")
	}
	return p.href("/answers.csv")
}

func showExtracts(v *visit.Visit) error { return extractsPage(v, nil) }

func extractsPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p, err := read(r, s, v.Path("questionnaire"))
		if err != nil {
			return visit.View{}, err
		}
		if !p.Numbered() {
			return visit.View{}, db.ErrNotFound
		}
		all, err := questionnaires.Extracts(r, s, p.Questionnaire)
		frame := instudy.Page(s, "Extracts: "+p.Title, "", &backTo(p)[0])
		return v.FormView(frame, extractsBody(v.Fields, p, all, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Read)
}

func makeExtract(v *visit.Visit) error {
	if _, err := questionnaires.MakeExtract(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("questionnaire"), v.Fields.Get("purpose")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return extractsPage(v, bad) })
	}
	return instudy.Done(v, "/questionnaires/"+v.Path("questionnaire")+"/extracts", "Noted. You can download the file now.")
}

// sendExtract sends what may still leave: whoever has taken consent back since is not in
// the file any more.
func sendExtract(v *visit.Visit) error {
	p, err := download(v, studies.Read)
	if err != nil {
		return err
	}
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		_, err := questionnaires.TheExtract(r, p.Seat, p.Questionnaire, v.Path("extract"))
		return err
	})
	if err != nil {
		return err
	}
	return sendRows(v, p)
}
