package safety

import (
	"github.com/a-h/templ"

	"linkwork/internal/db"
	"linkwork/internal/safeguarding"
	"linkwork/internal/teams"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// form shows a page about a person, with its faults and what was typed. look is
// what the trail says of it.
func form(v *visit.Visit, title, look string, bad *db.Invalid, read func(r *db.Snapshot, s about.Subject) (templ.Component, error)) error {
	return v.ShowPerson(v.Path("person"), look, func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		body, err := read(r, s)
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: title, Back: &ui.Link{Text: "Back to " + s.FullName(), Href: s.Href("")}}
		s.Furnish(&page, "")
		return v.FormView(page, body, bad), nil
	})
}

func href(v *visit.Visit, below string) string { return "/people/" + v.Path("person") + below }

// flags is what the page of a person's flags shows.
type flags struct {
	about.Subject
	Flags []safeguarding.Flag
	Call  safeguarding.Reader // zero where there is nobody
	Team  teams.Team
}

// shut reports whether a reason is kept from the reader.
func (f flags) shut() bool {
	for _, flag := range f.Flags {
		if !flag.Open {
			return true
		}
	}
	return false
}

func showFlags(v *visit.Visit) error { return flagsForm(v, nil) }

// flagsForm reads the flags first: the trail says whether their reasons were
// open to whoever looked.
func flagsForm(v *visit.Visit, bad *db.Invalid) error {
	var f flags
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		f.Flags, err = safeguarding.FlagsFor(r, v.Actor, v.Path("person"))
		return err
	})
	if err != nil {
		return err
	}
	look := "Safety flag"
	if len(f.Flags) > 0 && !f.shut() {
		look = "Reason of the safety flag"
	}
	return form(v, "Before you get in touch", look, bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		f.Subject = s
		teamID := s.Case.TeamID
		if len(f.Flags) > 0 {
			teamID = f.Flags[0].TeamID
		}
		if f.Team, err = teams.TheTeam(r, teamID); err != nil {
			return nil, err
		}
		f.Call, err = safeguarding.WhomToCall(r, teamID)
		return flagsPage(v.Fields, f, v.Actor.AccountID, visit.NewToken(), visit.Faults(bad)), err
	})
}

func showReason(v *visit.Visit) error {
	err := safeguarding.Show(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), v.Fields.Get("why"), v.Fields.Get("words"))
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return flagsForm(v, bad) })
	}
	return v.Go(href(v, "/safety"))
}

func draftKey(personID string) string { return "concern-" + personID }

func showRaise(v *visit.Visit) error { return raiseForm(v, nil) }

func raiseForm(v *visit.Visit, bad *db.Invalid) error {
	return form(v, "Raise a concern", "Raising a concern", bad, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		if bad == nil {
			if err := v.FillFromDraft(r, draftKey(s.ID)); err != nil {
				return nil, err
			}
		}
		area, err := teams.TheArea(r)
		if err != nil {
			return nil, err
		}
		call, err := safeguarding.WhomToCall(r, s.Case.TeamID)
		return raisePage(v.Fields, s, area, call, v.Actor.AccountID, visit.NewToken(), visit.Faults(bad)), err
	})
}

func raise(v *visit.Visit) error {
	f := v.Fields
	k := safeguarding.Raising{DangerAsked: f.Get("danger") != "", DraftKey: draftKey(v.Path("person")), Concern: safeguarding.Concern{
		PersonID: v.Path("person"), Seen: f.Get("seen"), Whose: f.Get("whose"), Kinds: f.All("kinds"), Danger: f.Is("danger", "yes"),
		PersonKnows: f.Get("person_knows"), Told: f.Get("told"), FirstDo: f.Get("first_do")}}
	if k.Danger {
		k.DangerDone = f.Get("danger_done")
	}
	id, err := safeguarding.Raise(v.Context(), v.House.DB, v.Actor, v.Once(), k)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return raiseForm(v, bad) })
	}
	return v.Done("/safety/concerns/"+id, "Saved. See below who has it now.")
}

// worried is what the page for an emergency shows.
type worried struct {
	about.Subject
	Area     teams.Area
	Practice teams.Practice // zero where it is not known
	Call     safeguarding.Reader
}

func showWorried(v *visit.Visit) error {
	return form(v, "If you are worried about somebody now", "Worried now", nil, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		w := worried{Subject: s}
		var err error
		if w.Area, err = teams.TheArea(r); err != nil {
			return nil, err
		}
		if s.PracticeID != "" {
			if w.Practice, err = teams.ThePractice(r, s.PracticeID); err != nil {
				return nil, err
			}
		}
		w.Call, err = safeguarding.WhomToCall(r, s.Case.TeamID)
		return worriedPage(w), err
	})
}
