package measures_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/forms/form"
	"linkwork/internal/instruments"
	"linkwork/internal/measures"
	"linkwork/internal/messages"
)

// phq9 are answers to PHQ-9: nothing but thoughts of being better off dead, every
// day.
func phq9(day dates.Date, last int) measures.Asked {
	said := map[string]int{}
	for i := range 9 {
		said["phq_"+strconv.Itoa(i+1)] = 0
	}
	said["phq_9"] = last
	return measures.Numbers("phq9", day, said)
}

func toRead(c *castest.Cast, by access.Actor) (all []diary.Task) {
	c.Read(func(s *db.Snapshot) (err error) { all, err = measures.ToRead(s, by.AccountID); return })
	return all
}

// A worrying answer is marked on the record until somebody notes what they did.
func TestAWorryStaysUntilSomebodyNotesWhatTheyDid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		c.OK(choose(c, c.Admin, "phq9", func(ch *measures.Choice) { ch.ReaderID = n.Manager.AccountID }))
		person := c.Supported(n.First)
		_, err := measures.Ask(t.Context(), d, n.First, once.Key{}, person, "phq9", ways)
		c.OK(err)
		link := linkOf(c, person)
		for i := range 9 {
			_, err := measures.AnswerOne(t.Context(), d, link, "phq_"+strconv.Itoa(i+1), number(i/8*3)) // the last alone
			c.OK(err)
		}
		r := of(c, person)[0]
		if words := r.WorryWords(r.Pack()); len(words) != 1 || words[0] != "Question 9, thoughts of being better off dead or of hurting themselves: Nearly every day" {
			t.Errorf("%q", words)
		}
		if r.ReadWords() != "Not read yet" || !r.Waits() {
			t.Errorf("%+v", r.Notes)
		}
		var mails []messages.Entry
		c.Read(func(s *db.Snapshot) (err error) { mails, err = messages.About(s, "response", r.ID); return })
		if len(mails) != 1 || !strings.Contains(mails[0].Text, "Somebody’s answers need reading today. Open Linkwork.") || strings.Contains(mails[0].Subject+mails[0].Text, "PHQ") || mails[0].PersonID != "" {
			t.Errorf("%+v", mails)
		}
		if got := toRead(c, n.Manager); len(got) != 1 || got[0].AboutID != r.ID {
			t.Errorf("%+v", got)
		}
		other := c.Supported(n.First)
		castest.Is(t, measures.NoteRead(t.Context(), d, n.Second, once.Key{}, person, r.ID), db.ErrNotFound)
		castest.Is(t, measures.NoteRead(t.Context(), d, n.First, once.Key{}, other, r.ID), db.ErrNotFound)
		c.OK(measures.NoteRead(t.Context(), d, n.Manager, once.Key{}, person, r.ID))
		if got := toRead(c, n.Manager); len(got) != 0 {
			t.Errorf("read, and still to read: %+v", got)
		}
		if got := toRead(c, n.First); len(got) != 1 {
			t.Errorf("nothing was done, and nobody is asked: %+v", got)
		}
		castest.Refused(t, measures.NoteDone(t.Context(), d, n.First, once.Key{}, person, r.ID, " "), "did")
		if r = of(c, person)[0]; !r.Waits() || !strings.HasPrefix(r.ReadWords(), "Read by "+n.Manager.Name) {
			t.Errorf("%+v", r.Notes)
		}
		c.OK(measures.NoteDone(t.Context(), d, n.First, once.Key{}, person, r.ID, " Rang. They are safe, with their sister. "))
		if r = of(c, person)[0]; r.Waits() || len(r.Done()) != 1 || r.Done()[0].ByName != n.First.Name || r.Done()[0].Words != "Rang. They are safe, with their sister." {
			t.Errorf("%+v", r.Notes)
		}
		if got := toRead(c, n.First); len(got) != 0 {
			t.Errorf("done, and still asked: %+v", got)
		}
	})
}

// Answers that are taken out or corrected count nowhere, and stay.
func TestAnswersAreTakenOutAndCorrected(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		c.OK(measures.SetSchedule(t.Context(), d, c.Admin, once.Key{}, "ons4", measures.Timing{On: true, FirstDays: 28, Months: "3", Weeks: 4}))
		person := c.Supported(n.First)
		record := func(satisfied int) string {
			_, err := measures.Record(t.Context(), d, n.First, once.Key{}, person, measures.Numbers("ons4", c.Today(), ons4(satisfied, 5, 5, 5)))
			c.OK(err)
			all := of(c, person)
			return all[len(all)-1].ID
		}
		due := func() (n int) {
			c.Read(func(s *db.Snapshot) error {
				all, err := casework.MeasuresDueOf(s, c.Harbour.First, person)
				n = len(all)
				return err
			})
			return n
		}
		began := func() (people []measures.Course) {
			c.Read(func(s *db.Snapshot) error {
				pack, _ := instruments.Find("ons4")
				g, err := measures.GroupOf(s, n.Manager, measures.Inquiry{Pack: pack, Scale: pack.Scales[0], From: c.Today(), To: c.Today()})
				people = g.People
				return err
			})
			return people
		}
		id := record(1) // worrying
		if due() != 0 || len(began()) != 1 {
			t.Fatal("the answers do not count")
		}
		correct := func(by access.Actor, person, id string, a measures.Asked, why string) error {
			_, err := measures.Correct(t.Context(), d, by, once.Key{}, person, id, a, why)
			return err
		}
		right := measures.Numbers("ons4", c.Today(), ons4(7, 5, 5, 5))
		castest.Refused(t, correct(n.First, person, id, right, ""), "why")
		castest.Refused(t, correct(n.First, person, id, measures.Numbers("ons4", c.Today(), ons4(70, 5, 5, 5)), "a slip"), "satisfied")
		castest.Is(t, correct(n.Second, person, id, right, "a slip"), db.ErrNotFound)
		castest.Is(t, correct(n.First, c.Supported(n.First), id, right, "a slip"), db.ErrNotFound)
		c.OK(correct(n.First, person, id, right, " A slip of the pen. "))
		all := of(c, person)
		if len(all) != 1 || all[0].CorrectsID != id || all[0].Mode != measures.StaffAsked || began()[0].First != 7 {
			t.Fatalf("%+v", all)
		}
		castest.Is(t, correct(n.First, person, id, right, "again"), db.ErrConflict)
		later := all[0].ID
		for _, bad := range []asking.OutHow{"", asking.Corrected} {
			castest.Refused(t, measures.TakeOut(t.Context(), d, n.First, once.Key{}, person, later, bad, "x"), "how")
		}
		castest.Refused(t, measures.TakeOut(t.Context(), d, n.First, once.Key{}, person, later, asking.NotTheirs, ""), "why")
		castest.Is(t, measures.TakeOut(t.Context(), d, n.Second, once.Key{}, person, later, asking.NotTheirs, "x"), db.ErrNotFound)
		c.OK(measures.TakeOut(t.Context(), d, n.First, once.Key{}, person, later, asking.NotTheirs, "Their brother answered"))
		if len(of(c, person)) != 0 || due() != 1 || len(began()) != 0 {
			t.Error("answers that were taken out count")
		}
		c.Read(func(s *db.Snapshot) error {
			out, err := measures.TakenOut(s, person)
			if len(out) != 2 || !slices.ContainsFunc(out, func(r measures.Response) bool {
				return r.Out.Words() == "Not this person’s answers, "+c.Today().Long()+", "+n.First.Name+": Their brother answered" && r.Answers["satisfied"].Text == "7"
			}) || !slices.ContainsFunc(out, func(r measures.Response) bool {
				return r.Out.How == asking.Corrected && r.Out.Why == "A slip of the pen."
			}) {
				t.Errorf("%+v", out)
			}
			return err
		})
	})
}

// A correction that worries anew is to be looked at anew; else what was done
// about the earlier answers was done about these.
func TestACorrectionKeepsWhatWasDone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		c.OK(choose(c, c.Admin, "phq9", func(ch *measures.Choice) { ch.ReaderID = n.Manager.AccountID }))
		for from, waits := range map[int]bool{1: false, 0: true} {
			person := c.Supported(n.First)
			_, err := measures.Record(t.Context(), d, n.First, once.Key{}, person, phq9(c.Today(), from))
			c.OK(err)
			id := of(c, person)[0].ID
			if from > 0 {
				c.OK(measures.NoteDone(t.Context(), d, n.First, once.Key{}, person, id, "Made a plan to stay safe"))
			}
			worries, err := measures.Correct(t.Context(), d, n.First, once.Key{}, person, id, phq9(c.Today(), 3), "Misheard")
			c.OK(err)
			told := slices.ContainsFunc(toRead(c, n.Manager), func(task diary.Task) bool { return task.PersonID == person })
			if r := of(c, person)[0]; r.Waits() != waits || told != waits || len(worries) != 1 || r.ReadWords() == "Not read yet" {
				t.Errorf("from %d: waits %v, told %v, %+v", from, r.Waits(), told, r.Notes)
			}
		}
	})
}

// Nobody answers long before anybody here knew them.
func TestTheDayOfAnswersIsPossible(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person := c.Supported(c.Harbour.First)
		record := func(person string, day dates.Date) error {
			_, err := measures.Record(t.Context(), d, c.Harbour.First, once.Key{}, person, measures.Numbers("ons4", day, ons4(5, 5, 5, 5)))
			return err
		}
		castest.Refused(t, record(person, dates.Date{Year: 1947, Month: 11, Day: 27}), "day")
		castest.Refused(t, record(person, c.Today().AddMonths(-24).AddDays(-1)), "day")
		c.OK(record(person, c.Today().AddMonths(-24)))
	})
}

// That something could not be asked stands on the record and can be taken back.
func TestNotPossibleIsTakenBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		c.OK(measures.SetSchedule(t.Context(), d, c.Admin, once.Key{}, "ons4", measures.Timing{On: true, FirstDays: 28, Months: "3", Weeks: 4}))
		person := c.Supported(n.First)
		c.OK(casework.CannotAsk(t.Context(), d, n.First, once.Key{}, person, "ons4", 0, form.Unable))
		misses := func() (all []measures.Miss, due int) {
			c.Read(func(s *db.Snapshot) (err error) {
				if all, err = measures.MissesOf(s, person); err != nil {
					return err
				}
				waves, err := casework.MeasuresDueOf(s, n.First, person)
				due = len(waves)
				return err
			})
			return all, due
		}
		all, due := misses()
		if len(all) != 1 || due != 0 || all[0].ByName != n.First.Name || all[0].Words() != "First" {
			t.Fatalf("%+v, due %d", all, due)
		}
		castest.Is(t, measures.PossibleAfterAll(t.Context(), d, n.Second, once.Key{}, person, all[0].ID), db.ErrNotFound)
		castest.Is(t, measures.PossibleAfterAll(t.Context(), d, n.First, once.Key{}, c.Supported(n.First), all[0].ID), db.ErrNotFound)
		c.OK(measures.PossibleAfterAll(t.Context(), d, n.First, once.Key{}, person, all[0].ID))
		castest.Is(t, measures.PossibleAfterAll(t.Context(), d, n.First, once.Key{}, person, all[0].ID), db.ErrNotFound)
		if all, due = misses(); len(all) != 0 || due != 1 {
			t.Errorf("%+v, due %d", all, due)
		}
	})
}
