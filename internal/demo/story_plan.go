package demo

import (
	"math/rand/v2"

	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

// aboutPeople is what people say of themselves, a set for each.
var aboutPeople = []map[string]string{
	{"people": "My sister, who calls on Sundays, and Mr Webb next door.", "communicate": "Speak slowly and face me. I hear better on my left.", "wellness": "On a good day I am up before the post comes.",
		"do-dont": "Please knock and wait. Please do not tidy.", "support": "Mornings are best.", "worth-knowing": "I was a signalman for 30 years."},
	{"people": "My two children, and the women from the laundry.", "communicate": "Write down times and places for me.", "support": "After the school run, before noon.", "helped-by": "My daughter"},
	{"wellness": "A bad day is one with the curtains shut.", "do-dont": "Please ask before you call anybody about me.", "worth-knowing": "My dog comes along."},
}

var strengthsOfPeople = []string{"Cooks for anybody who comes by", "Knows every bus in the county", "Speaks three languages", "Has got through worse", "Good with figures", "Grows tomatoes on a windowsill", "Always on time"}

var readinessOfPeople = []casework.Readiness{
	{Wants: "wants", Able: "with-help", Words: "Somebody to come along the first time"},
	{Wants: "wants", Able: "not-yet", Words: "The hip has to heal first"},
	{Wants: "not-yet", Able: "able", Words: "Not before the anniversary is over"},
	{Wants: "wants", Able: "able"},
}

// deepen adds to a plan what most people say in the second conversation:
// about themselves, what they can build on, how ready they feel; and agrees it.
func (s *story) deepen() error {
	r := rand.New(rand.NewPCG(seed, uint64(s.planned)))
	if err := casework.SayAboutMe(s.ctx, s.db, s.worker, none, s.person, aboutPeople[r.IntN(len(aboutPeople))]); err != nil {
		return err
	}
	if err := casework.AddNeeds(s.ctx, s.db, s.worker, none, s.person, []string{s.need}); err != nil {
		return err
	}
	for _, n := range r.Perm(len(strengthsOfPeople))[:1+r.IntN(2)] {
		if err := casework.AddStrength(s.ctx, s.db, s.worker, none, s.person, strengthsOfPeople[n]); err != nil {
			return err
		}
	}
	var plan casework.Plan
	var goals []casework.Goal
	err := s.db.Read(s.ctx, func(tx *db.Snapshot) error {
		c, err := casework.Latest(tx, s.worker, s.person)
		if err != nil {
			return err
		}
		if plan, err = casework.ThePlan(tx, c.ID); err != nil {
			return err
		}
		goals, err = casework.GoalsOf(tx, c.ID)
		return err
	})
	if err != nil {
		return err
	}
	if err := s.helpOut(r); err != nil {
		return err
	}
	if err := s.detail(r, goals[0], &plan); err != nil {
		return err
	}
	said := readinessOfPeople[r.IntN(len(readinessOfPeople))]
	said.GoalID = goals[0].ID
	if err := casework.SayReadiness(s.ctx, s.db, s.worker, none, s.person, said); err != nil {
		return err
	}
	plan.ReviewOn = s.today.AddDays(r.IntN(90) - 4).NextWorkingDay()
	if now := dates.Of(s.clock.Now()); plan.ReviewOn.Before(now) {
		plan.ReviewOn = now
	}
	if err := casework.SetReview(s.ctx, s.db, s.worker, none, s.person, plan); err != nil || r.IntN(5) == 0 {
		return err
	}
	agreed := casework.Agreement{By: "person"}
	if r.IntN(20) == 0 {
		agreed = casework.Agreement{By: "representative", Name: "A nephew", Role: "Attorney for health and welfare"}
	}
	return casework.AgreePlan(s.ctx, s.db, s.worker, none, s.person, agreed)
}

// detail gives some plans what only some plans have: a second step with a goal
// on the way, what came of a goal so far, who pays, and other plans.
func (s *story) detail(r *rand.Rand, g casework.Goal, plan *casework.Plan) error {
	if r.IntN(3) > 0 {
		return nil
	}
	now := dates.Of(s.clock.Now())
	err := casework.AddAction(s.ctx, s.db, s.worker, none, casework.Action{PersonID: s.person, GoalID: g.ID, Who: "other", WhoName: "A neighbour", Words: "Come along on the first day",
		Strategies: "Meet at the bus stop, ten minutes early", Due: now.AddDays(20), ReviewOn: now.AddDays(40), Confidence: 7,
		StageGoal: "Walk as far as the stop and back", StageState: "achieved", StageOutcome: "Twice last week"})
	if err != nil {
		return err
	}
	if r.IntN(2) == 0 {
		plan.Funding, plan.Documents = "A personal health budget is being asked for", "A care plan for diabetes, at the practice"
	}
	if err := s.riskThatPassed(r); err != nil {
		return err
	}
	g.OutcomeWords = "A start is made: the form is in"
	return casework.ChangeGoal(s.ctx, s.db, s.worker, none, g)
}

// riskThatPassed is a risk that was known for a while and holds no longer.
func (s *story) riskThatPassed(r *rand.Rand) error {
	if s.referral.Risk == referrals.RiskKnown || r.IntN(6) > 0 {
		return nil
	}
	if err := casework.StateRisk(s.ctx, s.db, s.worker, none, s.person, people.Risk{Words: "The stairs have no rail: meet downstairs.", Source: s.worker.Name}); err != nil {
		return err
	}
	return s.db.Write(s.ctx, func(tx *db.Tx) error {
		standing, err := people.StandingRisks(tx, s.person)
		if err != nil {
			return err
		}
		if err := people.EndRisk(tx, s.worker, s.person, standing[0].ID); err != nil {
			return err
		}
		return people.StateRisk(tx, s.worker.Audit(), s.person, people.Risk{NoneKnown: true, Source: s.worker.Name})
	})
}
