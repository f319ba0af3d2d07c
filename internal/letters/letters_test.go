package letters_test

import (
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/letters"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

// draft is a letter to the practice about a person, as composed.
func draft(c *castest.Cast, person string) letters.Edited {
	c.Helper()
	e := letters.Edited{PersonID: person, None: true}
	c.Read(func(s *db.Snapshot) (err error) {
		e.Sections, err = letters.Compose(s, c.Harbour.First, person)
		return
	})
	return e
}

func send(c *castest.Cast, by access.Actor, e letters.Edited) (string, error) {
	return letters.Send(c.Context(), c.DB, by, once.Key{}, e)
}

func read(c *castest.Cast, person, id string) (l letters.Letter) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { l, err = letters.Get(s, c.Harbour.First, person, id); return })
	return l
}

func TestALetterAsksOrSaysThatItDoesNot(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		both, neither, empty, riskless := draft(c, person), draft(c, person), draft(c, person), draft(c, person)
		both.Asks, neither.None = "Review the tablets", false
		empty.Sections = []letters.Section{{Title: "Referral", Text: " "}}
		for i, s := range riskless.Sections {
			if s.Title == letters.RisksTitle {
				riskless.Sections[i].Text = " "
			}
		}
		for field, e := range map[string]letters.Edited{"asks": both, "sections": empty} {
			_, err := send(c, n.First, e)
			castest.Refused(t, err, field)
		}
		_, err := send(c, n.First, neither)
		castest.Refused(t, err, "asks")
		_, err = send(c, n.First, riskless)
		castest.Refused(t, err, "sections")
		for _, who := range []access.Actor{n.Second, n.Practice, c.Admin} {
			_, err := send(c, who, draft(c, person))
			castest.Is(t, err, db.ErrNotFound)
		}
		asks := draft(c, person)
		asks.None, asks.Asks = false, "Review the tablets"
		for want, e := range map[string]letters.Edited{"<p>Nothing. No actions are requested.</p>": draft(c, person), "<p>Review the tablets</p>": asks} {
			id, err := send(c, n.First, e)
			c.OK(err)
			if html := read(c, person, id).HTML; !strings.Contains(html, want) || strings.Index(html, want) > strings.Index(html, "Referral</h3>") {
				t.Errorf("%q is not at the top of %s", want, html)
			}
		}
	})
}

func TestRiskIsSaidInOneOfThreeWays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		for want, risk := range map[string]string{
			"Risk was not asked about.":                        referrals.RiskNotAsked,
			"No known risks (stated on 23 November 2026).":     referrals.RiskNoneKnown,
			"A dog &amp; a step (stated on 23 November 2026).": referrals.RiskKnown,
		} {
			r := c.Referral()
			r.Channel, r.Risk = referrals.FromReception, risk
			if risk == referrals.RiskKnown {
				r.RiskWords = "A dog & a step"
			}
			person := c.Take(c.Harbour.First, c.Receive(r), "")
			id, err := send(c, c.Harbour.First, draft(c, person))
			c.OK(err)
			if html := read(c, person, id).HTML; strings.Count(html, ">Risks</h3>") != 1 || !strings.Contains(html, want) {
				t.Errorf("%s: not in %s", want, html)
			}
		}
	})
}

func TestWhatPeopleTypedIsHarmless(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		const payload = `<script>alert(1)</script><img src=x onerror=alert(1)>"'`
		r := c.Referral()
		r.Given, r.ReferrerName, r.Risk, r.RiskWords = payload, payload, referrals.RiskKnown, payload
		person := c.Take(c.Harbour.First, c.Receive(r), "")
		c.OK(casework.SayWhatMatters(t.Context(), d, c.Harbour.First, once.Key{}, person, payload, ""))
		e := draft(c, person)
		e.None, e.Asks = false, payload
		e.Sections = append(e.Sections, letters.Section{Title: payload, Text: payload})
		id, err := send(c, c.Harbour.First, e)
		c.OK(err)
		html := read(c, person, id).HTML
		for _, page := range []string{html, letters.Safe(html)} {
			if strings.Contains(page, "<script") || strings.Contains(page, "<img") || !strings.Contains(page, "&lt;script&gt;") {
				t.Errorf("%s", page)
			}
		}
		if safe := letters.Safe(`<p class="a" onclick="b">x</p><script>y</script><a href="javascript:z">w</a>`); safe != `<p class="a">x</p>w` {
			t.Errorf("the second lock lets through %s", safe)
		}
	})
}

func TestASentLetterNeverChanges(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		e := draft(c, person)
		e.Sections = append([]letters.Section{{Title: "Empty", Text: " "}}, e.Sections...)
		id, err := letters.Save(t.Context(), d, n.First, once.Key{}, e)
		c.OK(err)
		l := read(c, person, id)
		if l.Sent() || l.HTML != "" || len(l.Sections) != len(e.Sections)-1 {
			t.Errorf("a draft: %+v", l)
		}
		e.LetterID, e.Version = id, l.Version
		e.Sections = append(e.Sections, letters.Section{Title: "More", Text: "Words"})
		_, err = send(c, n.Manager, e)
		c.OK(err)
		sent := read(c, person, id)
		if !sent.Sent() || !sent.SentAt.Equal(dbtest.Start) || strings.Count(sent.HTML, ">More</h3>") != 1 {
			t.Errorf("%+v", sent)
		}
		for _, version := range []int{l.Version, sent.Version} {
			e.Version, e.Sections = version, []letters.Section{{Title: letters.RisksTitle, Text: "Changed"}}
			_, err = letters.Save(t.Context(), d, n.First, once.Key{}, e)
			castest.Is(t, err, db.ErrConflict)
			_, err = send(c, n.First, e)
			castest.Is(t, err, db.ErrConflict)
		}
		c.OK(casework.ChangeDetails(t.Context(), d, n.First, once.Key{}, person, people.Details{Given: "Another", Family: "Name", ContactBy: people.ByPhone}, "", 1))
		if now := read(c, person, id); now.HTML != sent.HTML || now.Version != sent.Version {
			t.Error("the sent letter is another")
		}
	})
}

func TestANoStopsTheLetter(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		say := func(given bool) {
			_, err := casework.SaySharing(t.Context(), d, n.First, once.Key{}, person,
				people.Permission{RecipientKind: "practice", RecipientID: n.PracticeID, Purpose: "letter", Given: given, How: "by phone"})
			c.OK(err)
		}
		say(false)
		_, err := send(c, n.First, draft(c, person))
		castest.Refused(t, err, "asks")
		c.Read(func(s *db.Snapshot) error {
			list, err := letters.Of(s, n.First, person)
			if len(list) != 0 {
				t.Error("refused and kept")
			}
			return err
		})
		say(true)
		_, err = send(c, n.First, draft(c, person))
		c.OK(err)
	})
}

func TestThePracticeIsToldAndReads(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		kept, err := letters.Save(t.Context(), d, n.First, once.Key{}, draft(c, person))
		c.OK(err)
		id, err := send(c, n.First, draft(c, person))
		c.OK(err)
		for _, who := range c.Staff() {
			for letter, want := range map[string]bool{id: who.PracticeID() == n.PracticeID, kept: false} {
				err := d.Read(t.Context(), func(s *db.Snapshot) error { _, err := letters.ForPractice(s, who, letter); return err })
				if (err == nil) != want {
					t.Errorf("%s: %v", who.Name, err)
				}
			}
		}
		var l letters.Letter
		c.Read(func(s *db.Snapshot) error {
			list, err := letters.ToPractice(s, n.Practice)
			named, err2 := letters.Subjects(s, list)
			if len(list) != 1 || list[0].ID != id || named[person].ID != person || !list[0].ReadAt.IsZero() {
				t.Fatalf("%+v, %v", list, err2)
			}
			l = list[0]
			p, _ := people.Unscoped(s, person)
			mail, err3 := messages.About(s, "letter", id)
			if len(mail) != 1 || strings.Contains(mail[0].Subject+mail[0].Text, p.Family) || strings.Contains(mail[0].Text, p.Given) {
				t.Errorf("%+v, %v", mail, err3)
			}
			return err
		})
		c.OK(letters.MarkRead(t.Context(), d, n.Practice, l))
		c.Clock.Advance(3600e9)
		c.OK(letters.MarkRead(t.Context(), d, n.Practice, l))
		if at := read(c, person, id).ReadAt; !at.Equal(dbtest.Start) {
			t.Errorf("read at %s, not the first time", at)
		}
	})
}
