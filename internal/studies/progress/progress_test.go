package progress_test

import (
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/progress"
	"linkwork/internal/studies/studytest"
)

var keyless = once.Key{}

func read(s *studytest.Study) (p progress.Of) {
	s.Helper()
	s.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, s.Lead, s.ID, studies.Follow)
		if err == nil {
			p, err = progress.Read(r, seat)
		}
		return err
	})
	return p
}

// Whoever withdrew is counted once, at the furthest that they went.
func TestWithdrawalsAreCountedByLevel(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		one, two := s.Consented(studies.Patient, s.A), s.Consented(studies.LinkWorker, s.B)
		withdraw := func(who string, level consent.Level, clause string) {
			t.Helper()
			_, err := consent.Withdraw(s.Context(), d, s.Lead, keyless, consent.Withdrawal{StudyID: s.ID, ParticipantID: who, Level: level, Clause: clause, How: "By phone"})
			s.OK(err)
		}
		withdraw(one.ID, consent.OneClause, "quote")
		withdraw(one.ID, consent.NoUse, "")
		withdraw(one.ID, consent.NoContact, "") // says less than before
		withdraw(two.ID, consent.OneClause, "photos")
		p := read(s)
		for level, want := range map[consent.Level]string{consent.OneClause: two.Number, consent.NoContact: "", consent.NoUse: one.Number} {
			rows := p.Withdrew(level)
			if want == "" && len(rows) != 0 || want != "" && (len(rows) != 1 || rows[0].Label != want) {
				t.Errorf("%s: %+v", level, rows)
			}
		}
	})
}

func TestAmendmentsAreCountedByState(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		for number, approved := range map[string]dates.Date{"AM01": s.Today(), "AM02": {}} {
			_, err := approvals.Amend(s.Context(), d, s.Lead, keyless, approvals.Amendment{StudyID: s.ID, Number: number, Category: approvals.Substantial, Words: "x", SubmittedOn: s.Today().AddDays(-5), ApprovedOn: approved})
			s.OK(err)
		}
		p := read(s)
		if states := p.AmendmentStates(); len(states) != 2 || states[0] != "Submitted" || states[1] != "Approved" {
			t.Errorf("the states are %v", states)
		}
		if rows := p.Amended("Submitted"); len(rows) != 1 || rows[0].Label != "AM02" || rows[0].On != s.Today().AddDays(-5) {
			t.Errorf("submitted are %+v", rows)
		}
	})
}

// What to do first is read from what is noted.
func TestABeginningIsDoneWhenItIsNoted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		begin := func() map[progress.Beginning]progress.Step {
			of := make(map[progress.Beginning]progress.Step)
			s.Read(func(r *db.Snapshot) error {
				seat, err := studies.Enter(r, s.Lead, s.ID, studies.Follow)
				if err != nil {
					return err
				}
				steps, err := progress.Begin(r, seat)
				for _, x := range steps {
					of[x.Beginning] = x
				}
				return err
			})
			return of
		}
		for b, want := range map[progress.Beginning]progress.Step{progress.SayWhatItIs: {}, progress.GatherTeam: {Done: true, Part: true}, progress.FindSites: {Done: true, Part: true},
			progress.FileProtocol: {Part: true}, progress.WriteConsent: {Done: true, Part: true}, progress.OpenIt: {Done: true, Part: true}} {
			want.Beginning = b
			if got := begin()[b]; got != want {
				t.Errorf("%s: %+v", b, got)
			}
		}
		var x studies.Study
		s.Read(func(r *db.Snapshot) (err error) { x, err = studies.Unscoped(r, s.ID); return })
		x.Summary = "What it is"
		s.OK(studies.Change(s.Context(), d, s.Lead, keyless, x))
		if got := begin()[progress.SayWhatItIs]; got.Done || !got.Part {
			t.Errorf("a summary alone: %+v", got)
		}
	})
}
