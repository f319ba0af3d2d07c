package updates

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/updates"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

const part = "Updates"

func showList(v *visit.Visit) error { return listPage(v, nil) }

func listPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		all, err := updates.List(r, s)
		if bad == nil {
			v.Fields.SetDate("dated", dates.Of(r.Now()))
		}
		return v.FormView(instudy.Page(s, part, part, nil), listBody(v.Fields, s, all, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func begin(v *visit.Visit) error {
	bad := new(db.Invalid)
	dated := v.Fields.Date("dated", bad)
	ctx := studies.WithFaults(v.Context(), bad)
	id, err := updates.Begin(ctx, v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Fields.Get("title"), dated)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return listPage(v, bad) })
	}
	return instudy.Done(v, "/updates/"+id, "Linkwork has written a first draft from the records. Read every part and make it yours.")
}
