package participants_test

import (
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/studytest"
)

var keyless = once.Key{}

func TestALogIsSeenAtOnesSite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		a, b := s.Approached(studies.Patient, s.A), s.Approached(studies.LinkWorker, s.B)
		if a.Number != "P001" || b.Number != "P002" {
			t.Errorf("the numbers are %s and %s", a.Number, b.Number)
		}
		s.Read(func(r *db.Snapshot) error {
			seat, err := studies.Enter(r, s.Field, s.ID, studies.Meet)
			s.OK(err)
			list, err := participants.List(r, seat, studies.Meet, participants.Filter{})
			if len(list) != 1 || list[0].ID != a.ID {
				t.Errorf("at site A one sees %+v", list)
			}
			_, foreign := participants.Get(r, seat, studies.Meet, b.ID)
			castest.Is(t, foreign, db.ErrNotFound)
			_, foreign = participants.ContactOf(r, seat, b.ID)
			castest.Is(t, foreign, db.ErrNotFound)
			return err
		})
		_, err := participants.Add(s.Context(), d, s.Field, keyless, participants.Participant{StudyID: s.ID, SiteID: s.B, Kind: studies.Patient, Source: participants.FromPoster}, dates.Date{})
		castest.Is(t, err, db.ErrNotFound)
		castest.Is(t, participants.Advance(s.Context(), d, s.Field, keyless, s.ID, b.ID, participants.Interested, dates.Date{}), db.ErrNotFound)
	})
}

func TestAStageImpliesThoseBefore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		p := s.Approached(studies.Patient, s.A)
		advance := func(to participants.Stage) error {
			return participants.Advance(s.Context(), d, s.Field, keyless, s.ID, p.ID, to, dates.Date{})
		}
		s.OK(advance(participants.Eligible))
		castest.Is(t, advance(participants.Interested), db.ErrConflict)
		castest.Refused(t, advance(participants.Consented), "stage")
		castest.Refused(t, participants.Lose(s.Context(), d, s.Field, keyless, s.ID, p.ID, s.Participant(p.ID).Version, "bored", dates.Date{}), "why")
		s.OK(participants.Lose(s.Context(), d, s.Field, keyless, s.ID, p.ID, s.Participant(p.ID).Version, participants.NoTime, dates.Date{}))
		castest.Is(t, advance(participants.Eligible), db.ErrConflict)
		for filter, want := range map[participants.Filter]int{{Reached: participants.Interested}: 1, {Reached: participants.Consented}: 0, {Lost: participants.NoTime}: 1, {Going: true}: 0, {At: participants.Eligible}: 1, {Kind: studies.Public}: 0} {
			s.Read(func(r *db.Snapshot) error {
				seat, err := studies.Enter(r, s.Lead, s.ID, studies.Meet)
				s.OK(err)
				list, err := participants.List(r, seat, studies.Meet, filter)
				if len(list) != want {
					t.Errorf("%+v finds %d, want %d", filter, len(list), want)
				}
				return err
			})
		}
		s.OK(participants.Return(s.Context(), d, s.Field, keyless, s.ID, p.ID, s.Participant(p.ID).Version))
		s.Read(func(r *db.Snapshot) error {
			steps, err := participants.Steps(r, p.ID)
			if len(steps) != 4 {
				t.Errorf("the log has %+v", steps)
			}
			return err
		})
	})
}

func TestNothingIsCollectedAtASiteThatIsNotOpen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		s.Write(func(tx *db.Tx) error {
			_, site, err := studies.EnterSite(tx, s.Lead, s.ID, s.B, studies.Lead)
			if err != nil {
				return err
			}
			return studies.SetSite(tx, site, studies.SiteClosed, s.Today(), s.Today().AddMonths(60))
		})
		_, err := participants.Add(s.Context(), d, s.Lead, keyless, participants.Participant{StudyID: s.ID, SiteID: s.B, Kind: studies.Patient, Source: participants.FromPoster}, dates.Date{})
		castest.Refused(t, err, "site")
	})
}

// The practice is asked before a patient is contacted again; somebody who has died is
// forgotten.
func TestAPatientIsNotContactedAgainUnasked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		_, err := studies.Take(s.Context(), d, s.Lead, keyless, studies.Member{StudyID: s.ID, AccountID: s.Harbour.First.AccountID, Role: studies.Custodian, SiteID: s.A})
		s.OK(err)
		p := s.Approached(studies.Patient, s.A)
		s.OK(participants.SaveContact(s.Context(), d, s.Field, keyless, s.ID, p.ID, participants.Contact{Name: "Doreen Marsh", Email: "doreen@example.org", Way: participants.ByEmail}))
		tell := func(again bool) error {
			return d.Write(s.Context(), func(tx *db.Tx) error {
				seat, err := studies.Enter(tx, s.Field, s.ID, studies.Meet)
				if err != nil {
					return err
				}
				return participants.Tell(tx, seat, participants.Telling{ParticipantID: p.ID, Again: again, Message: messages.Message{Subject: "Hello", Text: "Hello", Purpose: "test"}})
			})
		}
		s.OK(tell(false))
		castest.Refused(t, tell(true), "link")
		s.OK(participants.AskClearance(s.Context(), d, s.Field, keyless, s.ID, p.ID))
		s.OK(participants.AskClearance(s.Context(), d, s.Field, keyless, s.ID, p.ID))
		clear := func(a participants.Answer) error {
			return d.Write(s.Context(), func(tx *db.Tx) error {
				seat, err := studies.Enter(tx, s.Harbour.First, s.ID, studies.Join)
				if err != nil {
					return err
				}
				open, err := participants.OpenClearances(tx, seat)
				if err != nil {
					return err
				}
				if len(open) != 1 {
					t.Fatalf("%d questions wait", len(open))
				}
				return participants.Clear(tx, seat, open[0].ID, a)
			})
		}
		s.OK(clear(participants.MayBe))
		s.OK(tell(true))
		s.Clock.Advance(participants.ClearanceLasts)
		castest.Refused(t, tell(true), "link")
		s.OK(participants.AskClearance(s.Context(), d, s.Field, keyless, s.ID, p.ID))
		s.OK(clear(participants.HasDied))
		if after := s.Participant(p.ID); after.Lost != participants.Died {
			t.Errorf("they are %+v", after)
		}
		castest.Refused(t, tell(false), "link")
		s.Read(func(r *db.Snapshot) error {
			seat, err := studies.Enter(r, s.Field, s.ID, studies.Meet)
			s.OK(err)
			c, err := participants.ContactOf(r, seat, p.ID)
			if c.Name != "" || c.Email != "" || c.ForgottenAt.IsZero() {
				t.Errorf("kept of somebody who died: %+v", c)
			}
			return err
		})
	})
}

func TestAContactIsSavedOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		p := s.Approached(studies.Patient, s.A)
		save := func(c participants.Contact) error {
			return participants.SaveContact(s.Context(), d, s.Field, keyless, s.ID, p.ID, c)
		}
		castest.Refused(t, save(participants.Contact{Name: "D", Way: participants.ByText}), "phone")
		castest.Refused(t, save(participants.Contact{Name: "D", Way: "pigeon"}), "way")
		castest.Refused(t, save(participants.Contact{Name: "D", Email: "bad@@", Way: participants.ByEmail}), "email")
		castest.Refused(t, save(participants.Contact{Name: "D", Phone: "abc", Way: participants.ByText}), "phone")
		good := participants.Contact{Name: "D", Phone: "07700 900123", Way: participants.ByText}
		s.OK(save(good))
		castest.Is(t, save(good), db.ErrConflict)
		good.Version = 1
		s.OK(save(good))
	})
}

func TestAPhoneIsTakenAsPeopleTypeIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		p := s.Approached(studies.Professional, s.A)
		save := func(version int, typed string, way participants.Way) error {
			return participants.SaveContact(s.Context(), d, s.Field, keyless, s.ID, p.ID, participants.Contact{Name: "Dee", Phone: typed, Way: way, Version: version})
		}
		contact := func() (c participants.Contact) {
			s.Read(func(r *db.Snapshot) error {
				seat, err := studies.Enter(r, s.Field, s.ID, studies.Meet)
				s.OK(err)
				c, err = participants.ContactOf(r, seat, p.ID)
				return err
			})
			return c
		}
		s.OK(save(0, "(01632) 960 123", participants.ByText))
		if c := contact(); c.Phone != "01632 960 123" || c.TextsTo() != c.Phone {
			t.Errorf("%+v", c)
		}
		castest.Refused(t, save(1, "01632 960123 ext 4", participants.ByText), "phone")
		castest.Refused(t, save(1, "01632 960123 or so", participants.ByPhone), "phone")
		s.OK(save(1, "(01632) 960123 extension 4", participants.ByPhone))
		if c := contact(); c.Phone != "01632 960123 ext 4" || c.TextsTo() != "" {
			t.Errorf("%+v", c)
		}
		s.Write(func(tx *db.Tx) error {
			err := participants.TellByItself(tx, participants.Telling{ParticipantID: p.ID, Texts: true, Message: messages.Message{Purpose: "study", Text: "Hello"}})
			castest.Refused(t, err, "link")
			return nil
		})
	})
}

func TestAVoucherHasAnAmount(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		p := s.Approached(studies.Patient, s.A)
		give := func(v participants.Voucher) error {
			v.ParticipantID = p.ID
			return participants.GiveVoucher(s.Context(), d, s.Field, keyless, s.ID, v)
		}
		castest.Refused(t, give(participants.Voucher{Pence: 0, Words: "Interview"}), "pounds")
		castest.Refused(t, give(participants.Voucher{Pence: 2000}), "words")
		s.OK(give(participants.Voucher{Pence: 2000, Words: "Interview", Declined: true}))
		s.Read(func(r *db.Snapshot) error {
			seat, err := studies.Enter(r, s.Field, s.ID, studies.Meet)
			s.OK(err)
			all, err := participants.Vouchers(r, seat, "")
			if len(all) != 1 || !all[0].Declined || all[0].Number != "P001" {
				t.Errorf("given were %+v", all)
			}
			return err
		})
	})
}
