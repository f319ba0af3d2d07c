package publicdirectory_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral"
	"linkwork/internal/openreferral/publish"
	"linkwork/internal/places"
	"linkwork/internal/publicdirectory"
)

// rack is a directory with what anybody sees of it.
type rack struct {
	*testing.T
	db     *db.DB
	public *publicdirectory.Directory
}

func each(t *testing.T, test func(r rack)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(rack{t, d, publicdirectory.New()}) })
}

func id(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }

// at is where the services of these tests are.
var at = places.Point{Lat: 53.5, Lon: -1.5}

func record(n int, name, description string) string {
	return fmt.Sprintf(`{"id":%q,"name":%q,"description":%q,"status":"active","organization":{"id":%q,"name":"Friends of %s","description":"A group."},
		"service_at_locations":[{"id":%q,"location":{"id":%q,"location_type":"physical","name":"Hall %d","latitude":53.5,"longitude":-1.5,
		"addresses":[{"id":%q,"address_1":"1 Quay Street","city":"Harbour","region":"Shire","country":"GB","state_province":"Shire","postal_code":"QY1 2AB","address_type":"physical"}]}}],
		"schedules":[{"id":%q,"freq":"WEEKLY","byday":"TH","opens_at":"12:00","closes_at":"14:00"}]}`,
		id(n), name, description, id(n+100), name, id(n+200), id(n+300), n, id(n+400), id(n+500))
}

func (r rack) take(records ...string) {
	r.Helper()
	report, err := openreferral.Import(r.Context(), r.db, strings.NewReader("["+strings.Join(records, ",")+"]"), "test")
	if err != nil || len(report.Rejected) > 0 {
		r.Fatal(err, report.Rejected)
	}
	r.publish()
}

func (r rack) write(act func(tx *db.Tx) error) {
	r.Helper()
	dbtest.Write(r.T, r.db, act)
	r.publish()
}

func (r rack) publish() {
	r.Helper()
	dbtest.ClockOf(r.db).Advance(time.Second)
	if err := publish.Changed(r.Context(), r.db); err != nil {
		r.Fatal(err)
	}
}

// find returns the names of what anybody finds.
func (r rack) find(q directory.Query) (names []string) {
	r.Helper()
	dbtest.Read(r.T, r.db, func(s *db.Snapshot) error {
		found, err := r.public.Search(s, q, directory.Page{})
		for _, hit := range found.Hits {
			names = append(names, hit.Service.Name)
		}
		if found.Total != len(found.Hits) {
			r.Errorf("%d in all, %d shown", found.Total, len(found.Hits))
		}
		return err
	})
	return names
}

func (r rack) get(n int) (s directory.Service, err error) {
	err = r.db.Read(r.Context(), func(snapshot *db.Snapshot) (err error) {
		s, err = publicdirectory.Get(snapshot, id(n))
		return err
	})
	return s, err
}

func TestAnybodyFindsWhatIsPublished(t *testing.T) {
	each(t, func(r rack) {
		if names := r.find(directory.Query{}); len(names) > 0 {
			t.Fatalf("an empty rack has %v", names)
		}
		r.take(record(1, "Harbour Lunch", "A hot meal and company."), record(2, "Chess in the Hall", "Games."))
		if names := r.find(directory.Query{Words: "meal", From: at, Miles: 1}); len(names) != 1 || names[0] != "Harbour Lunch" {
			t.Errorf("%v", names)
		}
		s, err := r.get(1)
		if err != nil || s.Name != "Harbour Lunch" || len(s.Locations) != 1 || s.Organisation.Name == "" {
			t.Errorf("%+v %v", s, err)
		}
		dbtest.Read(t, r.db, func(snapshot *db.Snapshot) error {
			next, err := publicdirectory.NextTimes(snapshot, []string{id(1), id(9)}, snapshot.Now(), 0)
			if len(next) != 1 || next[id(1)].Opens != "12:00" {
				t.Errorf("%+v", next)
			}
			return err
		})
		if _, err := r.get(9); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("%v", err)
		}
		r.take(record(1, "Harbour Supper", "A hot meal and company."), record(2, "Chess in the Hall", "Games."))
		if names := r.find(directory.Query{Words: "meal"}); len(names) != 1 || names[0] != "Harbour Supper" {
			t.Errorf("after a change: %v", names)
		}
	})
}

// What is kept back cannot be found out by asking for it.
func TestWhatIsKeptBackIsNotFound(t *testing.T) {
	each(t, func(r rack) {
		r.take(record(1, "Safe Haven Refuge", "A place to stay."), record(2, "Staff Secret", "Only for link workers."))
		if names := r.find(directory.Query{Words: "refuge"}); len(names) != 1 {
			t.Errorf("a refuge is published, without its place: %v", names)
		}
		for _, q := range []directory.Query{{Words: "quay street"}, {Words: "hall 1"}} {
			for _, name := range r.find(q) {
				if strings.Contains(name, "Refuge") {
					t.Errorf("%q finds the place of the refuge", q.Words)
				}
			}
		}
		dbtest.Read(t, r.db, func(s *db.Snapshot) error {
			found, err := r.public.Search(s, directory.Query{Words: "refuge", From: at}, directory.Page{})
			for _, hit := range found.Hits {
				if hit.Located {
					t.Errorf("%s says how far it is", hit.Service.Name)
				}
			}
			return err
		})
		if s, err := r.get(1); err != nil || len(s.Locations) > 0 || s.Phone != "" {
			t.Errorf("%+v %v", s, err)
		}
		r.write(func(tx *db.Tx) error {
			return directory.SetPrivacy(tx, directory.By{ID: "a", Name: "A"}, id(2), directory.Privacy{Published: false, Why: "for staff"})
		})
		if names := r.find(directory.Query{Words: "secret"}); len(names) > 0 {
			t.Errorf("for staff only: %v", names)
		}
		if _, err := r.get(2); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("for staff only: %v", err)
		}
	})
}

// A snapshot from before a change is answered too, without what it cannot see.
func TestAnOldSnapshot(t *testing.T) {
	each(t, func(r rack) {
		r.take(record(1, "Harbour Lunch", "A hot meal."))
		dbtest.Read(t, r.db, func(old *db.Snapshot) error {
			if _, err := r.public.Search(old, directory.Query{}, directory.Page{}); err != nil {
				return err
			}
			r.take(record(1, "Harbour Lunch", "A hot meal."), record(2, "Chess", "A meal of a game."))
			if names := r.find(directory.Query{Words: "meal"}); len(names) != 2 {
				t.Errorf("a new snapshot: %v", names)
			}
			found, err := r.public.Search(old, directory.Query{Words: "meal"}, directory.Page{})
			if len(found.Hits) != 1 {
				t.Errorf("an old snapshot: %+v", found.Hits)
			}
			return err
		})
	})
}
