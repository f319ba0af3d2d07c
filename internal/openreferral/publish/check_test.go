package publish

import (
	"net/url"
	"testing"

	"linkwork/internal/dates"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/openreferral/check"
	"linkwork/internal/openreferral/client"
)

// What the area publishes passes its own check of feeds, walked from outside
// like anybody's: schema, totals, references, and filters that filter.
func TestOurFeedPassesOurCheck(t *testing.T) {
	f := newFeed(t, dbtest.SQLite(t))
	f.mixed(40)
	f.passes()
}

// passes walks the feed from outside and fails the test on what is wrong.
func (f feed) passes() {
	t := f.t
	t.Helper()
	address, err := url.Parse(f.at)
	if err != nil {
		t.Fatal(err)
	}
	reader, err := client.New(f.at, client.Options{Pause: -1, Allow: []string{address.Host}})
	if err != nil {
		t.Fatal(err)
	}
	report, err := check.Feed(t.Context(), reader, check.Options{Own: true, Today: dates.Of(f.d.Now())})
	if err != nil || report.Stopped != "" {
		t.Fatal(err, report.Stopped)
	}
	for _, finding := range report.Findings {
		if finding.Severity != check.Advice && finding.Level != check.Usefulness { // the made-up services say little
			t.Errorf("%s: %s %s %s: %s", finding.Severity, finding.Level, finding.Where, finding.Path, finding.Message)
		}
	}
}
