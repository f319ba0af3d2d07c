package lonework

import (
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/lonework"
	"linkwork/internal/safeguarding"
	"linkwork/internal/teams"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// board is who of the team is out until when.
type board struct {
	Visits  []lonework.Visit
	Chain   []safeguarding.Reader // who is told of an alarm of the reader
	Rules   lonework.Rules
	Me      lonework.Details
	Reader  access.Actor
	Manages bool
	Now     time.Time
}

func showBoard(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		b := board{Reader: v.Actor, Manages: v.Actor.Manages(v.Actor.TeamID()), Now: r.Now()}
		var err error
		if b.Visits, err = lonework.Watched(r, v.Actor); err != nil {
			return visit.View{}, err
		}
		if b.Chain, err = lonework.Chain(r, v.Actor.TeamID(), v.Actor.AccountID); err != nil {
			return visit.View{}, err
		}
		if b.Rules, err = lonework.RulesOf(r, v.Actor.TeamID()); err != nil {
			return visit.View{}, err
		}
		b.Me, err = lonework.DetailsOf(r, v.Actor.AccountID)
		page := shell.Page{Title: "Visits at home", Section: section(v.Actor), Wide: true, Back: home(v.Actor)}
		return visit.View{Page: page, Body: boardPage(b)}, err
	})
}

func section(by access.Actor) string {
	if by.Is(access.LinkWorker) {
		return "My day"
	}
	return "Team"
}

func home(by access.Actor) *ui.Link {
	if by.Is(access.LinkWorker) {
		return &ui.Link{Text: "Back to my day", Href: "/day"}
	}
	return &ui.Link{Text: "Back to the team", Href: "/team"}
}

func backToVisits() *ui.Link { return &ui.Link{Text: "Back to visits at home", Href: "/visits"} }

func showMe(v *visit.Visit) error { return meForm(v, nil) }

func meForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		me, err := lonework.DetailsOf(r, v.Actor.AccountID)
		if bad == nil {
			v.Fields.Set("phone", me.Phone)
			v.Fields.Set("car", me.Car)
			v.Fields.Set("code_word", me.CodeWord)
		}
		page := shell.Page{Title: "Your details for visits", Section: section(v.Actor), Back: backToVisits()}
		return v.FormView(page, mePage(v.Fields, me, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func saveMe(v *visit.Visit) error {
	f := v.Fields
	me := lonework.Details{Phone: f.Get("phone"), Car: f.Get("car"), CodeWord: f.Get("code_word"), Version: f.Version()}
	if err := lonework.SetDetails(v.Context(), v.House.DB, v.Actor, v.Once(), me); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return meForm(v, bad) })
	}
	return v.Done("/visits", "Saved your details for visits.")
}

func showRules(v *visit.Visit) error { return rulesForm(v, nil) }

func rulesForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		team, err := teams.TheTeam(r, v.Actor.TeamID())
		if err != nil {
			return visit.View{}, err
		}
		rules, err := lonework.RulesOf(r, team.ID)
		if err != nil {
			return visit.View{}, err
		}
		able, err := safeguarding.Candidates(r)
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			if err := fillRules(r, v.Fields, team.ID, rules); err != nil {
				return visit.View{}, err
			}
		} else {
			rules.Version = v.Fields.Version()
		}
		page := shell.Page{Title: "Who looks after visits", Section: "Team", Back: &ui.Link{Text: "Back to the team", Href: "/team"}}
		return v.FormView(page, rulesPage(v.Fields, team, rules, able, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func fillRules(r db.Reader, f visit.Fields, teamID string, rules lonework.Rules) error {
	chain, err := lonework.Named(r, teamID)
	questions.FillChain(f, chain)
	f.SetNumber("grace", rules.Grace)
	f.SetNumber("pass", rules.Pass)
	f.Set("on_word", rules.OnWord)
	return err
}

func saveRules(v *visit.Visit) error {
	f := v.Fields
	chain, rows := questions.ReadChain(f)
	rules := lonework.Rules{Grace: f.Number("grace"), Pass: f.Number("pass"), OnWord: f.Get("on_word"), Version: f.Version()}
	if err := lonework.SetRules(v.Context(), v.House.DB, v.Actor, v.Once(), v.Actor.TeamID(), chain, rules); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return rulesForm(v, questions.OnRows(bad, rows)) })
	}
	return v.Done("/team/visits", "Saved who looks after visits.")
}
