package updates_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/jobs"
	"linkwork/internal/updates"
)

func TestLinksAreTried(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := open(t, d)
		elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/gone" {
				w.WriteHeader(http.StatusGone)
			}
		}))
		defer elsewhere.Close()
		id := n.begin()
		n.OK(updates.AddBlock(n.Context(), d, n.Lead, keyless, n.ID, id, n.edition(id).Version, updates.Block{Kind: updates.Words, Text: "[Here](" + elsewhere.URL + "/here) and [gone](" + elsewhere.URL + "/gone)."}))
		n.OK(updates.TryLinks(n.Context(), d, elsewhere.Client(), n.Lead, keyless, n.ID, id))
		if stops := n.checks(id); len(stops) != 1 || !strings.Contains(stops[0], "/gone: the page is not there (tried ") {
			t.Errorf("%q", stops)
		}
		// Our own client goes to nothing in a private network.
		n.OK(updates.TryLinks(n.Context(), d, updates.Client(), n.Lead, keyless, n.ID, id))
		n.Read(func(r *db.Snapshot) error {
			tried, err := updates.Tried(r, id)
			for address, x := range tried {
				if x.Fault == "" || x.Dead {
					t.Errorf("%s: %+v", address, x)
				}
			}
			return err
		})
	})
}

// A link is tried by itself soon after it was saved, and again before the edition goes out.
func TestLinksAreTriedByThemselves(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := open(t, d)
		var asked []string
		elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if asked = append(asked, r.URL.Path); r.URL.Path == "/gone" {
				w.WriteHeader(http.StatusGone)
			}
		}))
		defer elsewhere.Close()
		id := n.begin()
		pass := func(client *http.Client) {
			t.Helper()
			runner := jobs.NewRunner(d, updates.Handlers(d, client))
			for range 5 {
				n.Clock.Advance(2 * time.Minute)
				n.OK(runner.Drain(n.Context()))
			}
		}
		write := func(text string) {
			t.Helper()
			e := n.edition(id)
			n.OK(updates.ChangeBlock(n.Context(), d, n.Lead, keyless, n.ID, id, e.Version, updates.Block{ID: e.Blocks[0].ID, Text: text}))
		}
		write("[Here](" + elsewhere.URL + "/here) and [gone](" + elsewhere.URL + "/gone).")
		pass(elsewhere.Client())
		if slices.Sort(asked); !slices.Equal(asked, []string{"/gone", "/here"}) {
			t.Errorf("asked for %q", asked)
		}
		if stops := n.checks(id); len(stops) != 1 || !strings.Contains(stops[0], "/gone: the page is not there (tried ") {
			t.Errorf("%q", stops)
		}
		asked = nil
		write("[Here](" + elsewhere.URL + "/here) and [there](" + elsewhere.URL + "/there).")
		pass(elsewhere.Client())
		if !slices.Equal(asked, []string{"/there"}) {
			t.Errorf("after another save, asked for %q", asked)
		}
		asked = nil
		n.Clock.Advance(2 * time.Hour)
		n.OK(updates.AskApproval(n.Context(), d, n.Lead, keyless, n.ID, id, n.edition(id).Version))
		pass(elsewhere.Client())
		if slices.Sort(asked); !slices.Equal(asked, []string{"/here", "/there"}) {
			t.Errorf("before approval, asked for %q", asked)
		}
		// The client that the program has goes to nothing in a private network.
		asked = nil
		n.Clock.Advance(2 * time.Hour)
		n.OK(updates.Approve(n.Context(), d, n.public, keyless, n.ID, id, n.edition(id).Version))
		pass(updates.Client())
		n.Read(func(r *db.Snapshot) error {
			tried, err := updates.Tried(r, id)
			for address, x := range tried {
				if x.Fault == "" || x.Dead || len(asked) > 0 {
					t.Errorf("%s: %+v", address, x)
				}
			}
			return err
		})
	})
}
