package casework_test

import (
	"testing"
	"time"

	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
)

// planned is a person of the first worker whose plan has one goal.
func planned(c *castest.Cast) (person string, goal casework.Goal) {
	person = c.Supported(c.Harbour.First)
	c.OK(casework.AddGoal(c.Context(), c.DB, c.Harbour.First, once.Key{}, casework.Goal{PersonID: person, Words: "Sing again", Importance: 9},
		casework.Action{Words: "Find a choir", Who: "worker", Due: c.Today().AddDays(3)}))
	return person, goalsOf(c, person)[0]
}

func goalsOf(c *castest.Cast, person string) (goals []casework.Goal) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) {
		goals, err = casework.GoalsOf(s, c.Case(c.Harbour.First, person).ID)
		return err
	})
	return goals
}

func planOf(c *castest.Cast, person string) (p casework.Plan) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) {
		p, err = casework.ThePlan(s, c.Case(c.Harbour.First, person).ID)
		return err
	})
	return p
}

func TestWhatAPersonSaysOfThemselvesIsKeptPartByPart(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person := c.Supported(amina)
		say := func(words map[string]string) error {
			return casework.SayAboutMe(t.Context(), d, amina, once.Key{}, person, words)
		}
		c.OK(say(map[string]string{"people": "My sister", "wellness": " Good days have sun "}))
		c.Clock.Advance(time.Hour)
		c.OK(say(map[string]string{"people": "My sister and Ned", "wellness": "Good days have sun", "nonsense": "x"}))
		c.Clock.Advance(time.Hour)
		c.OK(say(map[string]string{"people": ""}))
		c.Read(func(s *db.Snapshot) error {
			said, err := casework.AboutOf(s, person)
			if said.Now("people") != "" || len(said.Before("people")) != 2 || said.Before("people")[0].Words != "My sister and Ned" {
				t.Errorf("people: %+v", said["people"])
			}
			if said.Now("wellness") != "Good days have sun" || len(said["wellness"]) != 1 || len(said["nonsense"]) != 0 || said.Empty() {
				t.Errorf("%+v", said)
			}
			return err
		})
		castest.Is(t, casework.SayAboutMe(t.Context(), d, c.Harbour.Second, once.Key{}, person, map[string]string{"people": "x"}), db.ErrNotFound)
	})
}

func TestAPlanSaysWhenItChangedSinceItWasAgreed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		empty := c.Supported(amina)
		agree := func(person string, a casework.Agreement) error {
			return casework.AgreePlan(t.Context(), d, amina, once.Key{}, person, a)
		}
		castest.Refused(t, agree(empty, casework.Agreement{By: "person"}), "agreed_by") // nothing to agree on
		person, goal := planned(c)
		castest.Refused(t, agree(person, casework.Agreement{}), "agreed_by")
		castest.Refused(t, agree(person, casework.Agreement{By: "representative", Role: "attorney"}), "agreed_name")
		castest.Refused(t, agree(person, casework.Agreement{By: "representative", Name: "Nadia"}), "agreed_role")
		castest.Refused(t, agree(person, casework.Agreement{By: "person", On: c.Today().AddDays(1)}), "agreed_on")
		c.Clock.Advance(time.Minute)
		c.OK(agree(person, casework.Agreement{By: "person"}))
		if p := planOf(c, person); p.Agreed().On != c.Today() || p.ChangedSinceAgreed() {
			t.Errorf("agreed: %+v", p)
		}
		c.Clock.Advance(time.Minute)
		c.OK(casework.SettleAction(t.Context(), d, amina, once.Key{}, person, goal.Actions[0].ID, "done"))
		if planOf(c, person).ChangedSinceAgreed() {
			t.Error("doing what was agreed changed the plan")
		}
		c.OK(casework.AddStrength(t.Context(), d, amina, once.Key{}, person, "Knows every bus"))
		if !planOf(c, person).ChangedSinceAgreed() {
			t.Error("a change after the agreement does not show")
		}
		c.Clock.Advance(time.Minute)
		c.OK(agree(person, casework.Agreement{By: "representative", Name: "Nadia Marsh", Role: "attorney"}))
		if p := planOf(c, person); p.ChangedSinceAgreed() || p.Agreed().Name != "Nadia Marsh" || len(p.Agreements) != 2 {
			t.Errorf("agreed again: %+v", p)
		}
	})
}

func TestAReviewIsInTheDiaryOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person, _ := planned(c)
		set := func(p casework.Plan) error {
			return casework.SetReview(t.Context(), d, amina, once.Key{}, person, p)
		}
		castest.Refused(t, set(casework.Plan{ReviewOn: c.Today().AddDays(-1), Version: planOf(c, person).Version}), "review_on")
		for _, days := range []int{30, 60} {
			c.OK(set(casework.Plan{ReviewOn: c.Today().AddDays(days), Funding: "The council", Version: planOf(c, person).Version}))
		}
		castest.Is(t, set(casework.Plan{ReviewOn: c.Today(), Version: 1}), db.ErrConflict)
		var reviews []dates.Date
		c.Read(func(s *db.Snapshot) error {
			todo, err := diary.ToDoFor(s, person)
			for _, task := range todo {
				if task.Kind == diary.Review {
					reviews = append(reviews, task.Due)
				}
			}
			return err
		})
		if len(reviews) != 1 || reviews[0] != c.Today().AddDays(60) || planOf(c, person).Funding != "The council" {
			t.Errorf("reviews on %v, %+v", reviews, planOf(c, person))
		}
	})
}

func TestReadinessKeepsBothAnswersAndTheirHistory(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person, goal := planned(c)
		_, others := planned(c)
		say := func(r casework.Readiness) error {
			return casework.SayReadiness(t.Context(), d, amina, once.Key{}, person, r)
		}
		castest.Refused(t, say(casework.Readiness{GoalID: goal.ID}), "wants")
		castest.Refused(t, say(casework.Readiness{GoalID: goal.ID, Wants: "keen"}), "wants")
		castest.Refused(t, say(casework.Readiness{GoalID: goal.ID, Able: "no"}), "able")
		castest.Is(t, say(casework.Readiness{GoalID: others.ID, Wants: "wants"}), db.ErrNotFound)
		c.OK(say(casework.Readiness{GoalID: goal.ID, Wants: "wants", Able: "not-yet", Words: "A lift there"}))
		c.Clock.Advance(time.Hour)
		c.OK(say(casework.Readiness{GoalID: goal.ID, Able: "with-help"}))
		g := goalsOf(c, person)[0]
		if len(g.Readiness) != 2 || g.Ready().Able != "with-help" || g.Ready().NotYet() || !g.Readiness[1].NotYet() {
			t.Errorf("%+v", g.Readiness)
		}
	})
}

func TestGoalsAndActionsChangeForTheFirstToSave(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person, goal := planned(c)
		stale := goal
		goal.Words, goal.Outcome, goal.OutcomeWords = "Sing in a choir", "partly", "Twice in spring"
		c.OK(casework.ChangeGoal(t.Context(), d, amina, once.Key{}, goal))
		castest.Is(t, casework.ChangeGoal(t.Context(), d, amina, once.Key{}, stale), db.ErrConflict)
		bad := goalsOf(c, person)[0]
		bad.Outcome = "won"
		castest.Refused(t, casework.ChangeGoal(t.Context(), d, amina, once.Key{}, bad), "outcome")

		a := goal.Actions[0]
		a.PersonID = person
		old := a
		a.Who, a.WhoName, a.Strategies, a.StageGoal = "other", "Her sister", "Going together", "Hum at home"
		c.OK(casework.ChangeAction(t.Context(), d, amina, once.Key{}, a))
		castest.Is(t, casework.ChangeAction(t.Context(), d, amina, once.Key{}, old), db.ErrConflict)
		nameless := goalsOf(c, person)[0].Actions[0]
		nameless.WhoName = " "
		castest.Refused(t, casework.ChangeAction(t.Context(), d, amina, once.Key{}, nameless), "who_name")
		g := goalsOf(c, person)[0]
		if g.Words != "Sing in a choir" || g.OutcomeWords != "Twice in spring" || g.Actions[0].WhoName != "Her sister" || g.Actions[0].StageState != "open" || g.Actions[0].ChangedOn != c.Today() {
			t.Errorf("%+v", g)
		}
		c.Read(func(s *db.Snapshot) error {
			todo, err := diary.ToDoFor(s, person)
			for _, task := range todo {
				if task.Kind == diary.Action {
					t.Error("what somebody else does is in the worker's diary")
				}
			}
			return err
		})
	})
}

func TestANeedIsTheReferrersUntilThePersonNamesIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person := c.Supported(amina)
		c.OK(casework.AddNeeds(t.Context(), d, amina, once.Key{}, person, []string{"loneliness", "food"}))
		c.Read(func(s *db.Snapshot) error {
			needs, err := casework.NeedsOf(s, c.Case(amina, person).ID)
			if len(needs) != 2 || !needs[0].ReferrerSees || !needs[0].PersonSees || needs[1].ReferrerSees || !needs[1].PersonSees {
				t.Errorf("%+v", needs)
			}
			return err
		})
	})
}
