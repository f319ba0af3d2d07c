package freshness

import (
	"testing"

	"linkwork/internal/dates"
	"linkwork/internal/db/dbtest"
)

func TestWhoIsBehindADay(t *testing.T) {
	today := dates.Of(dbtest.Start)
	newest := []Checked{{ByVisit, "Ana Roy", dbtest.Start}, {ByProvider, "Friends", dbtest.Start.AddDate(0, 0, -3)}}
	for on, want := range map[dates.Date][2]string{
		today:              {"Ana Roy, who visited", "a link worker who visited"},
		today.AddDays(-3):  {"the organisation", "the organisation"},
		today.AddDays(-30): {"", ""}, // its source says so
	} {
		if c := Behind(newest, on); c.Named() != want[0] || c.Kind() != want[1] {
			t.Errorf("%v: %q, %q", on, c.Named(), c.Kind())
		}
	}
	if kind := (Checked{Method: OfReport, ByName: "Ana Roy"}).Kind(); kind != "a link worker who looked into a report" {
		t.Error(kind)
	}
}
