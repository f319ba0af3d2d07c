package practicalhelp_test

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	help "linkwork/internal/practicalhelp"
)

// scene is a pot of 100 pounds and somebody who is supported.
type scene struct {
	*castest.Cast
	pot, person string
}

func set(t *testing.T, d *db.DB, otherApprover bool) scene {
	c := castest.New(t, d)
	pot, err := help.SavePot(t.Context(), d, c.Harbour.Manager, once.Key{}, help.Pot{TeamID: c.Harbour.TeamID, Name: "Fuel", Kind: "fuel-voucher", Funder: "The council", Total: 10000, OtherApprover: otherApprover})
	c.OK(err)
	return scene{c, pot, c.Supported(c.Harbour.First)}
}

func (s scene) ask(by access.Actor, amount help.Pence) (string, error) {
	return help.Ask(s.Context(), s.DB, by, once.Key{}, help.Award{PersonID: s.person, PotID: s.pot, What: "Heating", Amount: amount})
}

func (s scene) asked(amount help.Pence) string {
	s.Helper()
	id, err := s.ask(s.Harbour.First, amount)
	s.OK(err)
	return id
}

func (s scene) award(id string) (a help.Award) {
	s.Helper()
	s.Read(func(r *db.Snapshot) (err error) { a, err = help.TheAward(r, s.Harbour.Manager, s.person, id); return })
	return a
}

func (s scene) move(by access.Actor, id string, to help.State) error {
	return help.Move(s.Context(), s.DB, by, once.Key{}, help.Step{PersonID: s.person, AwardID: id, Version: s.award(id).Version, To: to, Words: "As agreed"})
}

func (s scene) left() (left help.Pence) {
	s.Helper()
	s.Read(func(r *db.Snapshot) error {
		p, err := help.ThePot(r, s.Harbour.Manager, s.pot)
		left = p.Left()
		return err
	})
	return left
}

func TestAnAwardGoesFromAskingToUse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := set(t, d, false)
		id := s.asked(4900)
		if s.left() != 10000 {
			t.Error("asking takes money")
		}
		castest.Refused(t, s.move(s.Harbour.First, id, help.Approved), "to") // a manager decides
		s.OK(s.move(s.Harbour.Manager, id, help.Approved))
		stale := help.Step{PersonID: s.person, AwardID: id, Version: 1, To: help.Issued}
		castest.Is(t, help.Move(t.Context(), d, s.Harbour.First, once.Key{}, stale), db.ErrConflict)
		castest.Is(t, s.move(s.Harbour.First, id, help.Redeemed), db.ErrConflict) // nobody has it yet
		s.OK(help.Move(t.Context(), d, s.Harbour.First, once.Key{}, help.Step{PersonID: s.person, AwardID: id, Version: s.award(id).Version, To: help.Issued, Number: "FV-20481234"}))
		s.OK(s.move(s.Harbour.First, id, help.Returned))
		a := s.award(id)
		if a.Approver != "Jo Hart" || a.Number != "FV-20481234" || a.Masked() != "ends 1234" || s.left() != 10000 {
			t.Errorf("%+v, left %s", a, s.left())
		}
		s.Read(func(r *db.Snapshot) error {
			events, err := help.Events(r, id)
			if len(events) != 4 || events[1].ByName != "Jo Hart" || events[3].To != help.Returned {
				t.Errorf("%+v", events)
			}
			return err
		})
	})
}

func TestWhoAskedMayNotApproveWhereThePotSaysSo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := set(t, d, true)
		id, err := s.ask(s.Harbour.Manager, 1000)
		s.OK(err)
		castest.Refused(t, s.move(s.Harbour.Manager, id, help.Approved), "to")
		s.OK(s.move(s.Harbour.Manager, s.asked(1000), help.Approved))
	})
}

func TestAPotIsNeverOverspentHoweverManyApproveAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := set(t, d, false)
		var ids []string
		for range 6 {
			ids = append(ids, s.asked(3000))
		}
		errs := make([]error, len(ids))
		var all sync.WaitGroup
		for i, id := range ids {
			all.Go(func() {
				errs[i] = help.Move(t.Context(), d, s.Harbour.Manager, once.Key{}, help.Step{PersonID: s.person, AwardID: id, Version: 1, To: help.Approved})
			})
		}
		all.Wait()
		approved := 0
		for _, err := range errs {
			if err == nil {
				approved++
			} else if castest.Message(err, "to") == "" {
				t.Error(err)
			}
		}
		if approved != 3 || s.left() != 1000 {
			t.Errorf("%d approved, %s left", approved, s.left())
		}
		_, err := s.ask(s.Harbour.First, 1001)
		castest.Refused(t, err, "amount")
		castest.Refused(t, errOf(help.SavePot(t.Context(), d, s.Harbour.Manager, once.Key{}, help.Pot{ID: s.pot, Version: 1, Name: "Fuel", Funder: "The council", Total: 8999})), "total")
	})
}

func errOf[T any](_ T, err error) error { return err }

func TestForeignPotsAndPeopleAreNotThere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := set(t, d, false)
		id := s.asked(1000)
		for _, stranger := range []access.Actor{s.Harbour.Second, s.Canalside.Manager, s.Harbour.Practice, s.Admin} {
			castest.Is(t, errOf(s.ask(stranger, 100)), db.ErrNotFound)
			castest.Is(t, s.move(stranger, id, help.Withdrawn), db.ErrNotFound)
			s.Read(func(r *db.Snapshot) error {
				list, err := help.Of(r, stranger, s.person)
				reg, err2 := help.TheRegister(r, stranger, help.Filter{})
				if len(list) != 0 || reg.Total != 0 || reg.Sum != 0 {
					t.Errorf("%s sees %d and %d", stranger.Name, len(list), reg.Total)
				}
				return errors.Join(err, err2)
			})
		}
		castest.Is(t, errOf(help.SavePot(t.Context(), d, s.Canalside.Manager, once.Key{}, help.Pot{ID: s.pot, Version: 1, Name: "Mine", Funder: "Me", Total: 1})), db.ErrNotFound)
		castest.Is(t, errOf(help.SavePot(t.Context(), d, s.Harbour.First, once.Key{}, help.Pot{TeamID: s.Harbour.TeamID, Name: "Mine", Kind: "other", Funder: "Me", Total: 1})), db.ErrNotFound)
		other, err := help.SavePot(t.Context(), d, s.Canalside.Manager, once.Key{}, help.Pot{TeamID: s.Canalside.TeamID, Name: "Food", Kind: "food-voucher", Funder: "A charity", Total: 1000})
		s.OK(err)
		_, err = help.Ask(t.Context(), d, s.Harbour.First, once.Key{}, help.Award{PersonID: s.person, PotID: other, What: "Food", Amount: 100})
		castest.Refused(t, err, "pot")
	})
}

func TestWhatIsAskedForMustSaySo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := set(t, d, false)
		ask := func(a help.Award) error {
			a.PersonID = s.person
			return errOf(help.Ask(t.Context(), d, s.Harbour.First, once.Key{}, a))
		}
		castest.Refused(t, ask(help.Award{PotID: s.pot, Amount: 100}), "what")
		castest.Refused(t, ask(help.Award{PotID: s.pot, What: "Heating"}), "amount")
		castest.Refused(t, ask(help.Award{What: "Heating", Kind: "gold"}), "kind")
		castest.Refused(t, ask(help.Award{What: "Respite", Kind: "personal-health-budget"}), "review_on")
		castest.Refused(t, ask(help.Award{What: "Respite", Kind: "other", ReviewOn: s.Today().AddDays(-1)}), "review_on")
		s.OK(ask(help.Award{What: "Respite", Kind: "personal-health-budget", Approver: "The integrated care board", ReviewOn: s.Today().AddMonths(3)}))
		refuse := help.Step{PersonID: s.person, AwardID: s.asked(100), Version: 1, To: help.Refused}
		castest.Refused(t, help.Move(t.Context(), d, s.Harbour.Manager, once.Key{}, refuse), "words")
	})
}

func TestIncomeIsCountedForOneYearByItsRule(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := set(t, d, false)
		gain := func(i help.Income) error {
			i.PersonID = s.person
			return help.Gain(t.Context(), d, s.Harbour.First, once.Key{}, i)
		}
		castest.Refused(t, gain(help.Income{Amount: 100, Every: "week", Since: s.Today()}), "source")
		castest.Refused(t, gain(help.Income{Source: "AA", Every: "week", Since: s.Today()}), "amount")
		castest.Refused(t, gain(help.Income{Source: "AA", Amount: 100, Every: "day", Since: s.Today()}), "every")
		castest.Refused(t, gain(help.Income{Source: "AA", Amount: 100, Every: "week"}), "since")
		s.OK(gain(help.Income{Source: "Attendance Allowance", Amount: 7265, Every: "week", Since: s.Today(), Sure: true}))
		s.OK(gain(help.Income{Source: "Discount", Amount: 1000, Every: "month", Since: s.Today()}))
		s.OK(gain(help.Income{Source: "Grant", Amount: 5000, Every: "once", Since: s.Today(), Sure: true}))
		var list []help.Income
		s.Read(func(r *db.Snapshot) (err error) { list, err = help.Incomes(r, s.Harbour.First, s.person); return })
		if g := help.Sum(list); g.Sure != 7265*52+5000 || g.Estimated != 12000 {
			t.Errorf("%+v", g)
		}
		mistake := list[slices.IndexFunc(list, func(i help.Income) bool { return i.Source == "Grant" })]
		castest.Is(t, help.TakeBack(t.Context(), d, s.Harbour.Second, once.Key{}, s.person, mistake.ID), db.ErrNotFound)
		s.OK(help.TakeBack(t.Context(), d, s.Harbour.First, once.Key{}, s.person, mistake.ID))
		s.Read(func(r *db.Snapshot) error {
			mine, err := help.TeamIncomes(r, s.Harbour.Manager, s.Today().AddMonths(-1))
			later, err2 := help.TeamIncomes(r, s.Harbour.Manager, dates.Of(r.Now()).AddDays(1))
			if help.Sum(mine).Sure != 7265*52 || len(later) != 0 {
				t.Errorf("%+v, later %d", mine, len(later))
			}
			return errors.Join(err, err2)
		})
	})
}

// TestNoWayLeadsOutOfTheTable moves an award at random, by whoever, and expects
// exactly what the table of states says; the pot always adds up.
func TestNoWayLeadsOutOfTheTable(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := set(t, d, false)
		rapid.Check(t, func(rt *rapid.T) {
			id, state := s.asked(50), help.Asked
			before := s.left()
			for range rapid.IntRange(1, 6).Draw(rt, "steps") {
				to := rapid.SampledFrom(help.States).Draw(rt, "to")
				err := s.move(s.Harbour.Manager, id, to)
				if (err == nil) != state.May(to) {
					rt.Fatalf("%s to %s: %v", state, to, err)
				}
				if err == nil {
					state = to
				}
				want := before
				if state.Counts() {
					want -= 50
				}
				if a := s.award(id); a.State != state || s.left() != want {
					rt.Fatalf("%s, want %s; %s left, want %s", a.State, state, s.left(), want)
				}
			}
			if state.May(help.Withdrawn) {
				s.OK(s.move(s.Harbour.Manager, id, help.Withdrawn))
			} else if state == help.Issued {
				s.OK(s.move(s.Harbour.Manager, id, help.Returned))
			}
		})
	})
}
