package referrals_test

import (
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/referrals"
)

func get(c *castest.Cast, by access.Actor, id string) (r referrals.Referral, err error) {
	err = c.DB.Read(c.Context(), func(s *db.Snapshot) (err error) { r, err = referrals.Get(s, by, id); return })
	return r, err
}

func TestTheSameReferralAgainIsTheFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		receive := func(token, body string, r referrals.Referral) (string, error) {
			return referrals.Receive(t.Context(), d, c.Harbour.Practice.Audit(), once.Key{Actor: "bay", Token: token, BodyHash: body}, r)
		}
		r := c.Referral()
		r.IdentifierSystem, r.Identifier = "urn:bay", "17"
		first, err := receive("t1", "b1", r)
		c.OK(err)
		again, err := receive("t1", "b1", r)
		if again != first || err != nil {
			t.Errorf("again: %s, %v", again, err)
		}
		_, err = receive("t1", "b2", r)
		castest.Is(t, err, once.ErrOther)
		castest.Is(t, err, db.ErrConflict)
		_, err = receive("t2", "b1", r)
		castest.Is(t, err, db.ErrDuplicate)
		c.Read(func(s *db.Snapshot) error {
			sent, err := referrals.SentBy(s, c.Harbour.Practice, 10)
			if len(sent) != 1 {
				t.Errorf("%d referrals are there", len(sent))
			}
			return err
		})
	})
}

func TestAReferralIsKeptAsSent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		sent := c.Referral()
		sent.Risk, sent.RiskWords, sent.Needs, sent.AsSent = referrals.RiskKnown, "A dog that bites", []string{"money", "housing"}, `{"a":1}`
		got := c.TheReferral(c.Receive(sent))
		if got.Details.NHSNumber != sent.NHSNumber || got.Family != sent.Family || got.RiskWords != sent.RiskWords || len(got.Needs) != 2 || got.AsSent != sent.AsSent ||
			got.TeamID != c.Harbour.TeamID || got.State != referrals.Received || got.Urgency != "routine" || got.PersonID != "" || got.Version != 1 {
			t.Errorf("%+v", got)
		}
	})
}

func TestASelfReferralFindsItsTeam(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		for postcode, team := range map[string]string{"QY1 1AA": c.Harbour.TeamID, "qy11aa": c.Harbour.TeamID, " qx1  1aa": c.Canalside.TeamID, "QX11AA": c.Canalside.TeamID,
			"": c.Canalside.TeamID, "ZZ9 9ZZ": c.Canalside.TeamID} {
			r := c.Referral()
			r.Channel, r.PracticeID, r.ReferrerName, r.Postcode, r.Risk = referrals.FromSelf, "", "", postcode, ""
			if got := c.TheReferral(c.Receive(r)); got.TeamID != team || got.Risk != referrals.RiskNotAsked {
				t.Errorf("%q goes to the wrong team, or %q", postcode, got.Risk)
			}
		}
	})
}

func TestWhoSeesAReferral(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		self := c.Referral()
		self.Channel, self.ReferrerName = referrals.FromSelf, "" // the person names the practice
		byPractice, bySelf := c.Receive(c.Referral()), c.Receive(self)
		check := func(when, id string, by access.Actor, sees bool) {
			t.Helper()
			if _, err := get(c, by, id); (err == nil) != sees {
				t.Errorf("%s: %s: %v", when, by.Name, err)
			}
		}
		for _, who := range c.Staff() {
			check("undecided", byPractice, who, who.InTeam(n.TeamID) || who.PracticeID() == n.PracticeID)
			check("themselves", bySelf, who, who.InTeam(n.TeamID))
		}
		c.Take(n.First, byPractice, "")
		for _, who := range c.Staff() {
			check("taken on", byPractice, who, who.AccountID == n.First.AccountID || who.AccountID == n.Manager.AccountID || who.PracticeID() == n.PracticeID)
		}
		c.Read(func(s *db.Snapshot) error {
			sent, err := referrals.SentBy(s, n.Practice, 10)
			if len(sent) != 1 || sent[0].ID != byPractice {
				t.Errorf("the practice sees %d", len(sent))
			}
			return err
		})
		for _, look := range []func(*db.Snapshot) error{
			func(s *db.Snapshot) error { _, err := referrals.OfSender(s, n.PracticeID, bySelf); return err },
			func(s *db.Snapshot) error {
				_, err := referrals.OfSenderBySubject(s, n.PracticeID, c.TheReferral(bySelf).SubjectID)
				return err
			},
			func(s *db.Snapshot) error { _, err := referrals.OfSender(s, n.OtherPracticeID, byPractice); return err },
		} {
			castest.Is(t, d.Read(t.Context(), look), db.ErrNotFound)
		}
	})
}
