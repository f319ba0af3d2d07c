package offers

import (
	"slices"
	"strconv"

	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/proactive"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/visit"
)

// pageSize is how many people a page shows.
const pageSize = 25

// list is what the page of a list shows: one group of its lines.
type list struct {
	proactive.Opened
	Show       proactive.Group
	Some       []proactive.Line // of the group, on this page
	All        int              // of the group
	Page, Last int
	Workers    []casework.Worker
	Me         string
	Today      dates.Date
	Form       string // the line whose form came back with a fault
}

func showList(v *visit.Visit) error { return listForm(v, "", nil) }

func listForm(v *visit.Visit, form string, bad *db.Invalid) error {
	var seen []string
	return v.ShowPeople(&seen, "list of a practice", func(r *db.Snapshot) (visit.View, error) {
		l := list{Me: v.Actor.AccountID, Today: dates.Of(r.Now()), Form: form}
		var err error
		if l.Opened, err = proactive.Open(r, v.Actor, v.Path("offers")); err != nil {
			return visit.View{}, err
		}
		l.choose(proactive.Group(v.Fields.Get("show")), v.Fields.Number("page"))
		for _, w := range l.Some {
			if w.Within {
				seen = append(seen, w.PersonID)
			}
		}
		if l.Works {
			if l.Workers, err = casework.Workers(r, l.TeamID); err != nil {
				return visit.View{}, err
			}
		}
		page := below(v, l.Name)
		page.Wide = true
		return v.FormView(page, listPage(v.Fields, l, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// choose takes one group of the lines and one page of it, the reader's own and
// those that are due first. The line of a form that came back stays on the page.
func (l *list) choose(show proactive.Group, page int) {
	if !l.opens(show) {
		show = proactive.LeftToDo
		if !l.Works {
			show = "" // all of which the practice is told
		}
	}
	l.Show = show
	group := slices.DeleteFunc(slices.Clone(l.Lines), func(w proactive.Line) bool { return show != "" && !show.Has(w) })
	slices.SortStableFunc(group, func(a, b proactive.Line) int { return l.rank(a) - l.rank(b) })
	l.All, l.Last = len(group), max(1, (len(group)+pageSize-1)/pageSize)
	l.Page = min(max(page, 1), l.Last)
	l.Some = group[(l.Page-1)*pageSize : min(l.Page*pageSize, len(group))]
}

// opens reports whether the reader may open the lines behind a number: a
// practice those of which it is told.
func (l list) opens(g proactive.Group) bool {
	if l.Works {
		return slices.Contains(proactive.Groups, g)
	}
	return g == proactive.SaidYes || g == proactive.PutRight
}

func (l *list) rank(w proactive.Line) (rank int) {
	if w.ID == l.Form {
		return -1
	}
	if !w.Due(l.Today) {
		rank += 4
	}
	switch w.WorkerID {
	case l.Me:
		return rank
	case "":
		return rank + 1
	}
	return rank + 2
}

func (l list) href(show proactive.Group) string {
	return "/offers/" + l.ID + "?show=" + string(show)
}

func (l list) pageHref(page int) string {
	return l.href(l.Show) + "&page=" + strconv.Itoa(page)
}

func note(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	s := proactive.Said{ListID: v.Path("offers"), LineID: v.Path("line"), Version: f.Version(), Outcome: f.Get("outcome"), Words: f.Get("words")}
	if s.Outcome == vocabulary.OfferNotNow {
		s.AskOn = f.Date("ask_on", bad)
	}
	referral, err := "", bad.Err()
	if err == nil {
		referral, err = proactive.Note(v.Context(), v.House.DB, v.Actor, v.Once(), s)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return listForm(v, s.LineID, bad) })
	}
	if referral != "" {
		return v.Done("/referrals/"+referral, "They said yes. This is a referral now: you can take it on.")
	}
	return v.Done("/offers/"+s.ListID, "Saved: "+vocabulary.OfferOutcomes.Label(s.Outcome)+".")
}

func give(v *visit.Visit) error {
	if err := proactive.Give(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("offers"), v.Path("line"), v.Fields.Version(), v.Fields.Get("worker")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return listForm(v, v.Path("line"), bad) })
	}
	return v.Done("/offers/"+v.Path("offers"), "Saved who asks.")
}

func share(v *visit.Visit) error {
	if err := proactive.Share(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("offers")); err != nil {
		return err
	}
	return v.Done("/offers/"+v.Path("offers"), "Shared out. Each worker finds theirs on their day.")
}

func takeBack(v *visit.Visit) error {
	if err := proactive.TakeBack(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("offers"), v.Path("line"), v.Fields.Version()); err != nil {
		return err
	}
	return v.Done("/offers/"+v.Path("offers"), "They are back among those to ask.")
}

func end(v *visit.Visit) error {
	if err := proactive.End(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("offers"), v.Fields.Version()); err != nil {
		return err
	}
	return v.Done("/offers/"+v.Path("offers"), "The list has ended. Nobody is asked any more.")
}
