package progress_test

import (
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/progress"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/studies/studytest"
)

// Answers that do not come within their window stand among what is late, one line a wave,
// for whoever meets participants.
func TestAnswersThatDoNotComeAreLate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, none := studytest.New(castest.New(t, d)), once.Key{}
		wave := func(w fieldwork.Wave) string {
			w.StudyID = s.ID
			id, err := fieldwork.AddWave(s.Context(), d, s.Lead, none, w)
			s.OK(err)
			return id
		}
		first, later := wave(fieldwork.Wave{Code: "baseline", Name: "At first"}), wave(fieldwork.Wave{Code: "later", Name: "After three months", FromDay: 90, ToDay: 120})
		id, err := questionnaires.Bring(s.Context(), d, s.Lead, none, s.ID, form.Form{Title: form.Say("en", "How things are"), Languages: []string{"en"}, Items: []form.Item{{Name: "words", Kind: form.Text, Label: form.Say("en", "How are you?")}}})
		s.OK(err)
		now := func() (q questionnaires.Questionnaire) {
			s.Read(func(r *db.Snapshot) error {
				seat, err := studies.Enter(r, s.Lead, s.ID, studies.Lead)
				s.OK(err)
				q, err = questionnaires.Get(r, seat, id)
				return err
			})
			return q
		}
		s.OK(forms.Publish(s.Context(), d, s.Lead, none, now().FormID, 1))
		s.OK(questionnaires.Set(s.Context(), d, s.Lead, none, s.ID, id, 1, questionnaires.Settings{Audience: questionnaires.Participants, Waves: []string{first, later}, OpensOn: s.Today(), ClosesOn: s.Today().AddDays(300)}))
		s.OK(questionnaires.ToTest(s.Context(), d, s.Lead, none, s.ID, id, 2))
		s.OK(questionnaires.ToOpen(s.Context(), d, s.Lead, none, s.ID, id, 3))
		for range 2 {
			p := s.Consented(studies.Patient, s.A)
			_, err := fieldwork.NoteHeld(s.Context(), d, s.Lead, none, fieldwork.Session{StudyID: s.ID, SiteID: s.A, Kind: fieldwork.Interview, HeldOn: s.Today(), Place: fieldwork.ByPhone, Minutes: 30, Participants: []string{p.ID}})
			s.OK(err)
		}
		late := func(by access.Actor) (all []progress.Late) {
			s.Read(func(r *db.Snapshot) (err error) {
				seat, err := studies.Enter(r, by, s.ID, studies.Follow)
				s.OK(err)
				all, err = progress.Lates(r, seat)
				return err
			})
			return all
		}
		if all := late(s.Lead); len(all) != 0 {
			t.Errorf("late at once: %+v", all)
		}
		due := s.Today().AddDays(120)
		s.Clock.Advance(100 * 24 * time.Hour)
		all := late(s.Lead)
		if len(all) != 1 || all[0].What != "Answers to “How things are”, After three months: 2 to come" || all[0].Due != due || all[0].Over(s.Today()) {
			t.Errorf("%+v", all)
		}
		s.Clock.Advance(30 * 24 * time.Hour)
		if all := late(s.Lead); len(all) != 1 || !all[0].Over(s.Today()) {
			t.Errorf("%+v", all)
		}
	})
}
