package find_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/freshness"
	"linkwork/internal/openreferral/publish"
	"linkwork/internal/teams"
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

// A tile server is asked only where the area names one, and only it.
func TestMapPicturesComeFromWhereTheAreaSays(t *testing.T) {
	h, site := published(t)
	policy := func() string {
		r, err := http.Get(site.URL + "/directory?words=meal")
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		return r.Header.Get("Content-Security-Policy")
	}
	if p := policy(); strings.Contains(p, "https://") {
		t.Errorf("%s", p)
	}
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		area, err := teams.TheArea(tx)
		if err != nil {
			return err
		}
		area.Map = teams.MapTiles{Address: "https://tiles.example/{z}/{x}/{y}.png", Credit: "© Somebody"}
		return teams.SetArea(tx, area)
	})
	if p := policy(); !strings.Contains(p, "img-src 'self' data: https://tiles.example;") {
		t.Errorf("%s", p)
	}
	site.Browser().Get("/directory?words=meal").Is(t, 200, "https://tiles.example/", "Map: © Somebody.")
	for address, field := range map[string]string{"http://tiles.example/{z}/{x}/{y}": "map_tiles", "https://tiles.example/1.png": "map_tiles", "https://a b/{z}/{x}/{y}": "map_tiles", "https://x;script-src *//{z}/{x}/{y}": "map_tiles"} {
		err := h.DB.Write(t.Context(), func(tx *db.Tx) error {
			area, err := teams.TheArea(tx)
			area.Map = teams.MapTiles{Address: address, Credit: "x"}
			return errors.Join(err, teams.SetArea(tx, area))
		})
		if bad, ok := errors.AsType[*db.Invalid](err); !ok || bad.Fields[0].Field != field {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestThePublicReadsWhichKindOfPersonLooked(t *testing.T) {
	h, site := published(t)
	b := site.Browser()
	b.Get("/directory/"+openLunch).Is(t, 200, "Nobody says when this was last checked")
	for _, one := range []struct {
		check func(tx *db.Tx, by audit.Actor) error
		says  string
	}{
		{func(tx *db.Tx, by audit.Actor) error { return freshness.Confirm(tx, by, openLunch) }, "by the organisation"},
		{func(tx *db.Tx, by audit.Actor) error { return freshness.Check(tx, by, openLunch, freshness.ByVisit) }, "by a link worker who visited"},
	} {
		dbtest.Write(t, h.DB, func(tx *db.Tx) error { return one.check(tx, h.Worker.Audit()) })
		dbtest.ClockOf(h.DB).Advance(1e9)
		if err := publish.Changed(t.Context(), h.DB); err != nil {
			t.Fatal(err)
		}
		b.Get("/directory/"+openLunch).Is(t, 200, "Checked 23 November 2026 "+one.says, "!"+h.Worker.Name)
	}
}
