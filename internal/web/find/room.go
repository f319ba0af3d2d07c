package find

import (
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// showRoom is where a worker writes down what a service says of new referrals.
func showRoom(v *visit.Visit) error {
	return roomPageOf(v, nil, func(r *db.Snapshot, s connections.Standing) { questions.FillRoom(v.Fields, s, r.Now()) })
}

func roomPageOf(v *visit.Visit, bad *db.Invalid, fill func(*db.Snapshot, connections.Standing)) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		service, err := directory.Get(r, v.Path("service"))
		if err != nil {
			return visit.View{}, err
		}
		standing, err := connections.StandingOf(r, service)
		if err != nil {
			return visit.View{}, err
		}
		if fill != nil {
			fill(r, standing)
		}
		page := shell.Page{Title: "Places and waiting", Section: "Services", Back: &ui.Link{Text: service.Name, Href: "/services/" + service.ID}}
		return v.FormView(page, roomPage(v.Fields, service, standing, r.Now(), visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func saveRoom(v *visit.Visit) error {
	wish, err := questions.ReadRoom(v.Fields)
	if err == nil {
		err = connections.WriteDownWish(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("service"), wish)
	}
	if err != nil {
		return v.Again(questions.AskedRoom(err, v.Fields), func(bad *db.Invalid) error { return roomPageOf(v, bad, nil) })
	}
	return v.Done("/services/"+v.Path("service"), "Written down.")
}
