package interviews_test

import (
	"strings"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/files"
	"linkwork/internal/jobs"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/studytest"
)

// The recording, the transcript and the notes of somebody who wants that are destroyed;
// those of a group stay out of use for a person to settle.
func TestWhatWasSaidIsDestroyed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		session, p := held(s)
		other := s.Consented(studies.Patient, s.A)
		group, err := fieldwork.NoteHeld(s.Context(), d, s.Field, keyless, fieldwork.Session{StudyID: s.ID, SiteID: s.A, Kind: fieldwork.FocusGroup, HeldOn: s.Today(), Place: fieldwork.AtWork, Participants: []string{p.ID, other.ID}})
		s.OK(err)
		recording := record(s, session)
		for _, id := range []string{session, group} {
			_, err := interviews.Keep(s.Context(), d, s.Field, keyless, s.ID, id, []interviews.Turn{{Who: "P001", Said: "I was eighty."}})
			s.OK(err)
			_, err = fieldwork.Write(s.Context(), d, s.Field, keyless, fieldwork.Note{StudyID: s.ID, SiteID: s.A, SessionID: id, Kind: fieldwork.FieldNote, Words: "Eighty and lively"})
			s.OK(err)
		}
		_, err = consent.Withdraw(s.Context(), d, s.Field, keyless, consent.Withdrawal{StudyID: s.ID, ParticipantID: p.ID, Level: consent.Destroy, How: "Themselves, by phone"})
		s.OK(err)
		for range 2 { // a job may run again
			s.OK(jobs.NewRunner(d, interviews.Handlers(d)).Drain(s.Context()))
			s.OK(jobs.NewRunner(d, fieldwork.Handlers(d)).Drain(s.Context()))
		}
		s.Read(func(r *db.Snapshot) error {
			if left, err := files.Of(r, interviews.Recording{ID: recording}.Owner()); len(left) != 0 || err != nil {
				t.Errorf("the recording is there: %v, %v", left, err)
			}
			for query, want := range map[string]int{`SELECT count(*) FROM study_transcripts WHERE turns LIKE '%eighty%'`: 1, `SELECT count(*) FROM study_notes WHERE words LIKE '%Eighty%'`: 1} {
				var kept int
				s.OK(r.QueryRow(query).Scan(&kept))
				if kept != want {
					t.Errorf("%d are kept by %s", kept, query)
				}
			}
			uses, err := consent.Uses(r, p.ID)
			for _, u := range uses {
				if u.Shared == (u.Settled == consent.Gone) || u.Shared != u.ToSettle() {
					t.Errorf("%+v", u)
				}
			}
			if len(uses) != 5 {
				t.Errorf("%d uses", len(uses))
			}
			return err
		})
	})
}

// record gives a session a recording.
func record(s *studytest.Study, session string) (id string) {
	s.Helper()
	keys, err := files.ReadKeys(files.NewKey())
	s.OK(err)
	f, err := files.New(s.DB, keys).Take(s.Context(), files.Incoming{By: s.Field.AccountID, Name: "talk.mp3", MediaType: "audio/mpeg", Most: interviews.MostRecording}, strings.NewReader("sound"))
	s.OK(err)
	id, err = interviews.Record(s.Context(), s.DB, s.Field, keyless, s.ID, session, f.ID)
	s.OK(err)
	return id
}
