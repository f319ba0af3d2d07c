package team

import (
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
	"linkwork/internal/workforce"
)

// awayList is what the page on time away shows.
type awayList struct {
	Absences []workforce.Absence
	Workers  []casework.Worker // whom a manager may say it for; a worker says it for themselves
	Own      bool              // the reader can be away
	Today    dates.Date
}

func showAway(v *visit.Visit) error { return awayForm(v, nil) }

func awayForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		l := awayList{Own: v.Actor.Is(access.LinkWorker), Today: dates.Of(r.Now())}
		var err error
		if l.Absences, err = workforce.Absences(r, v.Actor); err != nil {
			return visit.View{}, err
		}
		if v.Actor.Manages(v.Actor.TeamID()) {
			l.Workers, err = casework.Workers(r, v.Actor.TeamID())
		}
		return v.FormView(awayPage(v, "Time away and cover", home(v)), awayBody(v.Fields, l, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

// home is where the reader begins.
func home(v *visit.Visit) ui.Link {
	if v.Actor.Is(access.LinkWorker) {
		return ui.Link{Text: "Back to my day", Href: "/day"}
	}
	return ui.Link{Text: "Back to the team", Href: "/team"}
}

func awayPage(v *visit.Visit, title string, back ui.Link) shell.Page {
	section := "Team"
	if v.Actor.Is(access.LinkWorker) {
		section = "My day"
	}
	return shell.Page{Title: title, Section: section, Wide: true, Back: &back}
}

func sayAway(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	a := workforce.Absence{AccountID: f.Get("account"), From: f.Date("from", bad), To: f.Date("to", bad), Words: f.Get("words")}
	if a.AccountID == "" && v.Actor.Is(access.LinkWorker) {
		a.AccountID = v.Actor.AccountID
	}
	var id string
	err := bad.Err()
	if err == nil {
		id, err = workforce.SayAway(v.Context(), v.House.DB, v.Actor, v.Once(), a)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return awayForm(v, bad) })
	}
	return v.Done("/away/"+id, "Noted. Now say who covers.")
}

// awayOne is what the page on one absence shows.
type awayOne struct {
	workforce.Absence
	Due   []workforce.Due
	May   []casework.Worker // who may cover
	Names map[string]string // of those who cover
	Today dates.Date
}

func showAbsence(v *visit.Visit) error { return absenceForm(v, nil) }

func absenceForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		a, err := readAbsence(r, v)
		if err != nil {
			return visit.View{}, err
		}
		if !v.Fields.Has("to-day") {
			v.Fields.SetDate("to", a.To)
		}
		page := awayPage(v, "Cover for "+a.Name, ui.Link{Text: "Back to time away", Href: "/away"})
		return v.FormView(page, absenceBody(v.Fields, a, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func readAbsence(r *db.Snapshot, v *visit.Visit) (a awayOne, err error) {
	a.Today = dates.Of(r.Now())
	if a.Absence, err = workforce.TheAbsence(r, v.Actor, v.Path("absence")); err != nil {
		return a, err
	}
	if a.Due, err = workforce.DueWhile(r, v.Actor, a.Absence); err != nil {
		return a, err
	}
	if a.May, err = workforce.MayCover(r, a.Absence); err != nil {
		return a, err
	}
	a.Names = make(map[string]string)
	covers, err := workforce.CoversOf(r, a.ID)
	for _, c := range covers {
		a.Names[c.CoverID] = c.CoverName
	}
	return a, err
}

func handCover(v *visit.Visit) error {
	f := v.Fields
	if namesOthers(f) {
		return db.ErrNotFound
	}
	var asked []workforce.Asked
	for _, id := range f.All("people") {
		asked = append(asked, workforce.Asked{PersonID: id, CoverID: f.Get("cover_" + id), Words: f.Get("words_" + id)})
	}
	if err := workforce.HandCover(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("absence"), f.Version(), asked); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return absenceForm(v, bad) })
	}
	return v.Done("/away/"+v.Path("absence"), "Handed over. It begins and ends by itself.")
}

// namesOthers reports whether the form says something of somebody who is not
// among its people.
func namesOthers(f visit.Fields) bool {
	for name := range f.Values {
		for _, part := range []string{"cover_", "words_"} {
			if id, ok := strings.CutPrefix(name, part); ok && !slices.Contains(f.All("people"), id) {
				return true
			}
		}
	}
	return false
}

func changeDays(v *visit.Visit) error {
	bad := new(db.Invalid)
	to := v.Fields.Date("to", bad)
	err := bad.Err()
	if err == nil {
		err = workforce.ChangeLastDay(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("absence"), v.Fields.Version(), to)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return absenceForm(v, bad) })
	}
	return v.Done("/away/"+v.Path("absence"), "The last day is changed, and the cover with it.")
}

func comeBack(v *visit.Visit) error {
	if err := workforce.ComeBack(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("absence"), v.Fields.Version()); err != nil {
		return err
	}
	return v.Done("/away", "Cover is over.")
}

func seenReturn(v *visit.Visit) error {
	if err := workforce.SeenReturn(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("absence")); err != nil {
		return err
	}
	return v.Done("/day", "Noted that you have read it.")
}
