package circle_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/circle"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/vocabulary"
)

var keyless = once.Key{}

func around(c *castest.Cast, by access.Actor, person string) (now, before []circle.Supporter) {
	c.Helper()
	c.Read(func(r *db.Snapshot) (err error) { now, before, err = circle.Around(r, by, person); return })
	return
}

func TestSupportersAndWhatTheyMayKnow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		add := func(by access.Actor, s circle.Supporter) (string, error) {
			s.PersonID = person
			return circle.Add(t.Context(), d, by, keyless, s)
		}
		for field, s := range map[string]circle.Supporter{"name": {}, "role": {Name: "Ada", Role: "king"}, "phone": {Name: "Ada", Phone: "12"}, "seen_on": {Name: "Ada", SeenOn: c.Today().AddDays(1)}, "relation": {Name: "Ada", Relation: strings.Repeat("x", 101)}} {
			_, err := add(n.First, s)
			castest.Refused(t, err, field)
		}
		_, err := add(n.Second, circle.Supporter{Name: "Ada"})
		castest.Is(t, err, db.ErrNotFound)
		_, err = add(n.First, circle.Supporter{Name: "Zed", Relation: "neighbour"})
		c.OK(err)
		id, err := add(n.First, circle.Supporter{Name: "Ada", Relation: "daughter", Phone: "07700 900 444", Role: "attorney-health", SeenOn: c.Today(), Carer: true, Emergency: true})
		c.OK(err)
		now, _ := around(c, n.First, person)
		if len(now) != 2 || now[0].Name != "Ada" || now[0].Summary(c.Today()) != "Not asked what they may know: tell them nothing" {
			t.Fatalf("%+v", now)
		}
		if seen, _ := around(c, n.Second, person); len(seen) != 0 {
			t.Error("seen by a stranger")
		}
		say := func(by access.Actor, s circle.Said) error {
			s.PersonID, s.ID = person, id
			return circle.SayKnows(t.Context(), d, by, keyless, s)
		}
		castest.Is(t, say(n.Second, circle.Said{How: "by phone"}), db.ErrNotFound)
		castest.Refused(t, say(n.First, circle.Said{May: []string{"plan"}}), "how")
		castest.Refused(t, say(n.First, circle.Said{May: []string{"secrets"}, How: "by phone"}), "may")
		castest.Refused(t, say(n.First, circle.Said{How: "by phone", Until: c.Today().AddDays(-1)}), "until")
		c.OK(say(n.First, circle.Said{May: []string{"plan", "support"}, How: "in person", Until: c.Today().AddDays(7)}))
		now, _ = around(c, n.First, person)
		if got := now[0].Summary(c.Today()); got != "May know: that we support them; what is in the plan" {
			t.Errorf("%q", got)
		}
		if got := now[0].Summary(c.Today().AddDays(8)); got != "May know nothing" || len(now[0].Knows) != len(vocabulary.KnowTopics) {
			t.Errorf("after it ran out: %q", got)
		}
		c.OK(say(n.First, circle.Said{How: "by phone"}))
		now, _ = around(c, n.First, person)
		if got := now[0].Summary(c.Today()); got != "May know nothing" {
			t.Errorf("taken back: %q", got)
		}
		change := now[0]
		change.Phone = ""
		castest.Is(t, circle.Change(t.Context(), d, n.Second, keyless, change), db.ErrNotFound)
		c.OK(circle.Change(t.Context(), d, n.Manager, keyless, change))
		castest.Is(t, circle.Change(t.Context(), d, n.First, keyless, change), db.ErrConflict)
		castest.Is(t, circle.End(t.Context(), d, n.Second, keyless, person, id, 2), db.ErrNotFound)
		c.OK(circle.End(t.Context(), d, n.First, keyless, person, id, 2))
		castest.Is(t, circle.End(t.Context(), d, n.First, keyless, person, id, 3), db.ErrConflict)
		castest.Is(t, say(n.First, circle.Said{May: []string{"plan"}, How: "by phone"}), db.ErrConflict)
		if now, before := around(c, n.First, person); len(now) != 1 || len(before) != 1 {
			t.Errorf("%d are around, %d were", len(now), len(before))
		}
	})
}

func TestAHouseholdTellsNobodyOfARecordTheyMayNotSee(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		mine, theirs, also := c.Supported(n.First), c.Supported(n.Second), c.Supported(n.First)
		link := func(by access.Actor, one, other string) error {
			return circle.Link(t.Context(), d, by, keyless, one, other, "sisters")
		}
		mates := func(by access.Actor, person string) (list []circle.Housemate) {
			c.Read(func(r *db.Snapshot) (err error) { list, _, err = circle.Household(r, by, person); return })
			return list
		}
		castest.Is(t, link(n.First, mine, theirs), db.ErrNotFound)
		castest.Refused(t, link(n.First, mine, mine), "other")
		c.OK(link(n.Manager, theirs, mine))
		castest.Refused(t, link(n.Manager, mine, theirs), "other") // in either direction
		c.OK(link(n.First, mine, also))
		if list := mates(n.First, mine); len(list) != 1 || list[0].Person.ID != also {
			t.Errorf("the worker sees %+v", list)
		}
		if len(mates(n.Manager, mine)) != 2 || len(mates(n.Manager, theirs)) != 1 || len(mates(n.Second, theirs)) != 0 {
			t.Error("a household is seen by the wrong people")
		}
		hidden := mates(n.Manager, theirs)[0].LinkID
		castest.Is(t, circle.Unlink(t.Context(), d, n.First, keyless, mine, hidden), db.ErrNotFound)
		c.OK(circle.Unlink(t.Context(), d, n.Manager, keyless, mine, hidden))
		castest.Is(t, circle.Unlink(t.Context(), d, n.Manager, keyless, mine, hidden), db.ErrNotFound)
		c.OK(link(n.Manager, mine, theirs)) // and together again
		castest.Refused(t, circle.NoteHome(t.Context(), d, n.First, keyless, mine, " "), "home")
		castest.Is(t, circle.NoteHome(t.Context(), d, n.Second, keyless, mine, "A dog"), db.ErrNotFound)
		c.OK(circle.NoteHome(t.Context(), d, n.First, keyless, mine, "A dog"))
		c.Clock.Advance(1e9)
		c.OK(circle.NoteHome(t.Context(), d, n.First, keyless, mine, "Two dogs"))
		c.Read(func(r *db.Snapshot) error {
			_, note, err := circle.Household(r, n.First, mine)
			if note.Words != "Two dogs" {
				t.Errorf("%+v", note)
			}
			return err
		})
		castest.Is(t, d.Read(t.Context(), func(r *db.Snapshot) error { _, _, err := circle.Household(r, n.Second, mine); return err }), db.ErrNotFound)
	})
}

// able is a decision that the person could make.
func able(c *castest.Cast, person string) circle.Decision {
	return circle.Decision{PersonID: person, Kind: "money", Words: "Whether to take the loan, by Friday", Help: "Read the letter together, twice", CanDecide: true, Why: "She explained both sides.", On: c.Today(), AssessedBy: "Amina Yusuf, link worker"}
}

func TestADecisionIsLookedAtOnItsOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		decide := func(by access.Actor, x circle.Decision, earlier string) (string, error) {
			return circle.Decide(t.Context(), d, by, keyless, x, earlier)
		}
		_, err := decide(n.Second, able(c, person), "")
		castest.Is(t, err, db.ErrNotFound)
		for field, spoil := range map[string]func(*circle.Decision){"kind": func(x *circle.Decision) { x.Kind = "" }, "decision": func(x *circle.Decision) { x.Words = "" }, "help": func(x *circle.Decision) { x.Help = " " },
			"why": func(x *circle.Decision) { x.Why = "" }, "assessed_by": func(x *circle.Decision) { x.AssessedBy = "" }, "on": func(x *circle.Decision) { x.On = c.Today().AddDays(1) },
			"can_decide": func(x *circle.Decision) { x.Best = "No loan" }, "review_on": func(x *circle.Decision) { x.ReviewOn = c.Today().AddDays(-1) },
			"lacks": func(x *circle.Decision) { x.CanDecide, x.Cause = false, "A stroke" }, "cause": func(x *circle.Decision) { x.CanDecide, x.Lacks = false, []string{"weigh"} }} {
			bad := able(c, person)
			spoil(&bad)
			_, err := decide(n.First, bad, "")
			castest.Refused(t, err, field)
		}
		first, err := decide(n.First, able(c, person), "")
		c.OK(err)
		cannot := able(c, person)
		cannot.CanDecide, cannot.Lacks, cannot.Cause, cannot.Best = false, []string{"weigh", "retain"}, "A stroke in May", "No loan; the debt adviser helps"
		_, err = decide(n.First, cannot, first)
		castest.Refused(t, err, "consulted")
		castest.Refused(t, err, "least")
		cannot.Consulted, cannot.Least = "Herself, her daughter", "She never borrowed; it can be undone"
		second, err := decide(n.First, cannot, first)
		c.OK(err)
		_, err = decide(n.First, cannot, first)
		castest.Is(t, err, db.ErrConflict) // the earlier one is replaced already
		_, err = decide(n.First, cannot, "none")
		castest.Is(t, err, db.ErrNotFound)
		c.Read(func(r *db.Snapshot) error {
			list, err := circle.Decisions(r, n.First, person)
			if len(list) != 2 || list[0].ID != second || list[1].ReplacedBy != second || strings.Join(list[0].Lacks, " ") != "weigh retain" {
				t.Errorf("%+v", list)
			}
			others, err2 := circle.Decisions(r, n.Second, person)
			if len(others) != 0 || err2 != nil {
				t.Error("seen by a stranger")
			}
			return err
		})
	})
}

// TestNoAnswerContradictsTheAct tries any combination of answers: what is kept
// never says that somebody who can decide lacks an ability, or that one who
// cannot lacks none.
func TestNoAnswerContradictsTheAct(t *testing.T) {
	c := castest.New(t, dbtest.SQLite(t))
	person := c.Supported(c.Harbour.First)
	rapid.Check(t, func(rt *rapid.T) {
		x := able(c, person)
		x.CanDecide = rapid.Bool().Draw(rt, "can")
		for _, a := range vocabulary.CapacityAbilities {
			if rapid.Bool().Draw(rt, a.Code) {
				x.Lacks = append(x.Lacks, a.Code)
			}
		}
		words := rapid.SampledFrom([]string{"", "words"})
		x.Cause, x.Best, x.Consulted, x.Least = words.Draw(rt, "cause"), words.Draw(rt, "best"), words.Draw(rt, "consulted"), words.Draw(rt, "least")
		_, err := circle.Decide(c.Context(), c.DB, c.Harbour.First, keyless, x, "")
		lawful := x.CanDecide && len(x.Lacks) == 0 && x.Cause == "" && x.Best == "" ||
			!x.CanDecide && len(x.Lacks) > 0 && x.Cause != "" && (x.Best == "" || x.Consulted != "" && x.Least != "")
		if (err == nil) != lawful {
			rt.Fatalf("%+v: %v", x, err)
		}
	})
}
