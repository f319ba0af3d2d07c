package participants

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// presences are the notices to people who were merely present.
type presences struct {
	Seat  studies.Seat
	All   []consent.Presence
	Leaf  leaf
	Sites map[string]string
	Names []ui.Choice
}

func showPresent(v *visit.Visit) error { return presentForm(v, nil) }

func presentForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		var x presences
		var err error
		if x.Seat, err = meeting(r, v); err != nil {
			return visit.View{}, err
		}
		if x.All, err = consent.Presences(r, x.Seat); err != nil {
			return visit.View{}, err
		}
		x.Leaf = leafOf(v, len(x.All), instudy.Href(x.Seat.Study, "/participants/present"))
		x.Sites, x.Names, err = sites(r, x.Seat, studies.Meet)
		if bad == nil {
			v.Fields.SetDate("day", dates.Of(r.Now()))
			if len(x.Names) == 1 {
				v.Fields.Set("site", x.Names[0].Value)
			}
		}
		page := instudy.Page(x.Seat, x.Leaf.titled("People present"), "People", nil)
		return v.FormView(page, presentPage(v.Fields, x, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func notePresent(v *visit.Visit) error {
	f := v.Fields
	var bad db.Invalid
	p := consent.Presence{StudyID: v.Path("study"), SiteID: f.Get("site"), Day: f.Date("day", &bad), Place: f.Get("place"), Told: f.Number("told"), Objected: f.Number("objected"), How: f.Get("how")}
	if p.SiteID == "" {
		bad.Add("site", "Choose the site")
	}
	if len(bad.Fields) > 0 {
		return presentForm(v, &bad)
	}
	if err := consent.NotePresence(v.Context(), v.House.DB, v.Actor, v.Once(), p); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return presentForm(v, bad) })
	}
	return v.Done("/studies/"+p.StudyID+"/participants/present", "It is noted who was told.")
}
