package consent_test

import (
	"strings"
	"testing"
	"time"

	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/studytest"
)

const day = 24 * time.Hour

// approachedOn puts somebody on the log as approached on a day.
func approachedOn(s *studytest.Study, on dates.Date) string {
	s.Helper()
	id, err := participants.Add(s.Context(), s.DB, s.Lead, keyless, participants.Participant{StudyID: s.ID, SiteID: s.A, Kind: studies.Patient, Source: participants.FromPractice}, on)
	s.OK(err)
	return id
}

func take(s *studytest.Study, participant string, spoil func(*consent.Given)) (id string, err error) {
	g := s.Given(participant)
	spoil(&g)
	return consent.Take(s.Context(), s.DB, s.Field, keyless, s.ID, g)
}

// What cannot have been so is refused, and says which date is in the way.
func TestDaysThatCannotBeAreRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		opened := s.Today()
		s.Clock.Advance(40 * day)
		early, late := approachedOn(s, opened.AddDays(-60)), approachedOn(s, s.Today().AddDays(-2))
		on := func(day dates.Date) func(*consent.Given) {
			return func(g *consent.Given) { g.Mode, g.InformedOn, g.Day = consent.OnPaper, day, day }
		}
		for name, x := range map[string]struct {
			participant, field, names string
			spoil                     func(*consent.Given)
		}{
			"in the future":                {early, "day", "today or earlier", on(s.Today().AddDays(1))},
			"before the study was open":    {early, "day", "The study opened on " + opened.AddDays(-30).Long(), on(opened.AddDays(-31))},
			"before they were approached":  {late, "day", s.Today().AddDays(-2).Long(), on(s.Today().AddDays(-3))},
			"informed after they decided":  {early, "informed", "before they decided", func(g *consent.Given) { g.InformedOn = s.Today().AddDays(1) }},
			"informed before the approval": {early, "informed", opened.AddDays(-30).Long(), func(g *consent.Given) { g.InformedOn = opened.AddDays(-31) }},
		} {
			_, err := take(s, x.participant, x.spoil)
			if message := castest.Message(err, x.field); !strings.Contains(message, x.names) {
				t.Errorf("%s: got %v, which does not name %s", name, err, x.names)
			}
		}
		_, err := take(s, early, on(opened)) // paper that is entered 40 days late
		s.OK(err)
	})
}

// A site opens after the study, and a form is in force there after its approval.
func TestConsentIsNoOlderThanItsSiteAndItsForm(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		s.Clock.Advance(40 * day)
		p := approachedOn(s, s.Today().AddDays(-39))
		reopen(s, s.A, s.Today().AddDays(-5))
		_, err := take(s, p, func(g *consent.Given) { g.InformedOn, g.Day = s.Today().AddDays(-9), s.Today().AddDays(-6) })
		if message := castest.Message(err, "day"); !strings.Contains(message, "Site A opened on "+s.Today().AddDays(-5).Long()) {
			t.Errorf("before the site was open: %v", err)
		}
		form := amended(s, s.FormID)
		sign := func(days int) error {
			_, err := take(s, p, func(g *consent.Given) { g.FormID, g.Day = form, s.Today().AddDays(days) })
			return err
		}
		castest.Is(t, sign(0), db.ErrNotFound) // in force at no site yet
		implement(s, s.A)
		if message := castest.Message(sign(-1), "day"); !strings.Contains(message, "in force here from "+s.Today().Long()) {
			t.Errorf("before the form was in force: %v", sign(-1))
		}
		s.OK(sign(0))
	})
}

// reopen moves the day on which a site opened.
func reopen(s *studytest.Study, site string, on dates.Date) {
	s.Helper()
	s.Write(func(tx *db.Tx) error {
		_, x, err := studies.EnterSite(tx, s.Lead, s.ID, site, studies.Lead)
		if err != nil {
			return err
		}
		return studies.SetSite(tx, x, studies.SiteOpen, on, dates.Date{})
	})
}

// amended is a later version of the form, approved today with the amendment AM01.
func amended(s *studytest.Study, formID string) (version string) {
	s.Helper()
	am, err := approvals.Amend(s.Context(), s.DB, s.Lead, keyless, approvals.Amendment{StudyID: s.ID, Number: "AM01", Category: approvals.Substantial, Words: "Other words", Reconsent: true, SubmittedOn: s.Today(), ApprovedOn: s.Today()})
	s.OK(err)
	var before approvals.Version
	s.Read(func(r *db.Snapshot) (err error) { before, err = approvals.TheVersion(r, s.ID, formID); return })
	body, err := studytest.ConsentForm.Write()
	s.OK(err)
	version, err = approvals.AddVersion(s.Context(), s.DB, s.Lead, keyless, approvals.NewVersion{StudyID: s.ID, DocumentID: before.Document.ID, Number: "2.0", Dated: s.Today(), MediaType: approvals.Clauses, Body: body, AmendmentID: am, ApprovedOn: s.Today()})
	s.OK(err)
	return version
}

func implement(s *studytest.Study, site string) {
	s.Helper()
	s.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, s.Lead, s.ID, studies.Conduct)
		s.OK(err)
		all, err := approvals.Amendments(r, seat)
		s.OK(err)
		return approvals.Implement(s.Context(), s.DB, s.Lead, keyless, s.ID, all[0].ID, site, s.Today())
	})
}

// Paper on a version that another has replaced counts for the days on which that was
// in force, and where the amendment has not arrived, the version before still is.
func TestPaperOnAnEarlierVersionComesInLate(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		here, there := s.Approached(studies.Patient, s.A).ID, s.Approached(studies.Patient, s.B).ID
		signed := s.Today()
		amended(s, s.FormID)
		implement(s, s.A)
		s.Clock.Advance((consent.Grace + 2) * day)
		paper := func(on dates.Date) func(*consent.Given) {
			return func(g *consent.Given) { g.Mode, g.InformedOn, g.Day = consent.OnPaper, on, on }
		}
		_, err := take(s, here, paper(s.Today()))
		if message := castest.Message(err, "documents"); !strings.Contains(message, signed.Long()) {
			t.Errorf("signed after the grace: %v", err)
		}
		_, err = take(s, here, paper(signed.AddDays(consent.Grace)))
		s.OK(err)
		g := s.Given(there)
		_, err = consent.Take(s.Context(), d, s.Lead, keyless, s.ID, g)
		s.OK(err)
	})
}

// Paper from before neither takes the place of a later consent, nor brings back what
// was taken back since.
func TestPaperFromBeforeTakesNoPlace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		p := s.Approached(studies.Patient, s.A).ID
		before := s.Today()
		s.Clock.Advance(5 * day)
		later, err := take(s, p, func(*consent.Given) {})
		s.OK(err)
		paper := func(g *consent.Given) { g.Mode, g.InformedOn, g.Day = consent.OnPaper, before, before }
		_, err = take(s, p, paper)
		s.OK(err)
		s.Read(func(r *db.Snapshot) error {
			c, err := consent.Standing(r, p)
			if c.ID != later {
				t.Error("the older consent took the place of the later one")
			}
			return err
		})
		s.OK(withdraw(s, p, consent.OneClause, "quote"))
		_, err = take(s, p, paper)
		if message := castest.Message(err, "day"); !strings.Contains(message, s.Today().Long()) {
			t.Errorf("a consent from before brought back what was taken back: %v", err)
		}
	})
}

// What was so and should not have been is kept with a reason, once for each kind, and
// can be noted as a deviation.
func TestWhatWasOtherwiseIsKeptWithAReason(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		s.OK(consentForm(s, func(f *consent.Form) { f.Days = 2 }))
		p := s.Approached(studies.Patient, s.A).ID
		soon := func(g *consent.Given) { g.InformedOn = s.Today().AddDays(-1) }
		_, err := take(s, p, soon)
		if message := castest.Message(err, "why-time"); !strings.Contains(message, "2 days") || !strings.Contains(message, s.Today().AddDays(-1).Long()) {
			t.Fatalf("less time to think: %v", err)
		}
		id, err := take(s, p, func(g *consent.Given) {
			soon(g)
			g.Why = map[consent.Otherwise]string{consent.TooSoon: "Their own wish: they travel tomorrow"}
		})
		s.OK(err)
		note := func(kind consent.Otherwise) error {
			_, err := consent.NoteDeviation(s.Context(), d, s.Field, keyless, s.ID, p, id, kind)
			return err
		}
		castest.Is(t, note(consent.NotDelegated), db.ErrNotFound)
		s.OK(note(consent.TooSoon))
		castest.Is(t, note(consent.TooSoon), db.ErrConflict)
		s.Read(func(r *db.Snapshot) error {
			seat, err := studies.Enter(r, s.Lead, s.ID, studies.Follow)
			s.OK(err)
			events, err := approvals.Events(r, seat)
			s.OK(err)
			kept, err := consent.Exceptions(r, id)
			if len(events) != 1 || events[0].Kind != approvals.Deviation || strings.Contains(events[0].Words, s.Participant(p).Number) || len(kept) != 1 || kept[0].EventID != events[0].ID {
				t.Errorf("kept are %+v, noted %+v", kept, events)
			}
			return err
		})
	})
}

// consentForm takes another form into force from the beginning.
func consentForm(s *studytest.Study, change func(*consent.Form)) error {
	form := studytest.ConsentForm
	change(&form)
	body, err := form.Write()
	if err == nil {
		s.FormID = s.Document(approvals.ConsentForm, approvals.Clauses, body, "")
	}
	return err
}

func TestWhoeverTookItWasAuthorisedOnThatDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		nurse, err := studies.Take(s.Context(), d, s.Lead, keyless, studies.Member{StudyID: s.ID, Name: "Mara Quist", Role: studies.FieldResearcher, SiteID: s.A})
		s.OK(err)
		from := s.Today()
		s.Clock.Advance(10 * day)
		p := approachedOn(s, from)
		on := func(day dates.Date, taker string) error {
			_, err := take(s, p, func(g *consent.Given) { g.Day, g.TakerID = day, taker })
			return err
		}
		for name, want := range map[string]struct {
			day   dates.Date
			taker string
			field string
			words string
		}{
			"not on the log":  {s.Today(), nurse, "why-delegation", "Mara Quist is not on the delegation log of Site A"},
			"nobody's":        {s.Today(), "nobody", "taker", "Choose"},
			"before approach": {from.AddDays(-1), "", "day", "approached on"},
		} {
			if message := castest.Message(on(want.day, want.taker), want.field); !strings.Contains(message, want.words) {
				t.Errorf("%s: %q", name, message)
			}
		}
		s.OK(on(s.Today(), "")) // whoever enters it is on the log
		delegate := approvals.Delegation{SiteID: s.A, MemberID: nurse, Tasks: []approvals.Task{approvals.TakeConsent}, Training: "Good clinical practice", From: from.AddDays(2)}
		s.OK(approvals.Delegate(s.Context(), d, s.Lead, keyless, s.ID, delegate))
		says := func(day dates.Date, words string) {
			t.Helper()
			if message := castest.Message(on(day, nurse), "why-delegation"); !strings.Contains(message, words) {
				t.Errorf("got %q, not %q", message, words)
			}
		}
		says(s.Today(), "nobody has authorised it")
		log := authorise(s, nurse)
		says(from.AddDays(1), "from "+from.AddDays(2).Long())
		says(from.AddDays(4), "on "+s.Today().Long()+", after this day")
		s.OK(on(s.Today(), nurse))
		s.Clock.Advance(5 * day)
		s.OK(approvals.EndDelegation(s.Context(), d, s.Lead, keyless, s.ID, s.A, log.ID, log.Version+1))
		says(s.Today(), "until "+s.Today().Long())
		s.OK(on(s.Today().AddDays(-1), nurse))
		s.Read(func(r *db.Snapshot) error {
			c, err := consent.Standing(r, p)
			if c.TakenBy != "Mara Quist" {
				t.Errorf("taken by %s", c.TakenBy)
			}
			return err
		})
	})
}

// authorise signs the line of a member on the log of site A.
func authorise(s *studytest.Study, member string) (line approvals.Delegation) {
	s.Helper()
	s.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, s.Lead, s.ID, studies.Conduct)
		s.OK(err)
		log, err := approvals.Delegations(r, seat, s.A)
		for _, x := range log {
			if x.MemberID == member {
				line = x
			}
		}
		return err
	})
	s.OK(approvals.Authorise(s.Context(), s.DB, s.Lead, keyless, s.ID, s.A, line.ID, line.Version))
	return line
}

// By their own link somebody can decide sooner, if they say that they want to.
func TestSomebodyMayDecideSoonerThemselves(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		s.OK(consentForm(s, func(f *consent.Form) { f.Days = 1 }))
		link := func() string {
			token, err := consent.Prepare(s.Context(), d, s.Field, keyless, s.ID, s.Approached(studies.Patient, s.A).ID, "en")
			s.OK(err)
			return token
		}
		now, tomorrow := link(), link()
		castest.Refused(t, consent.Decide(s.Context(), d, keyless, now, studytest.Said(), "D. Marsh", false), "why-time")
		s.OK(consent.Decide(s.Context(), d, keyless, now, studytest.Said(), "D. Marsh", true))
		s.Clock.Advance(day)
		s.OK(consent.Decide(s.Context(), d, keyless, tomorrow, studytest.Said(), "D. Marsh", false))
	})
}

// Who answers the form from before in the days of grace has agreed to what was before,
// and is asked again.
func TestWhoAnswersTheFormFromBeforeIsAskedAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		p := s.Approached(studies.Patient, s.A)
		token, err := consent.Prepare(s.Context(), d, s.Field, keyless, s.ID, p.ID, "en")
		s.OK(err)
		form := amended(s, s.FormID)
		implement(s, s.A)
		s.Clock.Advance(day)
		s.OK(consent.Decide(s.Context(), d, keyless, token, studytest.Said(), "D. Marsh", false))
		queue := func() (n int) {
			s.Read(func(r *db.Snapshot) error {
				seat, err := studies.Enter(r, s.Lead, s.ID, studies.Meet)
				s.OK(err)
				all, err := consent.ToAskAgain(r, seat)
				n = len(all)
				return err
			})
			return n
		}
		if queue() != 1 {
			t.Error("they are not asked again")
		}
		_, err = take(s, p.ID, func(g *consent.Given) { g.FormID = form })
		s.OK(err)
		if queue() != 0 {
			t.Error("they are asked though they agreed to the new form")
		}
	})
}
