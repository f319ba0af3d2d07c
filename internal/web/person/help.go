package person

import (
	"errors"

	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/practicalhelp"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

func showHelp(v *visit.Visit) error {
	return part(v, "Practical help", func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		awards, err := practicalhelp.Of(r, v.Actor, s.ID)
		if err != nil {
			return nil, err
		}
		incomes, err := practicalhelp.Incomes(r, v.Actor, s.ID)
		return helpBody(s, awards, incomes, visit.NewToken()), err
	})
}

func showAskForHelp(v *visit.Visit) error { return askForHelpForm(v, nil) }

func askForHelpForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Arrange practical help", "/help", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		if !s.Case.Open() {
			return nil, casework.ErrNoOpenCase
		}
		pots, err := practicalhelp.Pots(r, v.Actor)
		return askForHelpPage(v.Fields, s, pots, visit.NewToken(), visit.Faults(bad)), err
	})
}

func askForHelp(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	a := practicalhelp.Award{PersonID: v.Path("person"), Kind: f.Get("kind"), What: f.Get("what"), Amount: pounds(f, "amount", bad), Number: f.Get("number"),
		Approver: f.Get("approver"), ReviewOn: f.Date("review_on", bad)}
	if f.Get("pot") != "elsewhere" {
		a.PotID = f.Get("pot")
	}
	var id string
	err := bad.Err()
	if err == nil {
		id, err = practicalhelp.Ask(v.Context(), v.House.DB, v.Actor, v.Once(), a)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return askForHelpForm(v, bad) })
	}
	return v.Done(href(v, "/help/"+id), "Asked for.")
}

// pounds reads an amount of money. A fault is added to bad.
func pounds(f visit.Fields, name string, bad *db.Invalid) practicalhelp.Pence {
	amount, err := practicalhelp.ParsePounds(f.Get(name))
	if err != nil {
		bad.Add(name, "Enter an amount in pounds, like 49 or 28.50")
	}
	return amount
}

func showAward(v *visit.Visit) error { return awardForm(v, nil) }

func awardForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Practical help", "/help", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		a, err := practicalhelp.TheAward(r, v.Actor, s.ID, v.Path("award"))
		if err != nil {
			return nil, err
		}
		var pot practicalhelp.Pot
		if a.PotID != "" {
			// The pot of a team that had the person before is not the reader's.
			if pot, err = practicalhelp.ThePot(r, v.Actor, a.PotID); err != nil && !errors.Is(err, db.ErrNotFound) {
				return nil, err
			}
		}
		events, err := practicalhelp.Events(r, a.ID)
		return awardPage(v.Fields, s, a, events, practicalhelp.MayDecide(v.Actor, a, pot), visit.NewToken(), visit.Faults(bad)), err
	})
}

func moveAward(v *visit.Visit) error {
	f := v.Fields
	step := practicalhelp.Step{PersonID: v.Path("person"), AwardID: v.Path("award"), Version: f.Version(), To: practicalhelp.State(f.Get("to")), Number: f.Get("number"), Words: f.Get("words")}
	if err := practicalhelp.Move(v.Context(), v.House.DB, v.Actor, v.Once(), step); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return awardForm(v, bad) })
	}
	return v.Done(href(v, "/help/"+step.AwardID), "Saved: "+step.To.Words()+".")
}

func showIncome(v *visit.Visit) error { return incomeForm(v, nil) }

func incomeForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Income gained", "/help", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		return incomePage(v.Fields, s, visit.NewToken(), visit.Faults(bad)), nil
	})
}

func recordIncome(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	i := practicalhelp.Income{PersonID: v.Path("person"), Source: f.Get("source"), Amount: pounds(f, "amount", bad), Every: f.Get("every"), Since: f.Date("since", bad),
		Sure: f.Is("sure", "yes"), Because: f.Get("because")}
	if f.Get("sure") == "" {
		bad.Add("sure", "Choose whether you have seen it or it is an estimate")
	}
	err := bad.Err()
	if err == nil {
		err = practicalhelp.Gain(v.Context(), v.House.DB, v.Actor, v.Once(), i)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return incomeForm(v, bad) })
	}
	return v.Done(href(v, "/help#income"), "Written down.")
}

func takeBackIncome(v *visit.Visit) error {
	if err := practicalhelp.TakeBack(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Path("income")); err != nil {
		return err
	}
	return v.Done(href(v, "/help#income"), "Taken back.")
}
