package harvest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/jobs"
	"linkwork/internal/openreferral"
	"linkwork/internal/openreferral/publish"
)

var manager = directory.By{ID: "account", Name: "Ana Manager"}

func idOf(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }

func lunch(n int, more string) string {
	return fmt.Sprintf(`{"id":%q,"name":"Lunch club %d","status":"active","description":"A hot meal"%s}`, idOf(n), n, more)
}

// area is a directory that reads a feed.
type area struct {
	t    *testing.T
	d    *db.DB
	host string
}

// reading prepares an area that reads what a handler serves.
func reading(t *testing.T, d *db.DB, feed http.Handler) area {
	t.Helper()
	server := httptest.NewServer(feed)
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	a := area{t, d, address.Host}
	a.write(func(tx *db.Tx) error {
		_, err := directory.AddSource(tx, directory.Source{ID: "council", Kind: directory.Feed, Address: server.URL + publish.Root, Pause: 100 * time.Millisecond, EveryHours: 24})
		return err
	})
	return a
}

func (a area) write(act func(tx *db.Tx) error) { a.t.Helper(); dbtest.Write(a.t, a.d, act) }

// harvest reads the feed from beginning to end.
func (a area) harvest(dry bool) (h Harvest) {
	a.t.Helper()
	dbtest.ClockOf(a.d).Advance(time.Second)
	a.write(func(tx *db.Tx) (err error) {
		h, err = Start(tx, manager, "council", dry)
		return err
	})
	a.drain()
	return a.of(h.ID)
}

func (a area) drain() {
	a.t.Helper()
	handlers := Handlers(a.d, Options{Contact: "https://area.example", Allow: []string{a.host}})
	if err := jobs.NewRunner(a.d, handlers).Drain(a.t.Context()); err != nil {
		a.t.Fatal(err)
	}
}

func (a area) of(id string) (h Harvest) {
	a.t.Helper()
	dbtest.Read(a.t, a.d, func(r *db.Snapshot) (err error) {
		h, err = Get(r, id)
		return err
	})
	return h
}

func (a area) lines(id string) (lines []Line) {
	a.t.Helper()
	dbtest.Read(a.t, a.d, func(r *db.Snapshot) (err error) {
		lines, err = Lines(r, id)
		return err
	})
	return lines
}

func (a area) names() (names []string) {
	a.t.Helper()
	dbtest.Read(a.t, a.d, func(r *db.Snapshot) error {
		result, err := directory.New().Search(r, directory.Query{}, directory.Page{Size: 100})
		for _, hit := range result.Hits {
			names = append(names, hit.Service.Name)
		}
		return err
	})
	return names
}

// publisher is another area whose directory is published.
func publisher(t *testing.T, records ...string) (d *db.DB, feed http.Handler) {
	t.Helper()
	d = dbtest.SQLite(t)
	tell(t, d, records...)
	return d, publish.New(d, directory.New(), "https://council.example")
}

func tell(t *testing.T, d *db.DB, records ...string) {
	t.Helper()
	dbtest.ClockOf(d).Advance(time.Second)
	if _, err := openreferral.Import(context.Background(), d, strings.NewReader("["+strings.Join(records, ",")+"]"), "own"); err != nil {
		t.Fatal(err)
	}
	if err := publish.Changed(context.Background(), d); err != nil {
		t.Fatal(err)
	}
}

// One area reads what another publishes: everything, then nothing new, then
// what has changed, with the field.
func TestOneAreaReadsAnother(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		there, feed := publisher(t, lunch(1, ""), lunch(2, ""), lunch(3, ""))
		a := reading(t, d, feed)
		first := a.harvest(false)
		if first.State != Done || first.Added != 3 || first.Read != 3 || len(a.names()) != 3 {
			t.Fatalf("%+v", first)
		}
		again := a.harvest(false)
		if again.State != Done || again.Added+again.Changed != 0 || len(a.lines(again.ID)) != 0 {
			t.Fatalf("again: %+v", again)
		}
		tell(t, there, lunch(2, `,"email":"hello@lunch.example"`))
		dry := a.harvest(true)
		if lines := a.lines(dry.ID); dry.Changed != 1 || len(lines) != 1 || lines[0].Details[0] != (Detail{"Email", "", "hello@lunch.example"}) {
			t.Errorf("dry: %+v %+v", dry, lines)
		}
		third := a.harvest(false)
		if third.Changed != 1 || third.Unchanged != 2 {
			t.Errorf("third: %+v", third)
		}
	})
}

func TestSecondReadingWritesNothing(t *testing.T) {
	_, feed := publisher(t, lunch(1, `,"phones":[{"id":"`+idOf(9)+`","number":"01632 960001"}]`), lunch(2, ""))
	a := reading(t, dbtest.SQLite(t), feed)
	a.harvest(false)
	changed := func() (n int) {
		dbtest.Read(t, a.d, func(r *db.Snapshot) error {
			list, err := directory.ChangedSince(r, r.Now(), "", 100)
			n = len(list)
			return err
		})
		return n
	}
	dbtest.ClockOf(a.d).Advance(time.Hour)
	a.harvest(false)
	if n := changed(); n != 0 {
		t.Errorf("%d services were written again", n)
	}
}

// pages serves fixed pages, and what is asked for by id.
type pages struct {
	asked []string
	list  map[string]string // by page number
	byID  map[string]string
	busy  int // answers that say so first
}

func (p *pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(r.URL.Path, publish.Root)
	p.asked = append(p.asked, path+"?"+r.URL.Query().Get("page"))
	if p.busy > 0 {
		p.busy--
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	page := r.URL.Query().Get("page")
	if page == "" {
		page = "1"
	}
	id, single := strings.CutPrefix(path, "/services/")
	switch {
	case path == "/" || path == "":
		fmt.Fprint(w, `{"version":"HSDS-UK-3.0","profile":"uk","openapi_url":"https://council.example"}`)
	case single && p.byID[id] != "":
		fmt.Fprint(w, p.byID[id])
	case path == "/services" && p.list[page] != "":
		fmt.Fprint(w, p.list[page])
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

func pageOf(number, of, total int, records ...string) string {
	return fmt.Sprintf(`{"total_items":%d,"total_pages":%d,"page_number":%d,"size":%d,"first_page":%t,"last_page":%t,"empty":false,"contents":[%s]}`,
		total, of, number, len(records), number == 1, number == of, strings.Join(records, ","))
}

// A list without anything nested is followed to the single records, and only
// to those that have changed.
func TestDetailsAreAskedForOnceAndWhenChanged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		stamp := func(n int) string { return fmt.Sprintf(`,"last_modified":"2026-11-0%dT00:00:00Z"`, n) }
		p := &pages{
			list: map[string]string{"1": pageOf(1, 2, 3, lunch(1, stamp(1)), lunch(2, stamp(1))), "2": pageOf(2, 2, 3, lunch(3, stamp(1)))},
			byID: map[string]string{idOf(1): lunch(1, stamp(1)+`,"schedules":[{"id":"`+idOf(7)+`","byday":"MO"}]`), idOf(2): lunch(2, stamp(1)), idOf(3): `<html>`},
		}
		a := reading(t, d, p)
		first := a.harvest(false)
		if first.State != Done || first.Added != 2 || first.Rejected != 1 {
			t.Fatalf("%+v", first)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			kept, err := Quarantine(r, "council", 10)
			if len(kept) != 1 || kept[0].SourceID != idOf(3) {
				t.Errorf("%+v", kept)
			}
			return err
		})
		p.byID[idOf(3)] = lunch(3, stamp(1))
		p.asked = nil
		second := a.harvest(false)
		if slices.Contains(p.asked, "/services/"+idOf(1)+"?") || second.Added != 1 {
			t.Errorf("asked again for what has not changed: %v, %+v", p.asked, second)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			kept, err := Quarantine(r, "council", 10)
			if len(kept) != 0 {
				t.Errorf("%+v", kept)
			}
			return err
		})
	})
}

func TestMissingRecordsAreSuspectedThenGone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var records []string
		for n := range 20 {
			records = append(records, lunch(n+1, ""))
		}
		p := &pages{list: map[string]string{"1": `[` + strings.Join(records, ",") + `]`}, byID: map[string]string{}}
		for n := range 20 {
			p.byID[idOf(n+1)] = lunch(n+1, "")
		}
		a := reading(t, d, p)
		a.harvest(false)
		p.list["1"] = `[` + strings.Join(records[:18], ",") + `]`
		for i, gone := range []int{0, 0, 2} {
			if h := a.harvest(false); h.State != Done || h.Missed != 2 || h.Gone != gone {
				t.Errorf("reading %d: %+v", i+2, h)
			}
		}
		if n := len(a.names()); n != 18 {
			t.Errorf("%d are found", n)
		}
		p.list["1"] = `[` + strings.Join(records[:5], ",") + `]`
		if dry := a.harvest(true); dry.State != Done || dry.Missed != 13 || dry.Message == "" {
			t.Errorf("a look at it: %+v", dry)
		}
		before := a.harvest(false)
		h := a.harvest(false)
		if err := GoOn(t.Context(), d, manager, before.ID); err != ErrNotStopped {
			t.Error("going on with what a later reading has seen better:", err)
		}
		a.harvest(true) // only looks, and leaves the decision open
		if h.State != Stopped || h.Missed != 13 || len(a.names()) != 18 {
			t.Fatalf("most of it vanished: %+v", h)
		}
		if err := GoOn(t.Context(), d, manager, h.ID); err != nil {
			t.Fatal(err)
		}
		if h := a.of(h.ID); h.State != Done {
			t.Errorf("%+v", h)
		}
		if err := GoOn(t.Context(), d, manager, h.ID); err != ErrNotStopped {
			t.Error("twice:", err)
		}
	})
}

func TestHostileFeedsChangeNothing(t *testing.T) {
	for name, list := range map[string]string{
		"a web page":    `<!doctype html><html><body>Welcome</body></html>`,
		"nothing":       ``,
		"broken off":    `{"contents":[` + lunch(1, "") + `,{"id":`,
		"a wrong total": pageOf(1, 1, 50, lunch(1, "")),
		"without end":   pageOf(1, 9, 1, lunch(1, "")),
	} {
		p := &pages{list: map[string]string{"1": list}, byID: map[string]string{idOf(1): lunch(1, "")}}
		if name == "without end" {
			for n := 2; n < 9; n++ {
				p.list[fmt.Sprint(n)] = list
			}
		}
		a := reading(t, dbtest.SQLite(t), p)
		tellHere(t, a.d, lunch(5, ""))
		if h := a.harvest(false); h.State != Failed || h.Message == "" || h.Missed != 0 || !slices.Contains(a.names(), "Lunch club 5") {
			t.Errorf("%s: %+v", name, h)
		}
	}
}

// tellHere gives the source something to lose.
func tellHere(t *testing.T, d *db.DB, record string) {
	t.Helper()
	if _, err := openreferral.Import(context.Background(), d, strings.NewReader("["+record+"]"), "council"); err != nil {
		t.Fatal(err)
	}
}

func TestABusyFeedIsAskedAgainLater(t *testing.T) {
	p := &pages{busy: 6, list: map[string]string{"1": pageOf(1, 1, 1, lunch(1, `,"phones":[]`))}}
	a := reading(t, dbtest.SQLite(t), p)
	h := a.harvest(false)
	if h.State != Reading || !strings.Contains(h.Message, "asks again") {
		t.Fatalf("%+v", h)
	}
	dbtest.ClockOf(a.d).Advance(10 * time.Minute)
	a.drain()
	if h := a.of(h.ID); h.State != Done || h.Added != 1 {
		t.Errorf("%+v", h)
	}
}

func TestAPrivateAddressIsNotRead(t *testing.T) {
	a := reading(t, dbtest.SQLite(t), &pages{})
	a.host = "elsewhere.example"
	if h := a.harvest(false); h.State != Failed || !strings.Contains(h.Message, "private network") {
		t.Errorf("%+v", h)
	}
}

func TestThePlanBeginsWhatIsDue(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := reading(t, d, &pages{list: map[string]string{"1": pageOf(1, 1, 1, lunch(1, `,"phones":[]`))}})
		count := func() (n int) {
			dbtest.Read(t, d, func(r *db.Snapshot) error {
				all, err := Latest(r, "council", 10)
				n = len(all)
				return err
			})
			return n
		}
		a.write(Plan)
		a.drain()
		a.write(Plan)
		if n := count(); n != 1 {
			t.Errorf("%d harvests on the first day", n)
		}
		dbtest.ClockOf(d).Advance(25 * time.Hour)
		a.drain()
		if n := count(); n != 2 {
			t.Errorf("%d harvests after a day", n)
		}
	})
}

func TestAFile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		bring := func(dry bool, records ...string) Harvest {
			dbtest.ClockOf(d).Advance(time.Second)
			h, _, err := File(t.Context(), d, manager, directory.Source{ID: "list"}, strings.NewReader("["+strings.Join(records, ",")+"]"), openreferral.Read, dry)
			if err != nil {
				t.Fatal(err)
			}
			return h
		}
		if h := bring(true, lunch(1, "")); h.Added != 1 || h.State != Done {
			t.Errorf("dry: %+v", h)
		}
		var all []string
		for n := range 20 {
			all = append(all, lunch(n+1, ""))
		}
		if h := bring(false, all...); h.Added != 20 {
			t.Errorf("%+v", h)
		}
		h := bring(false, all[:3]...)
		if h.State != Stopped || h.Missed != 17 {
			t.Errorf("%+v", h)
		}
		if err := GoOn(t.Context(), d, manager, h.ID); err != nil {
			t.Error(err)
		}
		if h := bring(false, all...); h.State != Done || h.Changed != 17 || h.Unchanged != 3 {
			t.Errorf("all are back: %+v", h)
		}
	})
}
