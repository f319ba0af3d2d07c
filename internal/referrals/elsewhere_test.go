package referrals_test

import (
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

// fromHousing is a referral by a housing officer, whose tenant agrees that she
// hears what becomes of it.
func fromHousing(c *castest.Cast) referrals.Referral {
	r := c.Referral()
	r.Channel, r.Source, r.Organisation = referrals.FromElsewhere, "housing", "Saltmere Homes"
	r.ReferrerName, r.ReferrerRole, r.ReferrerEmail, r.Tell, r.FollowBase = "Lee Holt", "Housing officer", "lee@homes.example", true, "https://linkwork.example"
	r.NHSNumber = ""
	return r
}

func mailsOf(c *castest.Cast, id string) (all []messages.Entry) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { all, err = messages.About(s, "referral", id); return })
	return all
}

func followed(c *castest.Cast, id string) (f referrals.Followed) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { f, err = referrals.FollowedBy(s, id); return })
	return f
}

func TestSomebodyElsewhereRefersAndHears(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := c.Receive(fromHousing(c))
		first := mailsOf(c, id)
		if len(first) != 1 || first[0].To != "lee@homes.example" || !strings.HasPrefix(first[0].Secret, "https://linkwork.example/follow/") || strings.Contains(first[0].Subject+first[0].Body(), "Doreen") {
			t.Fatalf("thanked by %+v", first)
		}
		for _, practice := range []access.Actor{n.Practice, n.Other} { // not sent by them
			c.Read(func(s *db.Snapshot) error {
				_, err := referrals.Get(s, practice, id)
				castest.Is(t, err, db.ErrNotFound)
				sent, err := referrals.SentBy(s, practice, 10)
				if len(sent) != 0 {
					t.Error("the practice sees what was sent by somebody else")
				}
				_, err2 := referrals.OfSender(s, n.PracticeID, id)
				castest.Is(t, err2, db.ErrNotFound)
				return err
			})
		}
		// A question is answered by the link.
		c.OK(referrals.Decide(t.Context(), d, n.First, once.Key{}, id, 0, referrals.Decision{To: referrals.MoreAsked, Words: "Is there a phone?"}))
		if f := followed(c, id); f.Question != "Is there a phone?" || !f.MayTakeBack {
			t.Errorf("%+v", f)
		}
		castest.Refused(t, referrals.AnswerFromElsewhere(t.Context(), d, once.Key{}, id, " "), "words")
		c.OK(referrals.AnswerFromElsewhere(t.Context(), d, once.Key{}, id, "Yes, a neighbour's."))
		castest.Is(t, referrals.AnswerFromElsewhere(t.Context(), d, once.Key{}, id, "Again"), db.ErrConflict)
		person := c.Take(n.First, id, "")
		if f := followed(c, id); f.State != "A link worker is getting in touch with the person." || f.MayTakeBack || f.Question != "" {
			t.Errorf("%+v", f)
		}
		castest.Is(t, referrals.TakeBackFromElsewhere(t.Context(), d, once.Key{}, id), db.ErrConflict)
		c.Contact(n.First, person, casework.Entry{})
		before := len(mailsOf(c, id))
		c.Close(n.First, person, "goals-met")
		if now := mailsOf(c, id); len(now) != before+1 || now[0].PersonID != person {
			t.Errorf("%d mails after the end, %d before", len(now), before)
		}
	})
}

func TestANoStopsWhatSomebodyElsewhereHears(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := c.Receive(fromHousing(c))
		person := c.Take(n.First, id, "")
		done, err := casework.SaySharing(t.Context(), d, n.First, once.Key{}, person, people.Permission{RecipientKind: referrals.Recipient, RecipientID: id, RecipientName: "Lee Holt", Purpose: "letter", How: "by phone"})
		c.OK(err)
		if done.Messages != 2 || done.Links != 2 { // the thanks and the answer had not gone yet
			t.Errorf("%+v stopped", done)
		}
		c.Close(n.First, person, "goals-met")
		for _, m := range mailsOf(c, id) {
			if m.State == messages.Queued {
				t.Errorf("%q still goes", m.Subject)
			}
		}
		if f := followed(c, id); f.State != "" {
			t.Errorf("it says %q", f.State)
		}
	})
}

func TestWithoutAYesOnlyAQuestionReachesThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		for name, change := range map[string]func(*referrals.Referral){
			"no yes": func(r *referrals.Referral) { r.Tell = false },
			"phone":  func(r *referrals.Referral) { r.Tell, r.ReferrerEmail, r.ReferrerContact = false, "", "01632 960 777" },
		} {
			r := fromHousing(c)
			change(&r)
			id, mails := c.Receive(r), 0
			if r.ReferrerEmail != "" {
				mails = 1
			}
			c.OK(referrals.Decide(t.Context(), d, n.First, once.Key{}, id, 0, referrals.Decision{To: referrals.Waiting}))
			if got := mailsOf(c, id); len(got) != mails {
				t.Errorf("%s: %d mails after it waits", name, len(got))
			}
			c.OK(referrals.Decide(t.Context(), d, n.First, once.Key{}, id, 0, referrals.Decision{To: referrals.MoreAsked, Words: "Which flat?"}))
			if got := mailsOf(c, id); len(got) != 2*mails {
				t.Errorf("%s: %d mails after a question", name, len(got))
			}
			if f := followed(c, id); f.State != "" || f.Question != "Which flat?" {
				t.Errorf("%s: %+v", name, f)
			}
			c.OK(referrals.TakeBackFromElsewhere(t.Context(), d, once.Key{}, id))
		}
	})
}

func TestAfterADeathNobodyElsewhereHears(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := c.Receive(fromHousing(c))
		person := c.Take(c.Harbour.First, id, "")
		c.Contact(c.Harbour.First, person, casework.Entry{})
		before := len(mailsOf(c, id))
		c.OK(casework.Died(t.Context(), d, c.Harbour.First, once.Key{}, person, dates.Date{}))
		if got := mailsOf(c, id); len(got) != before {
			t.Errorf("%d mails, %d before", len(got), before)
		}
	})
}

func TestUndoneTheyHearNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		id := c.Receive(fromHousing(c))
		c.OK(referrals.Decide(t.Context(), d, c.Harbour.First, once.Key{}, id, 0, referrals.Decision{To: referrals.NotNow, Reason: "age"}))
		c.Clock.Advance(5 * time.Minute)
		c.OK(referrals.Undo(t.Context(), d, c.Harbour.First, once.Key{}, id))
		if m := mailsOf(c, id)[0]; m.State != messages.Stopped {
			t.Errorf("%q is %s", m.Subject, m.State)
		}
	})
}

func TestWhatSomebodyElsewhereMustSay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		for field, change := range map[string]func(*referrals.Referral){
			"source":           func(r *referrals.Referral) { r.Source = "gp" },
			"referrer_name":    func(r *referrals.Referral) { r.ReferrerName = " " },
			"referrer_email":   func(r *referrals.Referral) { r.ReferrerEmail, r.Tell = "", false },
			"risk":             func(r *referrals.Referral) { r.Risk = "" },
			"permission":       func(r *referrals.Referral) { r.Permission = "" },
			"organisation":     func(r *referrals.Referral) { r.Organisation = strings.Repeat("x", 101) },
			"phone":            func(r *referrals.Referral) { r.Phone = "" },
			"referrer_contact": func(r *referrals.Referral) { r.ReferrerContact = strings.Repeat("1", 101) },
		} {
			r := fromHousing(c)
			change(&r)
			_, err := referrals.Receive(t.Context(), d, referrals.Elsewhere(r.ReferrerName), once.Key{}, r)
			castest.Refused(t, err, field)
		}
		for _, address := range []string{"lee", "lee@homes.example, other@homes.example", "Lee <lee@homes.example>", "lee@homes.example\nBcc: x@y.example"} {
			r := fromHousing(c)
			r.ReferrerEmail = address
			_, err := referrals.Receive(t.Context(), d, referrals.Elsewhere(r.ReferrerName), once.Key{}, r)
			castest.Refused(t, err, "referrer_email")
		}
		r := fromHousing(c) // a birthday and a practice may be unknown
		r.BirthDate, r.PracticeID, r.Postcode = dates.Date{}, "", "QX1 1AA"
		if got := c.TheReferral(c.Receive(r)); got.TeamID != c.Canalside.TeamID {
			t.Error("it did not go to the team that serves the postcode")
		}
	})
}

// TestAnAddressIsThankedOnlySoOften bounds what anybody can have sent to an
// address that they typed.
func TestAnAddressIsThankedOnlySoOften(t *testing.T) {
	c := castest.New(t, dbtest.SQLite(t))
	sent := 0
	for range 25 {
		sent += len(mailsOf(c, c.Receive(fromHousing(c))))
	}
	if sent != 20 {
		t.Errorf("thanked %d times", sent)
	}
}
