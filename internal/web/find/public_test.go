package find_test

import (
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/freshness"
	"linkwork/internal/openreferral/publish"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/webtest"
)

const openLunch = "00000000-0000-4000-8000-000000000001"

func published(t *testing.T) (*housetest.House, *housetest.Site) {
	h, site := open(t)
	lunch := service(openLunch, "Open Lunch", "QY1")
	lunch.Origin.Record = []byte(`{"id":"` + openLunch + `","name":"Open Lunch","description":"A hot meal on Thursdays.","status":"active"}`)
	lunch.Description = "A hot meal on Thursdays."
	store(t, h, lunch)
	dbtest.ClockOf(h.DB).Advance(1e9)
	if err := publish.Changed(t.Context(), h.DB); err != nil {
		t.Fatal(err)
	}
	return h, site
}

func TestAnybodyLooksForHelp(t *testing.T) {
	h, site := published(t)
	p := webtest.Start(t).Page(t, site.URL)
	p.Go("/directory?words=meal&outcode=QY1")
	p.See("Open Lunch")
	p.Check()
	p.Shot("public")
	p.Go("/directory?words=zither")
	p.See("Ask us for help")
	p.Check()
	p.Go("/directory/" + openLunch)
	p.Check()
	p.Shot("public-service")
	p.Submit("Tell us")
	p.See("Choose what is wrong")
	p.Check()
	p.Choose("It no longer runs")
	p.Submit("Tell us")
	p.See("Somebody looks into it")
	p.Check()
	dbtest.Read(t, h.DB, func(r *db.Snapshot) error {
		reports, err := freshness.Open(r, 10)
		if len(reports) != 1 || reports[0].Origin != "public" || reports[0].Kind != "closed" {
			t.Errorf("%+v", reports)
		}
		return err
	})
}

func TestThePublicSeesOnlyWhatIsPublished(t *testing.T) {
	h, site := published(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return directory.SetPrivacy(tx, directory.By{ID: "a", Name: "A"}, openLunch, directory.Privacy{})
	})
	dbtest.ClockOf(h.DB).Advance(1e9)
	if err := publish.Changed(t.Context(), h.DB); err != nil {
		t.Fatal(err)
	}
	b := site.Browser()
	b.Get("/directory").Is(t, 200, "!Open Lunch", "!Went", "!favourite")
	b.Get("/directory/"+openLunch).Is(t, 404)
	b.Post("/directory/"+openLunch+"/trouble", "kind", "full").Is(t, 404)
	b.Get("/directory?outcode=nonsense").Is(t, 422, "Enter a postcode")
}
