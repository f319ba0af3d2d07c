package reflect

import (
	"time"

	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/reflections"
	"linkwork/internal/supervision"
	"linkwork/internal/teams"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// talks is when the reader talks with whom.
type talks struct {
	Planned, Held []supervision.Supervision
	Now           time.Time
	Manages       bool
	Team          teams.Team
	Workers       []casework.Worker
	Due           map[string]supervision.Due
	Reader        string
}

func showTalks(v *visit.Visit) error { return talksForm(v, nil) }

func talksForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		t := talks{Now: r.Now(), Reader: v.Actor.AccountID, Manages: v.Actor.Manages(v.Actor.TeamID())}
		var err error
		if t.Planned, err = supervision.Mine(r, v.Actor); err != nil {
			return visit.View{}, err
		}
		if t.Held, err = supervision.HeldWith(r, v.Actor); err != nil {
			return visit.View{}, err
		}
		if t.Team, err = teams.TheTeam(r, v.Actor.TeamID()); err != nil {
			return visit.View{}, err
		}
		if t.Manages {
			if err := t.readTeam(r, v); err != nil {
				return visit.View{}, err
			}
		}
		page := shell.Page{Title: "Supervision", Section: section(t.Manages)}
		return v.FormView(page, talksPage(v.Fields, t, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func section(manages bool) string {
	if manages {
		return "Team"
	}
	return "Reflections"
}

func (t *talks) readTeam(r *db.Snapshot, v *visit.Visit) (err error) {
	if t.Workers, err = casework.Workers(r, t.Team.ID); err != nil {
		return err
	}
	t.Due, err = supervision.OfTeam(r, v.Actor, t.Team.ID)
	return err
}

// moment is the moment that a date and a time of a form name.
func moment(f visit.Fields, bad *db.Invalid) time.Time {
	day, minute := f.Date("day", bad), f.Number("starts")
	if day.IsZero() || minute < 0 {
		return time.Time{}
	}
	return day.At(minute/60, minute%60)
}

func planTalk(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	s := supervision.Supervision{TeamID: v.Actor.TeamID(), WorkerID: f.Get("worker"), StartsAt: moment(f, bad), Minutes: f.Number("minutes"), Place: f.Get("place")}
	err := bad.Err()
	if err == nil {
		_, err = supervision.Plan(v.Context(), v.House.DB, v.Actor, v.Once(), s)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return talksForm(v, bad) })
	}
	return v.Done("/supervision/dates", "Planned. It stands in both your days.")
}

// talk is one talk with what is brought to it.
type talk struct {
	supervision.Supervision
	Now     time.Time
	Brought []reflections.Reflection
	Reader  string
	Form    string // which of the forms came back with a fault
}

func showTalk(v *visit.Visit) error { return talkForm(v, "", nil) }

func talkForm(v *visit.Visit, failed string, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		t := talk{Now: r.Now(), Reader: v.Actor.AccountID, Form: failed}
		var err error
		if t.Supervision, err = supervision.The(r, v.Actor, v.Path("talk")); err != nil {
			return visit.View{}, err
		}
		if t.Brought, err = broughtTo(r, v, t.Supervision); err != nil {
			return visit.View{}, err
		}
		if failed != "move" {
			clock := t.StartsAt.In(dates.London)
			v.Fields.SetDate("day", dates.Of(t.StartsAt))
			v.Fields.SetNumber("starts", clock.Hour()*60+clock.Minute())
		}
		page := shell.Page{Title: "Supervision", Section: section(v.Actor.AccountID == t.ManagerID), Back: &ui.Link{Text: "Back to supervision", Href: "/supervision/dates"}}
		return v.FormView(page, talkPage(v.Fields, t, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// broughtTo lists what the worker of a talk brings, for either of the two.
func broughtTo(r *db.Snapshot, v *visit.Visit, s supervision.Supervision) (brought []reflections.Reflection, err error) {
	if v.Actor.AccountID == s.WorkerID {
		return reflections.BroughtBy(r, v.Actor)
	}
	all, err := reflections.ToSupervise(r, v.Actor)
	for _, n := range all {
		if n.WorkerID == s.WorkerID {
			brought = append(brought, n)
		}
	}
	return brought, err
}

func settledTalk(v *visit.Visit, form string, err error, words string) error {
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return talkForm(v, form, bad) })
	}
	return v.Done("/supervision/dates/"+v.Path("talk"), words)
}

func moveTalk(v *visit.Visit) error {
	bad := new(db.Invalid)
	starts := moment(v.Fields, bad)
	err := bad.Err()
	if err == nil {
		err = supervision.Move(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("talk"), v.Fields.Version(), starts, v.Fields.Get("why"))
	}
	return settledTalk(v, "move", err, "Moved to "+dates.Moment(starts)+".")
}

func cancelTalk(v *visit.Visit) error {
	err := supervision.Cancel(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("talk"), v.Fields.Version(), v.Fields.Get("why"))
	return settledTalk(v, "cancel", err, "Cancelled. Plan another soon.")
}

func holdTalk(v *visit.Visit) error {
	err := supervision.Hold(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("talk"), v.Fields.Version(), v.Fields.Get("agreed"))
	return settledTalk(v, "hold", err, "Kept. Only the two of you read it.")
}
