package doubles

import (
	"fmt"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/doubles"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
)

// open serves the place, with an administrator and two entries of one service.
func open(t *testing.T) (h *housetest.House, site *housetest.Site, id string) {
	h = housetest.New(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		for i, source := range []string{"Harbour council", "Friends of the Harbour"} {
			s := directory.Service{ID: fmt.Sprintf("double-%d", i), Name: []string{"Harbour tea dance", "Harbour teadance"}[i], Status: directory.Active,
				Description: "Dancing and tea <script>alert(1)</script>", Phone: fmt.Sprintf("01632 96012%d", i), Origin: directory.Origin{Source: source, SourceID: "x"},
				Locations: []directory.Location{{ID: fmt.Sprintf("double-hall-%d", i), Name: "Quay hall", Kind: "physical", Postcode: "QX1 1AA", Outcode: "QX1", Origin: directory.Origin{Source: source, SourceID: "hall"}}},
				Schedules: []directory.Schedule{{Summary: "Tuesdays at 2pm", Days: "TU", Opens: "14:00"}}}
			if i == 1 {
				s.Email = "dance@harbour.example"
			}
			if _, err := directory.Upsert(tx, s); err != nil {
				return err
			}
		}
		return access.Join(tx, h.Stranger.AccountID, access.Membership{Role: access.Administrator})
	})
	if err := doubles.Look(t.Context(), h.DB); err != nil {
		t.Fatal(err)
	}
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		pairs, err := doubles.List(r, doubles.Waiting, 10)
		if len(pairs) == 1 {
			id = pairs[0].ID
		}
		return err
	})
	if id == "" {
		t.Fatal("no pair was proposed")
	}
	return h, h.Serve(t, Routes()), id
}

func TestTwoEntriesAreComparedJoinedAndTakenApart(t *testing.T) {
	h, site, _ := open(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Stranger.AccountID)
	p.Go(Path)
	p.See("1 pair to look at")
	p.Check()
	p.Shot("doubles")
	p.Click("Compare Harbour tea dance, Harbour teadance")
	p.See("Where they differ, what is right?")
	p.Check()
	p.Shot("pair")
	p.Choose("01632 960121")
	p.Submit("They are one service")
	p.See("They are one service now")
	p.Check()
	p.Shot("doubles-joined")
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		s, err := directory.Get(r, "double-0")
		if s.Phone != "01632 960121" || s.Email != "dance@harbour.example" || s.Name != "Harbour tea dance" {
			t.Errorf("%+v", s)
		}
		return err
	})
	p.Click("Look Harbour tea dance, Harbour teadance")
	p.Check()
	p.Shot("pair-joined")
	p.Submit("Take them apart again")
	p.See("each is as its source tells it")
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		s, err := directory.Get(r, "double-1")
		if s.MergedInto != "" {
			t.Errorf("%+v", s)
		}
		return err
	})
}

func TestOnlyAdministratorsDecide(t *testing.T) {
	h, site, id := open(t)
	site.As(h.Worker).Get(Path).Is(t, 404)
	site.Browser().Get(Path).Leads(t, "/login")
	h.Unchanged(t, func() {
		site.As(h.Worker).Post(Path+"/"+id, "do", "join").Is(t, 404)
		site.As(h.Stranger).Post(Path+"/nobody", "do", "join").Is(t, 404)
	})
	site.As(h.Stranger).Get(Path+"/nobody").Is(t, 404)
}
