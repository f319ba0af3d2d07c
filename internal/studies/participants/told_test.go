package participants_test

import (
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/studytest"
)

// What is published says what somebody is, and of which site only where five of a kind or
// more take part, so that nobody can be picked out.
func TestHowParticipantsStandInWhatIsPublished(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		worker, patient := s.Consented(studies.LinkWorker, s.A), s.Consented(studies.Patient, s.A)
		for range 3 {
			s.Consented(studies.Patient, s.A)
		}
		s.Approached(studies.Patient, s.A) // does not take part
		told := func(id string) (words string) {
			s.Read(func(r *db.Snapshot) error {
				seat, err := studies.Enter(r, s.Lead, s.ID, studies.Follow)
				s.OK(err)
				all, err := participants.Told(r, seat)
				words = all[id]
				return err
			})
			return words
		}
		if got := told(patient.ID); got != "A patient" {
			t.Errorf("one of four: %q", got)
		}
		s.Consented(studies.Patient, s.A)
		if got := told(patient.ID); got != "A patient, Site A" {
			t.Errorf("one of five: %q", got)
		}
		if got := told(worker.ID); got != "A link worker" {
			t.Errorf("the only link worker: %q", got)
		}
	})
}
