package consent_test

import (
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/studytest"
)

// A withdrawal that destroys forgets how to reach them at once, tells the rooms above by
// job, and notes what cannot be taken back.
func TestAWithdrawalThatDestroysBeginsAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		p := s.Consented(studies.Patient, s.A)
		s.OK(participants.SaveContact(s.Context(), d, s.Lead, keyless, s.ID, p.ID, participants.Contact{Name: "D. Marsh", Phone: "07700 900123", Way: participants.ByText}))
		s.Write(func(tx *db.Tx) error {
			for _, u := range []consent.Use{{Covers: consent.TakePhotos, Kind: consent.UsePhoto, SubjectID: "f1", Label: "Photograph kept"}, {Covers: consent.BeQuoted, Kind: consent.UseEdition, SubjectID: "e1", Label: "Study update"}} {
				u.ParticipantID = p.ID
				if err := consent.Register(tx, s.ID, u); err != nil {
					return err
				}
			}
			return consent.Fix(tx, consent.UseEdition, "e1", "study update 2, June")
		})
		s.OK(withdraw(s, p.ID, consent.Destroy, ""))
		s.Read(func(r *db.Snapshot) error {
			c, err := participants.ContactOf(r, seat(s, r), p.ID)
			if c.Name != "" || c.Phone != "" || err != nil {
				t.Errorf("how to reach them is there: %+v, %v", c, err)
			}
			var waiting int
			s.OK(r.QueryRow(`SELECT count(*) FROM jobs WHERE kind LIKE 'consent.destroy-%'`).Scan(&waiting))
			left, err := consent.Destruction{StudyID: s.ID, ParticipantID: p.ID}.ToDestroy(r, consent.UsePhoto, consent.UseEdition)
			s.OK(err)
			if waiting != 4 || len(left) != 1 || left[0].SubjectID != "f1" {
				t.Errorf("%d jobs wait, to destroy are %+v", waiting, left)
			}
			uses, err := consent.Uses(r, p.ID)
			for _, u := range uses {
				if u.Kind == consent.UseEdition && (u.Settled != consent.Kept || u.SettledWords == "") {
					t.Errorf("what cannot be taken back says %+v", u)
				}
			}
			return err
		})
	})
}

func seat(s *studytest.Study, r db.Reader) studies.Seat {
	seat, err := studies.Enter(r, s.Lead, s.ID, studies.Meet)
	s.OK(err)
	return seat
}
