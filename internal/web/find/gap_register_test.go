package find_test

import (
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/web/webtest"
)

// Every number of the register opens the rows that it counts.
func TestTheGapRegister(t *testing.T) {
	h, site := open(t)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		for _, gap := range []directory.Gap{
			{Need: "food", Outcode: "QY1", LookedFor: "a lunch club in the evening"}, {Need: "food", Outcode: "QX1"}, {Need: "transport", Outcode: "QY1", LookedFor: "<script>alert(1)</script>"},
		} {
			if _, err := directory.RecordGap(tx, gap); err != nil {
				return err
			}
		}
		return nil
	})
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(1280)
	p.Go("/begin/" + h.Worker.AccountID)
	p.Go("/services")
	p.Click("What nobody could meet")
	p.See("3 gaps")
	p.See("<script>alert(1)</script>")
	p.Check()
	p.Shot("gaps")
	p.Click("Food")
	p.See("2 gaps, Food")
	p.DontSee("<script>alert(1)</script>")
	p.Click("QY1 (2)")
	p.See("2 gaps, in QY1")
	p.Click("All 3")
	p.See("a lunch club in the evening")
	site.Browser().Get("/gaps").Leads(t, "/login")
	site.As(h.Worker).Get("/gaps?days=9999&need=nothing&outcode=%3Cx%3E").Is(t, 200, "0 gaps")
}
