package fieldwork_test

import (
	"slices"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/jobs"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/studytest"
)

var keyless = once.Key{}

type field struct {
	*studytest.Study
	baseline, later string
}

func furnish(t *testing.T, d *db.DB) field {
	s := studytest.New(castest.New(t, d))
	f := field{Study: s}
	add := func(w fieldwork.Wave) string {
		w.StudyID = s.ID
		id, err := fieldwork.AddWave(s.Context(), d, s.Lead, keyless, w)
		s.OK(err)
		return id
	}
	f.baseline = add(fieldwork.Wave{Code: "baseline", Name: "Baseline"})
	f.later = add(fieldwork.Wave{Code: "later", Name: "9 to 12 months", Who: studies.Patient, FromDay: 274, ToDay: 365})
	return f
}

func (f field) plan(e fieldwork.Session) (string, error) {
	e.StudyID = f.ID
	if e.SiteID == "" {
		e.SiteID = f.A
	}
	if e.PlannedAt.IsZero() {
		e.PlannedAt = f.Clock.Now().Add(48 * time.Hour)
	}
	if e.Place == "" {
		e.Place = fieldwork.ByPhone
	}
	return fieldwork.Plan(f.Context(), f.DB, f.Field, keyless, e)
}

func (f field) due() map[string]fieldwork.Standing {
	f.Helper()
	all := make(map[string]fieldwork.Standing)
	f.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, f.Field, f.ID, studies.Meet)
		f.OK(err)
		list, err := fieldwork.DueList(r, seat)
		for _, x := range list {
			all[x.Wave.Code+" "+x.Number] = x.Standing
		}
		if !slices.IsSortedFunc(list, func(a, b fieldwork.Due) int {
			return slices.Index(fieldwork.Standings, a.Standing) - slices.Index(fieldwork.Standings, b.Standing)
		}) {
			f.Error("what is to do does not come first")
		}
		return err
	})
	return all
}

func TestASessionNeedsConsentWhenItTakesPlace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f := furnish(t, d)
		p := f.Consented(studies.Patient, f.A, "observe")
		_, err := f.plan(fieldwork.Session{Kind: fieldwork.Observation, Participants: []string{p.ID}})
		castest.Refused(t, err, "participants")
		_, err = f.plan(fieldwork.Session{Kind: fieldwork.Interview})
		castest.Refused(t, err, "participants")
		_, err = f.plan(fieldwork.Session{Kind: fieldwork.Interview, SiteID: f.B, Participants: []string{p.ID}})
		castest.Is(t, err, db.ErrNotFound)
		id, err := f.plan(fieldwork.Session{Kind: fieldwork.Interview, WaveID: f.baseline, Participants: []string{p.ID}})
		f.OK(err)
		_, err = consent.Withdraw(f.Context(), d, f.Field, keyless, consent.Withdrawal{StudyID: f.ID, ParticipantID: p.ID, Level: consent.OneClause, Clause: "interview", How: "By phone"})
		f.OK(err)
		castest.Refused(t, fieldwork.Hold(f.Context(), d, f.Field, keyless, f.ID, id, 1, f.Today(), ""), "participants")
		castest.Refused(t, fieldwork.Miss(f.Context(), d, f.Field, keyless, f.ID, id, 1, "rain"), "why")
		f.OK(fieldwork.Miss(f.Context(), d, f.Field, keyless, f.ID, id, 1, fieldwork.Declined))
		castest.Is(t, fieldwork.Cancel(f.Context(), d, f.Field, keyless, f.ID, id, 2), db.ErrConflict)
	})
}

func TestWhoIsDueComesFromWhatTookPlace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f := furnish(t, d)
		a, b, worker := f.Consented(studies.Patient, f.A), f.Consented(studies.Patient, f.A, "again"), f.Consented(studies.LinkWorker, f.A)
		for _, p := range []participants.Participant{a, b, worker} {
			_, err := fieldwork.NoteHeld(f.Context(), d, f.Field, keyless, fieldwork.Session{StudyID: f.ID, SiteID: f.A, WaveID: f.baseline, Kind: fieldwork.Interview, HeldOn: f.Today(), Place: fieldwork.AtWork, Participants: []string{p.ID}})
			f.OK(err)
		}
		c := f.Consented(studies.Patient, f.A)
		want := func(when string, pairs ...string) {
			t.Helper()
			got := f.due()
			for i := 0; i < len(pairs); i += 2 {
				if string(got[pairs[i]]) != pairs[i+1] {
					t.Errorf("%s: %s is %q, want %q", when, pairs[i], got[pairs[i]], pairs[i+1])
				}
			}
			if _, there := got["later "+worker.Number]; there {
				t.Error("a wave for patients asks a link worker")
			}
		}
		want("at first", "baseline P001", "done", "later P001", "early", "later P002", "not-asked", "baseline P004", "to-plan", "later P004", "early")
		f.Clock.Advance(275 * 24 * time.Hour)
		want("after nine months", "later P001", "to-plan", "later P002", "not-asked", "later P004", "early")
		_, err := f.plan(fieldwork.Session{Kind: fieldwork.Interview, WaveID: f.later, Participants: []string{a.ID}})
		castest.Refused(t, err, "participants") // their practice was not asked
		f.Clock.Advance(100 * 24 * time.Hour)
		want("after a year", "later P001", "late")
		f.OK(fieldwork.CouldNot(f.Context(), d, f.Field, keyless, f.ID, f.later, a.ID, fieldwork.CouldNotGet, ""))
		want("with a reason", "later P001", "not-possible")
		f.OK(fieldwork.Reopen(f.Context(), d, f.Field, keyless, f.ID, f.later, a.ID))
		want("taken back", "later P001", "late")
		if c := f.Participant(c.ID); c.Stage != participants.Consented {
			t.Errorf("who was not met is at %s", c.Stage)
		}
	})
}

func TestWhatWeighsOnAResearcherIsTheirs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f := furnish(t, d)
		_, err := studies.Take(f.Context(), d, f.Lead, keyless, studies.Member{StudyID: f.ID, AccountID: f.Admin.AccountID, Role: studies.Statistician})
		f.OK(err)
		id, err := fieldwork.Write(f.Context(), d, f.Field, keyless, fieldwork.Note{StudyID: f.ID, SiteID: f.A, Kind: fieldwork.Debrief, Words: "A long day", Weighs: "A hard talk"})
		f.OK(err)
		for _, k := range []struct {
			by   access.Actor
			want string
		}{{f.Field, "A hard talk"}, {f.Lead, "A hard talk"}, {f.Admin, ""}} {
			f.Read(func(r *db.Snapshot) error {
				seat, err := studies.Enter(r, k.by, f.ID, studies.Read)
				f.OK(err)
				notes, err := fieldwork.Notes(r, seat, "")
				if len(notes) != 1 || notes[0].Weighs != k.want {
					t.Errorf("%s reads %+v", k.by.Name, notes)
				}
				return err
			})
		}
		castest.Is(t, fieldwork.Rewrite(f.Context(), d, f.Lead, keyless, f.ID, id, 1, "x", ""), db.ErrNotFound)
		f.OK(fieldwork.Rewrite(f.Context(), d, f.Field, keyless, f.ID, id, 1, "A long day, and a good one", ""))
		castest.Is(t, fieldwork.Rewrite(f.Context(), d, f.Field, keyless, f.ID, id, 1, "x", ""), db.ErrConflict)
	})
}

func TestSomebodyWhoIsNotBackIsMissed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f := furnish(t, d)
		runner := jobs.NewRunner(d, fieldwork.Handlers(d))
		out := func() (all []fieldwork.Outing) {
			f.Read(func(r *db.Snapshot) error {
				seat, err := studies.Enter(r, f.Lead, f.ID, studies.Lead)
				f.OK(err)
				all, err = fieldwork.Outings(r, seat)
				return err
			})
			return all
		}
		o := fieldwork.Outing{StudyID: f.ID, SiteID: f.A, Place: "12 Made-up Street", Phone: "07700 900123", BackBy: f.Clock.Now().Add(2 * time.Hour)}
		bad := o
		bad.BackBy = f.Clock.Now()
		_, err := fieldwork.GoOut(f.Context(), d, f.Field, keyless, bad)
		castest.Refused(t, err, "back")
		first, err := fieldwork.GoOut(f.Context(), d, f.Field, keyless, o)
		f.OK(err)
		f.OK(fieldwork.ComeBack(f.Context(), d, f.Field, keyless, f.ID, first))
		id, err := fieldwork.GoOut(f.Context(), d, f.Field, keyless, o)
		f.OK(err)
		f.Clock.Advance(2*time.Hour + 16*time.Minute)
		f.OK(runner.Drain(f.Context()))
		all := out()
		if len(all) != 1 || all[0].ID != id || all[0].AlarmAt.IsZero() {
			t.Fatalf("out are %+v", all)
		}
		f.OK(fieldwork.ComeBack(f.Context(), d, f.Field, keyless, f.ID, id))
		castest.Refused(t, fieldwork.AnswerAlarm(f.Context(), d, f.Lead, keyless, f.ID, id, ""), "answered")
		f.OK(fieldwork.AnswerAlarm(f.Context(), d, f.Lead, keyless, f.ID, id, "Rang; the bus was late"))
		if left := out(); len(left) != 0 {
			t.Errorf("left are %+v", left)
		}
	})
}
