package harvest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
)

// sealed puts an ETag on the answers of a feed and counts what was not sent
// again.
type sealed struct {
	feed  http.Handler
	saved int
	sent  []string // addresses answered in full
	drop  string   // id left out of the list of all ids
}

func (s *sealed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer := httptest.NewRecorder()
	inner := r.Clone(r.Context())
	inner.Header.Del("If-None-Match")
	s.feed.ServeHTTP(answer, inner)
	body := answer.Body.String()
	if s.drop != "" && r.URL.Query().Get("minimal") == "true" {
		body = without(body, s.drop)
	}
	sum := sha256.Sum256([]byte(body))
	tag := `"` + hex.EncodeToString(sum[:8]) + `"`
	for name, values := range answer.Header() {
		if name != "Content-Length" && name != "Etag" && name != "Last-Modified" {
			w.Header()[name] = values
		}
	}
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		s.saved++
		w.WriteHeader(http.StatusNotModified)
		return
	}
	s.sent = append(s.sent, r.URL.RequestURI())
	w.WriteHeader(answer.Code)
	_, _ = w.Write([]byte(body))
}

// without leaves a record out of a page.
func without(body, id string) string {
	var page map[string]any
	if json.Unmarshal([]byte(body), &page) != nil {
		return body
	}
	var kept []any
	for _, record := range page["contents"].([]any) {
		if record.(map[string]any)["id"] != id {
			kept = append(kept, record)
		}
	}
	page["contents"], page["total_items"], page["size"] = kept, len(kept), len(kept)
	changed, _ := json.Marshal(page)
	return string(changed)
}

func TestPagesThatHaveNotChangedAreNotReadAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		stamp := `,"last_modified":"2026-11-01T00:00:00Z"`
		whole := stamp + `,"schedules":[{"id":"` + idOf(7) + `","byday":"MO"}]`
		p := &pages{list: map[string]string{"1": pageOf(1, 2, 3, lunch(1, whole), lunch(2, whole)), "2": pageOf(2, 2, 3, lunch(3, whole))}}
		s := &sealed{feed: p}
		a := reading(t, d, s)
		if first := a.harvest(false); first.Added != 3 || s.saved != 0 {
			t.Fatalf("%+v, %d saved", first, s.saved)
		}
		again := a.harvest(false)
		if again.State != Done || again.Read != 3 || again.Unchanged != 3 || again.Missed != 0 || s.saved != 2 {
			t.Errorf("again: %+v, %d saved", again, s.saved)
		}
		p.list["2"] = pageOf(2, 2, 3, lunch(3, whole+`,"alert":"Closed in August"`))
		if third := a.harvest(false); third.Changed != 1 || third.Unchanged != 2 || s.saved != 3 {
			t.Errorf("third: %+v, %d saved", third, s.saved)
		}
		p.list = map[string]string{"1": pageOf(1, 1, 2, lunch(1, whole), lunch(2, whole))}
		if fourth := a.harvest(false); fourth.Missed != 1 {
			t.Errorf("fourth: %+v", fourth)
		}
		// What was missed comes back on a page that the feed says is unchanged.
		p.list = map[string]string{"1": pageOf(1, 2, 3, lunch(1, whole), lunch(2, whole)), "2": pageOf(2, 2, 3, lunch(3, whole+`,"alert":"Closed in August"`))}
		if fifth := a.harvest(false); fifth.Missed != 0 || fifth.State != Done {
			t.Errorf("fifth: %+v", fifth)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			known, err := directory.GetRecord(r, "council", idOf(3))
			if known.Missed != 0 {
				t.Errorf("it is still missed")
			}
			return err
		})
	})
}

// A reading that broke off does not count: its pages are read again.
func TestPagesOfAReadingThatBrokeOffAreReadAgain(t *testing.T) {
	stamp := `,"last_modified":"2026-11-01T00:00:00Z"`
	p := &pages{list: map[string]string{"1": pageOf(1, 2, 2, lunch(1, stamp)), "2": `<html>`}, byID: map[string]string{idOf(1): lunch(1, stamp), idOf(2): lunch(2, stamp)}}
	s := &sealed{feed: p}
	a := reading(t, dbtest.SQLite(t), s)
	if first := a.harvest(false); first.State != Failed {
		t.Fatalf("%+v", first)
	}
	p.list["2"] = pageOf(2, 2, 2, lunch(2, stamp))
	if second := a.harvest(false); second.State != Done || second.Added != 2 || s.saved != 0 {
		t.Errorf("%+v, %d saved", second, s.saved)
	}
}

func TestOnlyWhatWasModifiedIsAskedFor(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		there, feed := publisher(t, lunch(1, ""), lunch(2, ""), lunch(3, ""))
		s := &sealed{feed: feed}
		a := reading(t, d, s)
		advance := func(by time.Duration) {
			dbtest.ClockOf(d).Advance(by)
			dbtest.ClockOf(there).Advance(by)
		}
		a.harvest(false)
		advance(3 * 24 * time.Hour)
		tell(t, there, lunch(2, `,"email":"hello@lunch.example"`))
		s.sent = nil
		h := a.harvest(false)
		if h.Since.IsZero() || h.State != Done || h.Read != 3 || h.Changed != 1 || h.Unchanged != 2 || h.Missed != 0 {
			t.Errorf("%+v", h)
		}
		for _, address := range s.sent {
			if strings.Contains(address, "full=true") && !strings.Contains(address, "modified_after") {
				t.Errorf("everything was read again: %v", s.sent)
			}
		}
		s.drop = idOf(3)
		if h := a.harvest(false); h.Missed != 1 || len(a.lines(h.ID)) != 1 {
			t.Errorf("one is gone: %+v %v", h, a.lines(h.ID))
		}
		s.drop = ""
		advance(everythingAfter)
		if h := a.harvest(false); !h.Since.IsZero() || h.Read != 3 {
			t.Errorf("everything is read now and then: %+v", h)
		}
	})
}
