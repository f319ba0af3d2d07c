package approvals_test

import (
	"strings"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/studytest"
)

// newSite is a site of which nothing is settled yet.
type newSite struct {
	*studytest.Study
	id string
}

func addSite(s *studytest.Study) newSite {
	s.Helper()
	id, err := approvals.AddSite(s.Context(), s.DB, s.Lead, keyless, studies.Site{StudyID: s.ID, Pseudonym: "Site C", Name: "C"})
	s.OK(err)
	return newSite{s, id}
}

func (s newSite) now() (site studies.Site) {
	s.Helper()
	s.Read(func(r *db.Snapshot) (err error) {
		_, site, err = studies.EnterSite(r, s.Lead, s.ID, s.id, studies.Conduct)
		return err
	})
	return site
}

func (s newSite) tasks() (tasks []approvals.SiteTask) {
	s.Helper()
	s.Read(func(r *db.Snapshot) (err error) { tasks, err = approvals.SiteTasks(r, s.id); return })
	return tasks
}

func (s newSite) task(title string) approvals.SiteTask {
	s.Helper()
	for _, k := range s.tasks() {
		if strings.Contains(k.Title, title) {
			return k
		}
	}
	s.Fatalf("there is no task %q", title)
	return approvals.SiteTask{}
}

func (s newSite) move(to studies.SiteState, on, until dates.Date) error {
	s.Helper()
	return approvals.MoveSite(s.Context(), s.DB, s.Lead, keyless, s.ID, s.id, s.now().Version, to, on, until)
}

func (s newSite) settle(k approvals.SiteTask, how approvals.Settled) error {
	return approvals.SettleTask(s.Context(), s.DB, s.Lead, keyless, s.ID, s.id, k.ID, k.Version, how)
}

func (s newSite) correct(k approvals.SiteTask, how approvals.Settled, why string) error {
	return approvals.CorrectTask(s.Context(), s.DB, s.Lead, keyless, s.ID, s.id, k.ID, k.Version, how, why)
}

// settleAll settles everything on a day, or as not needed.
func (s newSite) settleAll(on dates.Date) {
	s.Helper()
	for _, k := range s.tasks() {
		how := approvals.Settled{DoneOn: on}
		if k.Needs != "" {
			how = approvals.Settled{Waived: "Nobody comes from outside"}
		}
		s.OK(s.settle(k, how))
	}
}

func (s newSite) letter() {
	s.Helper()
	s.OK(approvals.AddAccessLetter(s.Context(), s.DB, s.Lead, keyless, s.ID, approvals.AccessLetter{SiteID: s.id, Name: "A. Field", Kind: "letter", From: s.Today(), To: s.Today().AddDays(90)}))
}

var none = dates.Date{}

func TestASiteOpensWhenEverythingBeforeIsSettled(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := addSite(studytest.New(castest.New(t, d)))
		if words := castest.Message(s.move(studies.SiteOpen, none, none), "state"); !strings.HasPrefix(words, "Still to do: Site contacted") || !strings.HasSuffix(words, "and 10 others") {
			t.Errorf("a new site opens: %q", words)
		}
		s.OK(s.move(studies.Assessing, none, none))
		first := s.tasks()[0]
		castest.Refused(t, s.settle(first, approvals.Settled{}), "done")
		castest.Refused(t, s.settle(first, approvals.Settled{DoneOn: s.Today().AddDays(1)}), "done")
		castest.Refused(t, s.settle(first, approvals.Settled{DoneOn: s.Today(), Waived: "Not needed"}), "waived")
		castest.Is(t, approvals.SettleTask(s.Context(), d, s.Field, keyless, s.ID, s.id, first.ID, 1, approvals.Settled{DoneOn: s.Today()}), db.ErrNotFound)
		s.settleAll(s.Today())
		castest.Is(t, s.settle(s.tasks()[0], approvals.Settled{DoneOn: s.Today()}), db.ErrConflict) // it is put right, not settled again
		s.OK(s.move(studies.SiteOpen, none, none))
		castest.Is(t, approvals.MoveSite(s.Context(), d, s.Lead, keyless, s.ID, s.id, 2, studies.SiteOpen, none, none), db.ErrConflict)
		if x := s.now(); x.State != studies.SiteOpen || x.OpenedOn != s.Today() {
			t.Errorf("the site is %+v", x)
		}
	})
}

// Days that were noted late are told in their order; what could not have been is
// refused, and says which day is in the way.
func TestTheDaysOfASiteFollowEachOther(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := addSite(studytest.New(castest.New(t, d)))
		opened := s.Today()
		s.Clock.Advance(20 * 24 * 3600 * 1e9)
		says := func(err error, field, words string) {
			t.Helper()
			if got := castest.Message(err, field); !strings.Contains(got, words) {
				t.Errorf("%s: %q does not say %q (%v)", field, got, words, err)
			}
		}
		s.settleAll(opened.AddDays(5))
		says(s.move(studies.SiteOpen, s.Today().AddDays(1), none), "day", "today or earlier")
		says(s.move(studies.SiteOpen, s.Began.AddDays(-1), none), "day", "The study opened on "+s.Began.Long())
		says(s.move(studies.SiteOpen, opened.AddDays(4), none), "day", "was done on "+opened.AddDays(5).Long())
		says(s.move(studies.SiteFiled, none, none), "state", "Close the site first")
		s.OK(s.move(studies.SiteOpen, opened.AddDays(6), none))
		says(s.move(studies.SiteClosed, opened.AddDays(5), none), "day", "The site opened on "+opened.AddDays(6).Long())
		says(s.move(studies.SiteClosed, opened.AddDays(5), none), "until", "until when")
		says(s.move(studies.SiteClosed, opened.AddDays(9), opened.AddDays(8)), "until", "The site closes on "+opened.AddDays(9).Long())
		s.OK(s.move(studies.SiteClosed, opened.AddDays(9), opened.AddMonths(60)))
		s.OK(s.move(studies.SiteOpen, none, none)) // closed by mistake: it opened when it opened
		if x := s.now(); x.OpenedOn != opened.AddDays(6) || !x.ClosedOn.IsZero() {
			t.Errorf("open again: %+v", x)
		}
		s.OK(s.move(studies.SiteClosed, opened.AddDays(9), opened.AddMonths(60)))
		says(s.move(studies.SiteFiled, opened.AddDays(8), none), "day", "The site closed on "+opened.AddDays(9).Long())
		s.OK(s.move(studies.SiteFiled, none, none))
		if x := s.now(); x.ArchiveUntil != opened.AddMonths(60) {
			t.Errorf("archived: %+v", x)
		}
		k := s.tasks()[0]
		castest.Is(t, s.correct(k, approvals.Settled{}, "Ticked by mistake"), db.ErrConflict)
	})
}

func TestASiteOpensInAnOpenStudyOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := addSite(studytest.New(castest.New(t, d)))
		s.settleAll(s.Today())
		s.OK(studies.Move(s.Context(), d, s.Lead, keyless, s.ID, 2, studies.Analysis, none))
		if words := castest.Message(s.move(studies.SiteOpen, none, none), "state"); !strings.HasPrefix(words, "The study is not open") {
			t.Errorf("a site opens in a study that is not: %q", words)
		}
	})
}

// A letter is not given and a log not signed while the site has none.
func TestATaskNeedsItsProof(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := addSite(studytest.New(castest.New(t, d)))
		done := approvals.Settled{DoneOn: s.Today()}
		letters, log := s.task("Letters of access given"), s.task("delegation log signed")
		castest.Refused(t, s.settle(letters, done), "done")
		castest.Refused(t, s.settle(log, done), "done")
		s.letter()
		s.OK(s.settle(letters, done))
		members, err := enter(s.Study).Members(reader(s.Study))
		s.OK(err)
		s.OK(approvals.Delegate(s.Context(), d, s.Lead, keyless, s.ID, approvals.Delegation{SiteID: s.id, MemberID: members[0].ID, Tasks: approvals.Tasks[:1], Training: "May 2026"}))
		if words := castest.Message(s.settle(log, done), "done"); !strings.HasPrefix(words, "Somebody has to authorise") {
			t.Errorf("signed by nobody: %q", words)
		}
		s.Read(func(r *db.Snapshot) error {
			missing, err := approvals.Missing(r, enter(s.Study), s.tasks())
			if len(missing) != 1 || missing[log.ID] == "" {
				t.Errorf("missing: %v", missing)
			}
			return err
		})
		s.OK(s.settle(log, approvals.Settled{Waived: "The investigator does everything"}))
	})
}

func TestATaskIsPutRightWithAReason(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := addSite(studytest.New(castest.New(t, d)))
		castest.Is(t, s.correct(s.tasks()[0], approvals.Settled{DoneOn: s.Today()}, "x"), db.ErrConflict) // it is to do
		s.OK(s.settle(s.tasks()[0], approvals.Settled{DoneOn: s.Today()}))
		k := s.tasks()[0]
		err := s.correct(k, approvals.Settled{DoneOn: s.Today()}, "")
		castest.Refused(t, err, "done") // nothing changes
		castest.Refused(t, err, "why")
		s.OK(s.correct(k, approvals.Settled{DoneOn: s.Today().AddDays(-3)}, "The wrong day"))
		castest.Is(t, s.correct(k, approvals.Settled{}, "Somebody was first"), db.ErrConflict)
		s.OK(s.correct(s.tasks()[0], approvals.Settled{}, "It was another site"))
		if k := s.tasks()[0]; k.Settled() || k.DoneBy != "" {
			t.Errorf("taken back: %+v", k)
		}
		s.Read(func(r *db.Snapshot) error {
			all, err := approvals.Corrections(r, s.id)
			if len(all) != 2 || all[0].DoneOn != s.Today() || all[0].Why != "The wrong day" || all[1].DoneOn != s.Today().AddDays(-3) || all[1].ByName != s.Lead.Name {
				t.Errorf("what stood there: %+v", all)
			}
			return err
		})
	})
}
