package consent_test

import (
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/studytest"
)

var keyless = once.Key{}

func allows(s *studytest.Study, participant string, what consent.Covers) (yes bool) {
	s.Helper()
	s.Read(func(r *db.Snapshot) (err error) { yes, err = consent.Allows(r, participant, what); return })
	return yes
}

func TestConsentIsGivenClauseByClause(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		p := s.Approached(studies.Patient, s.A)
		take := func(spoil func(*consent.Given)) error {
			g := s.Given(p.ID, "photos")
			if spoil != nil {
				spoil(&g)
			}
			_, err := consent.Take(s.Context(), d, s.Field, keyless, s.ID, g)
			return err
		}
		for field, spoil := range map[string]func(*consent.Given){
			"mode": func(g *consent.Given) { g.Mode = "" }, "informed": func(g *consent.Given) { g.InformedOn = s.Today().AddDays(1) },
			"day": func(g *consent.Given) { g.Day = s.Today().AddDays(1) }, "typed_name": func(g *consent.Given) { g.TypedName = " " },
			"capacity": func(g *consent.Given) { g.Capacity = "" }, "consultee": func(g *consent.Given) { g.Capacity = consent.Consultee },
			"witness": func(g *consent.Given) { g.Mode = consent.Recorded }, "clause-part": func(g *consent.Given) { g.Said["part"] = false },
			"clause-quote": func(g *consent.Given) { delete(g.Said, "quote") },
		} {
			castest.Refused(t, take(spoil), field)
		}
		if allows(s, p.ID, consent.TakePart) {
			t.Error("allowed before anybody said so")
		}
		s.OK(take(nil))
		if !allows(s, p.ID, consent.BeQuoted) || allows(s, p.ID, consent.TakePhotos) || allows(s, p.ID, consent.ShareData) {
			t.Error("what is allowed is not what was said")
		}
		if after := s.Participant(p.ID); after.Stage != participants.Consented {
			t.Errorf("they are at %s", after.Stage)
		}
	})
}

// A consent points at the bytes that were shown, whatever comes after.
func TestAConsentPointsAtExactlyWhatWasShown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		p := s.Consented(studies.Patient, s.A)
		var shown consent.Documents
		s.Read(func(r *db.Snapshot) error {
			c, err := consent.Standing(r, p.ID)
			s.OK(err)
			shown, err = consent.Shown(r, c)
			if c.FormSHA256 != shown.Form.SHA256 || c.DaysToThink() != 3 {
				t.Errorf("the consent is %+v", c)
			}
			return err
		})
		changed := studytest.ConsentForm
		changed.Title = "Consent form, again"
		body, err := changed.Write()
		s.OK(err)
		s.Clock.Advance(60 * 24 * 60 * 60 * 1e9)
		s.Version(shown.Form.Document.ID, "2.0", approvals.Clauses, body)
		s.Read(func(r *db.Snapshot) error {
			c, err := consent.Standing(r, p.ID)
			s.OK(err)
			after, err := consent.Shown(r, c)
			if after.Read.Title != studytest.ConsentForm.Title || after.Form.SHA256 != c.FormSHA256 {
				t.Errorf("the consent shows %q now", after.Read.Title)
			}
			return err
		})
		s.Clock.Advance((consent.Grace + 1) * 24 * 60 * 60 * 1e9)
		_, err = consent.Take(s.Context(), d, s.Field, keyless, s.ID, s.Given(s.Approached(studies.Patient, s.A).ID))
		castest.Refused(t, err, "documents")
	})
}

func TestAWithdrawalReachesWhatRestsOnIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		p := s.Consented(studies.Patient, s.A)
		register := func(u consent.Use) error {
			u.ParticipantID = p.ID
			return d.Write(s.Context(), func(tx *db.Tx) error { return consent.Register(tx, s.ID, u) })
		}
		s.OK(register(consent.Use{Covers: consent.BeQuoted, Kind: consent.UseQuote, SubjectID: "q1", Label: "Quote in a draft"}))
		s.OK(register(consent.Use{Covers: consent.BeQuoted, Kind: consent.UseQuote, SubjectID: "q1", Label: "Quote in a draft"}))
		s.OK(register(consent.Use{Covers: consent.BeQuoted, Kind: consent.UseEdition, SubjectID: "e1", Label: "Study update 2"}))
		s.OK(register(consent.Use{Covers: consent.TakePhotos, Kind: consent.UsePhoto, SubjectID: "f1", Label: "Photograph 1"}))
		s.Write(func(tx *db.Tx) error { return consent.Fix(tx, consent.UseEdition, "e1", "study update 2, June") })
		castest.Refused(t, withdraw(s, p.ID, consent.OneClause, "nothing"), "clause")
		s.OK(withdraw(s, p.ID, consent.OneClause, "quote"))
		castest.Is(t, register(consent.Use{Covers: consent.BeQuoted, Kind: consent.UseQuote, SubjectID: "q2"}), consent.ErrNotAllowed)
		open := toSettle(s)
		if len(open) != 2 {
			t.Fatalf("to settle are %+v", open)
		}
		settle := func(u consent.Use, to consent.Settlement, words string) error {
			return consent.SettleUse(s.Context(), d, s.Field, keyless, s.ID, p.ID, u.ID, to, words)
		}
		for _, u := range open {
			if u.Kind == consent.UseEdition {
				castest.Refused(t, settle(u, consent.Removed, ""), "settled")
				castest.Refused(t, settle(u, consent.Kept, ""), "settled_words")
				s.OK(settle(u, consent.Kept, "It was sent to readers in June"))
			} else {
				s.OK(settle(u, consent.Removed, ""))
				castest.Is(t, settle(u, consent.Removed, ""), db.ErrConflict)
			}
		}
		if left := toSettle(s); len(left) != 0 {
			t.Errorf("left are %+v", left)
		}
		if s.Participant(p.ID).Lost != "" {
			t.Error("taking back one clause ends nothing else")
		}
	})
}

func withdraw(s *studytest.Study, participant string, level consent.Level, clause string) error {
	_, err := consent.Withdraw(s.Context(), s.DB, s.Field, keyless, consent.Withdrawal{StudyID: s.ID, ParticipantID: participant, Level: level, Clause: clause, How: "By phone, themselves"})
	return err
}

func toSettle(s *studytest.Study) (open []consent.Use) {
	s.Helper()
	s.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, s.Field, s.ID, studies.Meet)
		s.OK(err)
		open, err = consent.ToSettle(r, seat)
		return err
	})
	return open
}

// Each level takes back what those before it do, and no level gives anything.
func TestLevelsIncludeEachOther(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		left := len(consent.AllCovers) + 1
		for _, level := range consent.Levels {
			p := s.Consented(studies.Patient, s.A)
			s.OK(withdraw(s, p.ID, level, ""))
			holds := 0
			for _, what := range consent.AllCovers {
				if allows(s, p.ID, what) {
					holds++
				}
			}
			if holds > left {
				t.Errorf("%s leaves %d, more than the level before", level, holds)
			}
			left = holds
			after := s.Participant(p.ID)
			if after.SilentAt.IsZero() || (level == consent.NoContact) != after.Going() {
				t.Errorf("after %s they are %+v", level, after)
			}
		}
		if left != 0 {
			t.Errorf("the last level leaves %d", left)
		}
	})
}

func TestAnAmendmentAsksAgainWhereItIsInForce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		a, b := s.Consented(studies.Patient, s.A), s.Consented(studies.Patient, s.B)
		s.Clock.Advance(48 * 60 * 60 * 1e9)
		am, err := approvals.Amend(s.Context(), d, s.Lead, keyless, approvals.Amendment{StudyID: s.ID, Number: "AM01", Category: approvals.Substantial, Words: "Photographs", Reconsent: true, SubmittedOn: s.Today(), ApprovedOn: s.Today()})
		s.OK(err)
		queue := func() (ids []string) {
			s.Read(func(r *db.Snapshot) error {
				seat, err := studies.Enter(r, s.Lead, s.ID, studies.Meet)
				s.OK(err)
				all, err := consent.ToAskAgain(r, seat)
				for _, x := range all {
					ids = append(ids, x.ID)
				}
				return err
			})
			return ids
		}
		if q := queue(); len(q) != 0 {
			t.Errorf("asked before it is in force: %v", q)
		}
		s.OK(approvals.Implement(s.Context(), d, s.Lead, keyless, s.ID, am, s.A, s.Today()))
		if q := queue(); len(q) != 1 || q[0] != a.ID {
			t.Errorf("asked again are %v, not %s (and not %s)", q, a.ID, b.ID)
		}
		_, err = consent.Take(s.Context(), d, s.Field, keyless, s.ID, s.Given(a.ID))
		s.OK(err)
		if q := queue(); len(q) != 0 {
			t.Errorf("asked after they consented again: %v", q)
		}
	})
}

func TestSomebodyDecidesByTheirOwnLink(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		p := s.Approached(studies.LinkWorker, s.A)
		token, err := consent.Prepare(s.Context(), d, s.Field, keyless, s.ID, p.ID, "en")
		s.OK(err)
		open := func(token string) (err error) {
			s.Read(func(r *db.Snapshot) error { _, err = consent.Open(r, token); return nil })
			return err
		}
		s.OK(open(token))
		castest.Refused(t, consent.Decide(s.Context(), d, keyless, token, studytest.Said("part"), "D", false), "clause-part")
		castest.Refused(t, consent.Decide(s.Context(), d, keyless, token, studytest.Said(), " ", false), "typed_name")
		s.OK(consent.Decide(s.Context(), d, keyless, token, studytest.Said("photos"), "D. Marsh", false))
		castest.Is(t, open(token), links.ErrEnded)
		castest.Is(t, consent.Decide(s.Context(), d, keyless, token, studytest.Said(), "D. Marsh", false), links.ErrEnded)
		if !allows(s, p.ID, consent.TakePart) || allows(s, p.ID, consent.TakePhotos) {
			t.Error("what they said is not what is kept")
		}
		q := s.Approached(studies.LinkWorker, s.A)
		first, err := consent.Prepare(s.Context(), d, s.Field, keyless, s.ID, q.ID, "en")
		s.OK(err)
		second, err := consent.Prepare(s.Context(), d, s.Field, keyless, s.ID, q.ID, "en")
		s.OK(err)
		castest.Is(t, open(first), links.ErrEnded)
		w := s.Approached(studies.LinkWorker, s.A)
		third, err := consent.Prepare(s.Context(), d, s.Field, keyless, s.ID, w.ID, "en")
		s.OK(err)
		_, err = consent.Take(s.Context(), d, s.Field, keyless, s.ID, s.Given(w.ID))
		s.OK(err)
		castest.Is(t, open(third), links.ErrEnded) // they decided in another way
		s.OK(consent.Decline(s.Context(), d, keyless, second))
		if after := s.Participant(q.ID); after.Lost != participants.NotWanted {
			t.Errorf("they are %+v", after)
		}
	})
}

func TestPeopleMerelyPresentAreToldByTheNoticeInForce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		note := func(x consent.Presence) error {
			x.StudyID, x.SiteID, x.Day, x.Place, x.How = s.ID, s.A, s.Today(), "Waiting room", "On the door"
			return consent.NotePresence(s.Context(), d, s.Field, keyless, x)
		}
		castest.Refused(t, note(consent.Presence{Told: 4}), "place")
		s.Document(approvals.PresenceNotice, approvals.Markdown, []byte("A researcher is here today"), "")
		castest.Refused(t, note(consent.Presence{Told: 4, Objected: 5}), "objected")
		s.OK(note(consent.Presence{Told: 4, Objected: 1}))
	})
}

func TestAConsentFormIsChecked(t *testing.T) {
	good := studytest.ConsentForm
	if _, err := good.Write(); err != nil {
		t.Fatal(err)
	}
	for name, clauses := range map[string][]consent.Clause{
		"none": nil, "nobody takes part": {{Code: "a", Words: "x", Covers: consent.BeQuoted, Needed: true}},
		"twice":        {{Code: "a", Words: "x", Covers: consent.TakePart, Needed: true}, {Code: "a", Words: "y", Covers: consent.BeQuoted}},
		"no words":     {{Code: "a", Covers: consent.TakePart, Needed: true}},
		"allows what?": {{Code: "a", Words: "x", Covers: consent.TakePart, Needed: true}, {Code: "b", Words: "x", Covers: "everything"}},
	} {
		if (consent.Form{Title: "t", Clauses: clauses}).Check() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func FuzzReadForm(f *testing.F) {
	body, err := studytest.ConsentForm.Write()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add([]byte(`{"clauses":[{}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		form, err := consent.ReadForm(body)
		if err != nil {
			return
		}
		again, err := form.Write()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := consent.ReadForm(again); err != nil {
			t.Fatal(err)
		}
	})
}

// What is taken back was given before, and whoever wants no more contact is neither asked
// after nor written into the address book again.
func TestAWithdrawalFollowsTheConsent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		p := s.Consented(studies.Patient, s.A)
		on := func(day int, level consent.Level) error {
			_, err := consent.Withdraw(s.Context(), d, s.Field, keyless, consent.Withdrawal{StudyID: s.ID, ParticipantID: p.ID, Level: level, How: "by phone", Day: s.Today().AddDays(day)})
			return err
		}
		castest.Refused(t, on(-1, consent.NoContact), "day")
		castest.Refused(t, on(1, consent.NoContact), "day")
		s.OK(on(0, consent.Destroy))
		castest.Refused(t, participants.AskClearance(s.Context(), d, s.Field, keyless, s.ID, p.ID), "link")
		castest.Refused(t, participants.SaveContact(s.Context(), d, s.Field, keyless, s.ID, p.ID, participants.Contact{Name: "D. Marsh", Phone: "07700 900123", Way: participants.ByPhone}), "contact_name")
	})
}
