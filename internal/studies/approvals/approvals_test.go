package approvals_test

import (
	"strings"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/studytest"
)

var keyless = once.Key{}

func enter(s *studytest.Study) (seat studies.Seat) {
	s.Helper()
	s.Read(func(r *db.Snapshot) (err error) { seat, err = studies.Enter(r, s.Lead, s.ID, studies.Lead); return })
	return seat
}

// reader is a snapshot that stands until the test ends.
func reader(s *studytest.Study) (r db.Reader) {
	s.Helper()
	snapshot, done := make(chan *db.Snapshot), make(chan struct{})
	go func() {
		_ = s.DB.Read(s.Context(), func(r *db.Snapshot) error { snapshot <- r; <-done; return nil })
	}()
	s.Cleanup(func() { close(done) })
	return <-snapshot
}

func TestTheVersionInForceIsTheNearest(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		local := s.Document(approvals.InformationSheet, approvals.Markdown, []byte("# About the study, at Site B"), s.B)
		for site, want := range map[string]string{s.A: s.SheetID, s.B: local, "": s.SheetID} {
			s.Read(func(r *db.Snapshot) error {
				v, err := approvals.InForce(r, s.ID, approvals.InformationSheet, site, "en", studies.Patient)
				if v.ID != want {
					t.Errorf("at %q the version is %s, want %s", site, v.Label(), want)
				}
				return err
			})
		}
		s.Read(func(r *db.Snapshot) error {
			_, err := approvals.InForce(r, s.ID, approvals.InformationSheet, s.A, "cy", studies.Patient)
			castest.Is(t, err, db.ErrNotFound)
			return nil
		})
	})
}

// A version that an amendment brings is used at a site from the day on which the
// amendment came into force there; elsewhere the one before goes on.
func TestAnAmendmentComesIntoForceSiteBySite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		_, err := approvals.Amend(s.Context(), d, s.Lead, keyless, approvals.Amendment{StudyID: s.ID, Number: "AM01", Category: approvals.Substantial, Words: "A seventh site", ApprovedOn: s.Today()})
		castest.Refused(t, err, "submitted")
		am, err := approvals.Amend(s.Context(), d, s.Lead, keyless, approvals.Amendment{StudyID: s.ID, Number: "AM01", Category: approvals.Substantial, Words: "A seventh site", SubmittedOn: s.Today().AddDays(-9), ApprovedOn: s.Today()})
		s.OK(err)
		var document string
		s.Read(func(r *db.Snapshot) error {
			v, err := approvals.TheVersion(r, s.ID, s.SheetID)
			document = v.Document.ID
			return err
		})
		n := approvals.NewVersion{StudyID: s.ID, DocumentID: document, Number: "1.1", Dated: s.Today(), MediaType: approvals.Markdown, Body: []byte("# About the study, again"), AmendmentID: am, ApprovedOn: s.Today()}
		early := n
		early.ApprovedOn = s.Today().AddDays(-1)
		_, err = approvals.AddVersion(s.Context(), d, s.Lead, keyless, early)
		castest.Refused(t, err, "approved") // before the day that it bears
		early.Dated = early.ApprovedOn.AddDays(-1)
		_, err = approvals.AddVersion(s.Context(), d, s.Lead, keyless, early)
		castest.Refused(t, err, "approved") // before its amendment
		early.AmendmentID, early.MediaType = "", approvals.PDF
		_, err = approvals.AddVersion(s.Context(), d, s.Lead, keyless, early)
		castest.Refused(t, err, "body")
		again := n
		again.Number = "1.0"
		_, err = approvals.AddVersion(s.Context(), d, s.Lead, keyless, again)
		castest.Refused(t, err, "number")
		version, err := approvals.AddVersion(s.Context(), d, s.Lead, keyless, n)
		s.OK(err)
		inForce := func(site string) (id string) {
			s.Read(func(r *db.Snapshot) error {
				v, err := approvals.InForce(r, s.ID, approvals.InformationSheet, site, "en", studies.Patient)
				id = v.ID
				return err
			})
			return id
		}
		if inForce(s.A) != s.SheetID {
			t.Error("the new version is used before the amendment is in force")
		}
		castest.Refused(t, approvals.Implement(s.Context(), d, s.Lead, keyless, s.ID, am, s.A, s.Today().AddDays(-1)), "implemented")
		s.OK(approvals.Implement(s.Context(), d, s.Lead, keyless, s.ID, am, s.A, s.Today()))
		castest.Is(t, approvals.Implement(s.Context(), d, s.Lead, keyless, s.ID, am, s.A, s.Today()), db.ErrConflict)
		s.Clock.Advance(5 * 24 * 3600 * 1e9)
		change := approvals.Amendment{ID: am, StudyID: s.ID, Version: 1, Number: "AM01", Category: approvals.Substantial, Words: "A seventh site", SubmittedOn: s.Today(), ApprovedOn: s.Today()}
		if words := castest.Message(approvals.ChangeAmendment(s.Context(), d, s.Lead, keyless, change), "approved"); !strings.Contains(words, "in force at a site since") {
			t.Errorf("approved after it was in force: %q", words)
		}
		if inForce(s.A) != version || inForce(s.B) != s.SheetID {
			t.Error("the amendment is in force at site A only")
		}
		for site, until := range map[string]dates.Date{s.A: s.Today().AddDays(-5), s.B: {}} {
			before, err := approvals.TheVersion(reader(s), s.ID, s.SheetID)
			s.OK(err)
			if used, err := approvals.UsedAt(reader(s), before, site); err != nil || used.From != s.Began || used.Until != until {
				t.Errorf("the version before was used %+v, %v", used, err)
			}
		}
	})
}

func TestADelegationHoldsWhenAnotherHasAuthorisedIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		members, err := enter(s).Members(reader(s))
		s.OK(err)
		own := approvals.Delegation{SiteID: s.B, MemberID: members[0].ID, Tasks: []approvals.Task{approvals.TakeConsent}, Training: "Good clinical practice, May 2026"}
		theirs := own
		theirs.MemberID = members[1].ID
		castest.Refused(t, approvals.Delegate(s.Context(), d, s.Lead, keyless, s.ID, theirs), "member") // the field researcher works at site A only
		second, err := studies.Take(s.Context(), d, s.Lead, keyless, studies.Member{StudyID: s.ID, AccountID: s.Field.AccountID, Role: studies.FieldResearcher})
		s.OK(err)
		theirs.MemberID = second
		for _, x := range []approvals.Delegation{own, theirs} {
			s.OK(approvals.Delegate(s.Context(), d, s.Lead, keyless, s.ID, x))
		}
		log, err := approvals.Delegations(reader(s), enter(s), s.B)
		s.OK(err)
		castest.Refused(t, approvals.Authorise(s.Context(), d, s.Lead, keyless, s.ID, s.B, log[0].ID, 1), "authorise")
		s.OK(approvals.Authorise(s.Context(), d, s.Lead, keyless, s.ID, s.B, log[1].ID, 1))
		after, err := approvals.Delegations(reader(s), enter(s), s.B)
		s.OK(err)
		if after[0].Holds(s.Today()) || !after[1].Holds(s.Today()) {
			t.Errorf("the log says %+v", after)
		}
	})
}

func TestASeriousBreachIsReportedBeforeItIsClosed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		e := approvals.Event{StudyID: s.ID, SiteID: s.A, Kind: approvals.SeriousBreach, Day: s.Today().AddDays(-10), FoundOn: s.Today().AddDays(-9), Words: "A form was lost", Done: "Found", ClosedOn: s.Today()}
		_, err := approvals.NoteEvent(s.Context(), d, s.Lead, keyless, e)
		castest.Refused(t, err, "reported")
		early := e
		early.ReportedOn, early.ReportedTo, early.ClosedOn = e.FoundOn.AddDays(-1), "The sponsor", e.FoundOn.AddDays(-1)
		_, err = approvals.NoteEvent(s.Context(), d, s.Lead, keyless, early)
		castest.Refused(t, err, "reported")
		castest.Refused(t, err, "closed")
		e.ClosedOn = dates.Date{}
		_, err = approvals.NoteEvent(s.Context(), d, s.Lead, keyless, e)
		s.OK(err)
		all, err := approvals.Events(reader(s), enter(s))
		s.OK(err)
		if len(all) != 1 || !all[0].Late(s.Today()) || all[0].Late(s.Today().AddDays(-2)) {
			t.Errorf("late are %+v", all)
		}
		e.Kind = approvals.Deviation
		id, err := approvals.NoteEvent(s.Context(), d, s.Field, keyless, e) // who is there notes it, and closes nothing
		s.OK(err)
		e.ID, e.ClosedOn = id, s.Today()
		castest.Is(t, approvals.ChangeEvent(s.Context(), d, s.Field, keyless, e), db.ErrNotFound)
	})
}
