package interviews_test

import (
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/jobs"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/studytest"
)

func passages(s *studytest.Study) (all []interviews.Passage) {
	s.Helper()
	s.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, s.Lead, s.ID, studies.Read)
		s.OK(err)
		all, err = interviews.Passages(r, seat)
		return err
	})
	return all
}

// Words are chosen as they stand in a transcript without names, and each knows the clause
// that it rests on.
func TestWordsAreChosenFromATranscript(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		session, p := held(s)
		id, err := interviews.Keep(s.Context(), d, s.Field, keyless, s.ID, session, []interviews.Turn{{Who: "Interviewer", Said: "And then?"}, {Who: "P001", Said: "She rang when\nshe said she would. Nobody else does."}})
		s.OK(err)
		choose := func(theme, words string) (string, error) {
			return interviews.Choose(s.Context(), d, s.Lead, keyless, interviews.Passage{StudyID: s.ID, SessionID: session, Theme: theme, Words: words})
		}
		_, err = choose("Reliable", "Nobody else does")
		castest.Refused(t, err, "words") // names may stand in it
		_, err = interviews.ReplaceNames(s.Context(), d, s.Field, keyless, s.ID, session, id)
		s.OK(err)
		_, err = choose("", "Nobody else does")
		castest.Refused(t, err, "theme")
		_, err = choose("Reliable", "She always rang")
		castest.Refused(t, err, "words")
		for _, words := range []string{"And then? She rang", "And then?"} { // of two turns, and of the interviewer
			_, err = choose("Reliable", words)
			castest.Refused(t, err, "words")
		}
		passage, err := choose("Reliable", "She rang when she said she would.")
		s.OK(err)
		castest.Refused(t, interviews.Quote(s.Context(), d, s.Lead, keyless, s.ID, passage, "", true), "quoted_in")
		s.OK(interviews.Quote(s.Context(), d, s.Lead, keyless, s.ID, passage, "draft of the brief", false))
		s.OK(interviews.Quote(s.Context(), d, s.Lead, keyless, s.ID, passage, "", false))
		s.OK(interviews.Quote(s.Context(), d, s.Lead, keyless, s.ID, passage, "policy brief, June", true))
		castest.Is(t, interviews.Quote(s.Context(), d, s.Lead, keyless, s.ID, passage, "", false), db.ErrConflict)
		castest.Is(t, interviews.Unchoose(s.Context(), d, s.Lead, keyless, s.ID, passage), db.ErrConflict)
		second, err := choose("Alone", "Nobody else does.")
		s.OK(err)
		_, err = consent.Withdraw(s.Context(), d, s.Field, keyless, consent.Withdrawal{StudyID: s.ID, ParticipantID: p.ID, Level: consent.OneClause, Clause: "quote", How: "by phone"})
		s.OK(err)
		castest.Refused(t, interviews.Quote(s.Context(), d, s.Lead, keyless, s.ID, second, "a talk", false), "quoted_in")
		all := passages(s)
		if len(all) != 2 || all[0].Theme != "Alone" || all[0].Quotable || all[1].QuotedIn != "policy brief, June" || !all[1].Published || all[1].Number != p.Number {
			t.Errorf("%+v", all)
		}
		s.Read(func(r *db.Snapshot) error {
			uses, err := consent.Uses(r, p.ID)
			kinds := make(map[consent.UseKind]consent.Use)
			for _, u := range uses {
				kinds[u.Kind] = u
			}
			if q := kinds[consent.UseQuote]; !q.Fixed() || q.Allowed || !kinds[consent.UseExcerpt].Allowed {
				t.Errorf("%+v", uses)
			}
			return err
		})
	})
}

// What is taken back is not shown; what is to be destroyed is, but for what was published.
func TestChosenWordsEndWithTheConsent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		session, p := held(s)
		id, err := interviews.Keep(s.Context(), d, s.Field, keyless, s.ID, session, []interviews.Turn{{Who: "P001", Said: "I was eighty."}})
		s.OK(err)
		_, err = interviews.ReplaceNames(s.Context(), d, s.Field, keyless, s.ID, session, id)
		s.OK(err)
		_, err = interviews.Choose(s.Context(), d, s.Lead, keyless, interviews.Passage{StudyID: s.ID, SessionID: session, Theme: "Age", Words: "I was eighty."})
		s.OK(err)
		_, err = consent.Withdraw(s.Context(), d, s.Field, keyless, consent.Withdrawal{StudyID: s.ID, ParticipantID: p.ID, Level: consent.NoUse, How: "by phone"})
		s.OK(err)
		if all := passages(s); len(all) != 1 || all[0].Words != "" || !all[0].TakenBack {
			t.Errorf("%+v", all)
		}
		_, err = consent.Withdraw(s.Context(), d, s.Field, keyless, consent.Withdrawal{StudyID: s.ID, ParticipantID: p.ID, Level: consent.Destroy, How: "by phone"})
		s.OK(err)
		s.OK(jobs.NewRunner(d, interviews.Handlers(d)).Drain(s.Context()))
		s.Read(func(r *db.Snapshot) error {
			var left int
			err := r.QueryRow(`SELECT count(*) FROM study_passages WHERE words <> ''`).Scan(&left)
			if left != 0 {
				t.Errorf("%d are left", left)
			}
			return err
		})
	})
}
