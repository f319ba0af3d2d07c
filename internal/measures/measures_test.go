package measures_test

import (
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/links"
	"linkwork/internal/measures"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

var ways = measures.Ways{BaseURL: "https://linkwork.example", Texts: true}

func of(c *castest.Cast, person string) (all []measures.Response) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { all, err = measures.Of(s, person); return })
	return all
}

func TestRatherNotIsAnAnswer(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		record := func(by access.Actor, a measures.Answers) error {
			return measures.Record(t.Context(), d, by, once.Key{}, person, c.Today(), a)
		}
		missing := answers(5, 5, 5, 5)
		delete(missing, "happy")
		castest.Refused(t, record(n.First, missing), "happy")
		castest.Refused(t, record(n.First, answers(11, 5, 5, 5)), "satisfied")
		castest.Refused(t, record(n.First, answers(5, 5, 5, -2)), "anxious")
		castest.Refused(t, measures.Record(t.Context(), d, n.First, once.Key{}, person, c.Today().AddDays(1), answers(5, 5, 5, 5)), "day")
		for _, who := range []access.Actor{n.Second, n.Practice, c.Admin} {
			castest.Is(t, record(who, answers(5, 5, 5, 5)), db.ErrNotFound)
		}
		c.OK(record(n.First, answers(0, measures.RatherNot, 10, measures.RatherNot)))
		all := of(c, person)
		if len(all) != 1 || all[0].Mode != measures.StaffAsked || all[0].ByName != n.First.Name {
			t.Fatalf("%+v", all)
		}
		for key, want := range answers(0, measures.RatherNot, 10, measures.RatherNot) {
			if got := all[0].Answers[key]; got != want {
				t.Errorf("%s: %d, want %d", key, got, want)
			}
		}
	})
}

// ask sends a link and returns the request's link.
func ask(c *castest.Cast, person string) string {
	c.Helper()
	_, err := measures.Ask(c.Context(), c.DB, c.Harbour.First, once.Key{}, person, ways)
	c.OK(err)
	var waiting []measures.Request
	c.Read(func(s *db.Snapshot) (err error) { waiting, err = measures.Waiting(s, person); return })
	return waiting[0].LinkID
}

func TestAPersonAnswersAloneOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		for name, k := range map[string]struct {
			measures.Answers
			urgent bool
		}{"fine": {answers(7, 7, measures.RatherNot, 2), false}, "worrying": {answers(1, 7, 7, 2), true}} {
			person := c.Supported(c.Harbour.First)
			link := ask(c, person)
			one := func(key string, n int) bool {
				finished, err := measures.AnswerOne(t.Context(), d, link, key, n)
				c.OK(err)
				return finished
			}
			if one("happy", 9) || len(of(c, person)) != 0 {
				t.Error("finished after one")
			}
			for _, bad := range []struct {
				key string
				n   int
			}{{"happy", 11}, {"happy", -2}, {"rich", 5}} {
				_, err := measures.AnswerOne(t.Context(), d, link, bad.key, bad.n)
				castest.Refused(t, err, "answer")
			}
			for i, q := range []string{"happy", "satisfied", "worthwhile", "anxious"} { // happy is changed
				if one(q, k.Answers[q]) != (i == 3) {
					t.Errorf("%s: finished at the wrong time", q)
				}
			}
			_, err := measures.AnswerOne(t.Context(), d, link, "happy", 1)
			castest.Is(t, err, measures.ErrAnswered)
			all := of(c, person)
			if len(all) != 1 || all[0].Mode != measures.PersonAlone || all[0].Answers["happy"] != k.Answers["happy"] {
				t.Errorf("%s: %+v", name, all)
			}
			c.Read(func(s *db.Snapshot) error {
				todo, err := diary.ToDo(s, c.Harbour.First.AccountID, c.Today())
				told := 0
				for _, task := range todo {
					if task.PersonID == person && task.Kind == diary.Measures && task.Urgent == k.urgent {
						told++
					}
				}
				if told != 1 {
					t.Errorf("%s: %+v", name, todo)
				}
				_, gone := measures.OfLink(s, "nobody's")
				castest.Is(t, gone, db.ErrNotFound)
				return err
			})
		}
	})
}

func TestTheLinkIsUsedUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		r := c.Referral()
		r.ContactBy, r.Email = people.ByEmail, "doreen@example.com"
		person := c.Take(c.Harbour.First, c.Receive(r), "")
		link := ask(c, person)
		mail := sentAbout(c, person)
		if mail.Channel != messages.Email || mail.To != r.Email || strings.Contains(mail.Subject+mail.Text, "Doreen") || strings.Contains(mail.Text, "/wellbeing/") {
			t.Errorf("%+v", mail.Message)
		}
		token := strings.TrimPrefix(mail.Secret, ways.BaseURL+"/wellbeing/")
		find := func() error {
			return d.Read(t.Context(), func(s *db.Snapshot) error { _, err := links.Find(s, token); return err })
		}
		c.OK(find())
		for _, q := range measures.ONS4 {
			_, err := measures.AnswerOne(t.Context(), d, link, q.Key, 5)
			c.OK(err)
		}
		if find() == nil {
			t.Error("answered and the link still opens")
		}
	})
}

func sentAbout(c *castest.Cast, person string) (mail messages.Entry) {
	c.Helper()
	c.Read(func(s *db.Snapshot) error {
		waiting, err := measures.Waiting(s, person)
		if err != nil {
			return err
		}
		all, err := messages.About(s, "measure-request", waiting[0].ID)
		mail = all[0]
		return err
	})
	return mail
}

func TestNobodyIsAskedWhoCannotAnswer(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		letter := c.Referral()
		letter.Phone, letter.Address, letter.ContactBy = "", "1 High Street", people.ByLetter
		ageless := c.Referral()
		ageless.BirthDate = dates.Date{}
		for _, r := range []referrals.Referral{letter, ageless} {
			person := c.Take(c.Harbour.First, c.Receive(r), "")
			_, err := measures.Ask(t.Context(), d, c.Harbour.First, once.Key{}, person, ways)
			castest.Refused(t, err, "link")
			castest.Is(t, askBy(c, c.Harbour.Second, person), db.ErrNotFound)
		}
	})
}

func askBy(c *castest.Cast, by access.Actor, person string) error {
	_, err := measures.Ask(c.Context(), c.DB, by, once.Key{}, person, ways)
	return err
}
