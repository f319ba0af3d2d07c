package fill

import (
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/forms/questionnaire"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

// downloadResponse sends the answers to a form as a QuestionnaireResponse of FHIR.
// The look is on the audit trail before anything leaves.
func downloadResponse(v *visit.Visit) error {
	var body []byte
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return err
		}
		a, err := forms.GetAnswered(r, s.ID, v.Path("asking"))
		if err != nil {
			return err
		}
		body, _, err = questionnaire.WriteResponse(a.Edition.Form, a.AboutID, a.Edition.Number, a.Answers, questionnaire.Completed{At: a.FinishedAt, ID: a.ID,
			Subject: questionnaire.Subject{NHSNumber: s.NHSNumber, Name: s.FullName()}})
		return err
	})
	if err != nil {
		return err
	}
	if err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		return audit.View(tx, v.Actor.Audit(), v.Path("person"), "answers to a form as a file")
	}); err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "application/fhir+json")
	v.W.Header().Set("Content-Disposition", `attachment; filename="response.json"`)
	_, err = v.W.Write(body)
	return err
}
