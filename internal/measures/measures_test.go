package measures_test

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/forms/form"
	"linkwork/internal/links"
	"linkwork/internal/measures"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

var ways = asking.Ways{BaseURL: "https://linkwork.example", Texts: true}

func of(c *castest.Cast, person string) (all []measures.Response) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { all, err = measures.Of(s, person); return })
	return all
}

// ons4 are answers to the four questions; measures.RatherNot for "rather not say".
func ons4(satisfied, worthwhile, happy, anxious int) map[string]int {
	return map[string]int{"satisfied": satisfied, "worthwhile": worthwhile, "happy": happy, "anxious": anxious}
}

func TestRatherNotIsAnAnswer(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		asked := func(said map[string]int) measures.Asked { return measures.Numbers("ons4", c.Today(), said) }
		record := func(by access.Actor, a measures.Asked) error {
			_, err := measures.Record(t.Context(), d, by, once.Key{}, person, a)
			return err
		}
		missing := ons4(5, 5, 5, 5)
		delete(missing, "happy")
		later, nobody := asked(ons4(5, 5, 5, 5)), asked(ons4(5, 5, 5, 5))
		later.Day, nobody.Who = c.Today().AddDays(1), ""
		castest.Refused(t, record(n.First, asked(missing)), "happy")
		castest.Refused(t, record(n.First, asked(ons4(11, 5, 5, 5))), "satisfied")
		castest.Refused(t, record(n.First, asked(ons4(5, 5, 5, -2))), "anxious")
		castest.Refused(t, record(n.First, later), "day")
		castest.Refused(t, record(n.First, nobody), "who")
		for _, who := range []access.Actor{n.Second, n.Practice, c.Admin} {
			castest.Is(t, record(who, asked(ons4(5, 5, 5, 5))), db.ErrNotFound)
		}
		for _, off := range []string{"ucla3", "phq9", "swemwbs", "tis6", "none"} {
			castest.Is(t, record(n.First, measures.Numbers(off, c.Today(), ons4(5, 5, 5, 5))), db.ErrNotFound)
		}
		worries, err := measures.Record(t.Context(), d, n.First, once.Key{}, person, asked(ons4(0, measures.RatherNot, 10, measures.RatherNot)))
		c.OK(err)
		all := of(c, person)
		if len(all) != 1 || all[0].Mode != measures.StaffAsked || all[0].ByName != n.First.Name || len(worries) != 1 || all[0].Words() != "asked by staff" {
			t.Fatalf("%+v %+v", all, worries)
		}
		want := form.Answers{"satisfied": {Text: "0"}, "worthwhile": {Missing: form.Declined}, "happy": {Text: "10"}, "anxious": {Missing: form.Declined}}
		if !reflect.DeepEqual(all[0].Answers, want) {
			t.Errorf("%+v", all[0].Answers)
		}
		for scale, known := range map[string]bool{"satisfied": true, "worthwhile": false, "happy": true, "anxious": false} {
			if s, ok := all[0].Score(scale); ok != known || !ok && s.Why != "not answered" {
				t.Errorf("%s: %+v", scale, s)
			}
		}
	})
}

// Rows from before other instruments have their answers in four columns, and
// links from then have plain numbers.
func TestOlderAnswersAreRead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person := c.Supported(c.Harbour.First)
		link := ask(c, person)
		c.Write(func(tx *db.Tx) error {
			if _, err := tx.Exec(`INSERT INTO responses (id, person_id, instrument, day, mode, by_name, satisfied, worthwhile, happy, anxious, recorded_at)
				VALUES ('old', $1, 'ons4', '2025-01-02', 'staff-asked', 'Amina', 3, NULL, 5, 8, 0)`, person); err != nil {
				return err
			}
			_, err := tx.Exec(`UPDATE askings SET answers = '{"satisfied":6,"worthwhile":-1}' WHERE id = (SELECT asking_id FROM asking_links WHERE link_id = $1)`, link)
			return err
		})
		for _, q := range []string{"happy", "anxious"} {
			_, err := measures.AnswerOne(t.Context(), d, link, q, form.Given{Values: []string{"5"}})
			c.OK(err)
		}
		sets := measures.ByInstrument(of(c, person))
		if len(sets) != 1 || len(sets[0].Responses) != 2 {
			t.Fatalf("%+v", sets)
		}
		var words []string
		for _, change := range sets[0].Changes() {
			words = append(words, change.Words())
		}
		if got := strings.Join(words, ", "); got != "Satisfied 3 to 6, Happy 5 to 5, Anxious 8 to 5" {
			t.Error(got)
		}
	})
}

// ask sends a link and returns the request's link.
func ask(c *castest.Cast, person string) string {
	c.Helper()
	_, err := measures.Ask(c.Context(), c.DB, c.Harbour.First, once.Key{}, person, "ons4", ways)
	c.OK(err)
	return linkOf(c, person)
}

// linkOf is the latest link by which a person was asked.
func linkOf(c *castest.Cast, person string) (id string) {
	c.Read(func(s *db.Snapshot) error {
		all, err := links.For(s, asking.LinkPurpose, person)
		if err == nil {
			id = all[0].ID
		}
		return err
	})
	return id
}

func TestAPersonAnswersAloneOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		for name, k := range map[string]struct {
			said   map[string]int
			urgent bool
		}{"fine": {ons4(7, 7, measures.RatherNot, 2), false}, "worrying": {ons4(1, 7, 7, 2), true}} {
			person := c.Supported(c.Harbour.First)
			link := ask(c, person)
			one := func(key string, n int) bool {
				finished, err := measures.AnswerOne(t.Context(), d, link, key, number(n))
				c.OK(err)
				return finished
			}
			if one("happy", 9) || len(of(c, person)) != 0 {
				t.Error("finished after one")
			}
			for _, bad := range []form.Given{number(11), number(-2), {Values: []string{"x"}}, {}} {
				_, err := measures.AnswerOne(t.Context(), d, link, "happy", bad)
				castest.Refused(t, err, "answer")
			}
			_, err := measures.AnswerOne(t.Context(), d, link, "rich", number(5))
			castest.Is(t, err, db.ErrNotFound)
			for i, q := range []string{"happy", "satisfied", "worthwhile", "anxious"} { // happy is changed
				if one(q, k.said[q]) != (i == 3) {
					t.Errorf("%s: finished at the wrong time", q)
				}
			}
			_, err = measures.AnswerOne(t.Context(), d, link, "happy", number(1))
			castest.Is(t, err, asking.ErrFinished)
			all := of(c, person)
			if len(all) != 1 || all[0].Mode != measures.PersonAlone || len(all[0].Scores) != 4 {
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
				_, gone := asking.OfLink(s, "nobody's")
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
		if mail.Channel != messages.Email || mail.To != r.Email || strings.Contains(mail.Subject+mail.Text, "Doreen") || strings.Contains(mail.Text, "/questions/") {
			t.Errorf("%+v", mail.Message)
		}
		token := strings.TrimPrefix(mail.Secret, ways.BaseURL+"/questions/")
		find := func() error {
			return d.Read(t.Context(), func(s *db.Snapshot) error { _, err := links.Find(s, token); return err })
		}
		c.OK(find())
		for q := range ons4(5, 5, 5, 5) {
			_, err := measures.AnswerOne(t.Context(), d, link, q, number(5))
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
		waiting, err := asking.Waiting(s, person, asking.Instrument)
		if err != nil {
			return err
		}
		all, err := messages.About(s, "asking", waiting[0].ID)
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
			_, err := measures.Ask(t.Context(), d, c.Harbour.First, once.Key{}, person, "ons4", ways)
			castest.Refused(t, err, "link")
			castest.Is(t, askBy(c, c.Harbour.Second, person), db.ErrNotFound)
		}
	})
}

func askBy(c *castest.Cast, by access.Actor, person string) error {
	_, err := measures.Ask(c.Context(), c.DB, by, once.Key{}, person, "ons4", ways)
	return err
}

func number(n int) form.Given {
	if n == measures.RatherNot {
		return form.Given{Declined: true}
	}
	return form.Given{Values: []string{strconv.Itoa(n)}}
}

// choose says what the area says of an instrument, as it stands.
func choose(c *castest.Cast, by access.Actor, id string, change func(*measures.Choice)) error {
	c.Helper()
	var o measures.Offer
	c.Read(func(s *db.Snapshot) (err error) { o, err = measures.GetOffer(s, id); return })
	choice := measures.Choice{On: true, Permission: o.Permission, ReaderID: o.ReaderID, Version: o.Version}
	change(&choice)
	return measures.Choose(c.Context(), c.DB, by, once.Key{}, id, choice)
}

const wording = `{"instrument":"swemwbs","lead":"The last two weeks.","questions":{"swem_1":"A","swem_2":"B","swem_3":"C","swem_4":"D","swem_5":"E","swem_6":"F","swem_7":"G"},
	"answers":{"time":{"1":"None","2":"Rarely","3":"Some","4":"Often","5":"All"}}}`

// An area chooses its instruments. One without wording, permission or a reader
// cannot be switched on.
func TestAnAreaChoosesItsInstruments(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		nothing := func(*measures.Choice) {}
		for _, by := range []access.Actor{c.Harbour.First, c.Harbour.Manager, c.Harbour.Practice} {
			castest.Is(t, choose(c, by, "ucla3", nothing), db.ErrNotFound)
		}
		castest.Is(t, measures.Choose(t.Context(), d, c.Admin, once.Key{}, "tis6", measures.Choice{On: true}), db.ErrNotFound)
		castest.Refused(t, choose(c, c.Admin, "phq9", nothing), "reader")
		castest.Refused(t, choose(c, c.Admin, "phq9", func(ch *measures.Choice) { ch.ReaderID = c.Harbour.Practice.AccountID }), "reader")
		castest.Refused(t, choose(c, c.Admin, "swemwbs", nothing), "wording")
		castest.Refused(t, choose(c, c.Admin, "swemwbs", func(ch *measures.Choice) { ch.Wording = "{}" }), "wording")
		castest.Refused(t, choose(c, c.Admin, "swemwbs", func(ch *measures.Choice) { ch.Wording = wording }), "permission")
		castest.Refused(t, choose(c, c.Admin, "pam13", nothing), "permission")
		castest.Is(t, choose(c, c.Admin, "ucla3", func(ch *measures.Choice) { ch.Version = 7 }), db.ErrConflict)
		c.OK(choose(c, c.Admin, "ucla3", nothing))
		c.OK(choose(c, c.Admin, "swemwbs", func(ch *measures.Choice) { ch.Wording, ch.Permission = wording, "Warwick, 3 November 2026, this area" }))
		c.OK(choose(c, c.Admin, "phq9", func(ch *measures.Choice) { ch.ReaderID = c.Harbour.Manager.AccountID }))
		c.OK(choose(c, c.Admin, "ons4", func(ch *measures.Choice) { ch.On = false }))
		c.Read(func(s *db.Snapshot) error {
			on, err := measures.On(s)
			var names []string
			for _, o := range on {
				names = append(names, o.ID)
			}
			if strings.Join(names, " ") != "phq9 swemwbs ucla3" || on[1].PermittedBy != c.Admin.Name || on[1].Questions[0].Words != "A" {
				t.Errorf("%v", names)
			}
			return err
		})
		c.OK(choose(c, c.Admin, "swemwbs", func(ch *measures.Choice) { ch.On = false })) // the wording stays
		person := c.Supported(c.Harbour.First)
		castest.Is(t, func() error {
			_, err := measures.Record(t.Context(), d, c.Harbour.First, once.Key{}, person, measures.Numbers("swemwbs", c.Today(), map[string]int{}))
			return err
		}(), db.ErrNotFound)
		c.OK(choose(c, c.Admin, "swemwbs", nothing))
		said := map[string]int{}
		for i := range 7 {
			said["swem_"+strconv.Itoa(i+1)] = 3
		}
		_, err := measures.Record(t.Context(), d, c.Harbour.First, once.Key{}, person, measures.Numbers("swemwbs", c.Today(), said))
		c.OK(err)
		if s, ok := of(c, person)[0].Score("metric"); !ok || s.Value != 19.25 {
			t.Errorf("%+v", s)
		}
	})
}

// A worrying answer to PHQ-9 is on the worker's day and on that of the reader,
// who learns the person's name only where they may see the record.
func TestAReaderIsTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		for reader, sees := range map[string]bool{c.Harbour.Manager.AccountID: true, c.Canalside.First.AccountID: false} {
			c.OK(choose(c, c.Admin, "phq9", func(ch *measures.Choice) { ch.ReaderID = reader }))
			person := c.Supported(c.Harbour.First)
			_, err := measures.Ask(t.Context(), d, c.Harbour.First, once.Key{}, person, "phq9", ways)
			c.OK(err)
			link := linkOf(c, person)
			for i := range 9 {
				_, err := measures.AnswerOne(t.Context(), d, link, "phq_"+strconv.Itoa(i+1), number(1))
				c.OK(err)
			}
			c.Read(func(s *db.Snapshot) error {
				for account, named := range map[string]bool{c.Harbour.First.AccountID: true, reader: sees} {
					todo, err := diary.ToDo(s, account, c.Today())
					if err != nil {
						return err
					}
					i := slices.IndexFunc(todo, func(task diary.Task) bool {
						return task.Kind == diary.Measures && task.Urgent && (task.PersonID == person) == named
					})
					if i < 0 {
						t.Errorf("%s: %+v", account, todo)
					}
				}
				return nil
			})
		}
	})
}

// Whoever asks somebody themselves has read the answers; worrying ones go to the
// reader as well.
func TestAReaderIsToldOfWorriesThatStaffHear(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		c.OK(choose(c, c.Admin, "phq9", func(ch *measures.Choice) { ch.ReaderID = c.Harbour.Manager.AccountID }))
		for points, want := range []int{0, 1} { // all nine are 0, then all are 1
			said := map[string]int{}
			for i := range 9 {
				said["phq_"+strconv.Itoa(i+1)] = points
			}
			person := c.Supported(c.Harbour.First)
			_, err := measures.Record(t.Context(), d, c.Harbour.First, once.Key{}, person, measures.Numbers("phq9", c.Today(), said))
			c.OK(err)
			c.Read(func(s *db.Snapshot) error {
				todo, err := diary.ToDo(s, c.Harbour.Manager.AccountID, c.Today())
				todo = slices.DeleteFunc(todo, func(task diary.Task) bool {
					return task.Kind != diary.Measures || task.PersonID != person || !task.Urgent
				})
				if len(todo) != want {
					t.Errorf("all %d: %+v", points, todo)
				}
				return err
			})
		}
	})
}

// A total is typed in by staff and never asked by a link.
func TestTotalsAreTypedIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		c.OK(choose(c, c.Admin, "pam13", func(ch *measures.Choice) { ch.Permission = "Our licence of 2026" }))
		person := c.Supported(c.Harbour.First)
		_, err := measures.Ask(t.Context(), d, c.Harbour.First, once.Key{}, person, "pam13", ways)
		castest.Refused(t, err, "link")
		record := func(words string) error {
			a := measures.Asked{Instrument: "pam13", Day: c.Today(), Who: measures.WithHelp, Given: map[string]form.Given{"pam": {Values: []string{words}}}}
			_, err := measures.Record(t.Context(), d, c.Harbour.First, once.Key{}, person, a)
			return err
		}
		castest.Refused(t, record("120"), "pam")
		castest.Refused(t, record(""), "pam")
		c.OK(record("56.1"))
		all := of(c, person)
		if s, ok := all[0].Score("pam"); !ok || s.Value != 56.1 || all[0].Words() != "asked by staff, with help" {
			t.Errorf("%+v", all)
		}
	})
}
