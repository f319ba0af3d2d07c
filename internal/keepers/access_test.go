package keepers

import (
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/places"
)

// say suggests what was said and returns it as it waits.
func say(t *testing.T, d *db.DB, said Said) Suggestion {
	t.Helper()
	l := linkTo(t, d, lunch)
	var id string
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		id, err = Suggest(tx, l, "a", said)
		return err
	})
	return suggestion(t, d, id)
}

// approve takes all of a suggestion.
func approve(t *testing.T, d *db.DB, s Suggestion) {
	t.Helper()
	var take []string
	for _, c := range s.Changes {
		take = append(take, c.Field)
	}
	if err := decide(d, s.ID, s.Seen(), "", take...); err != nil {
		t.Fatal(err)
	}
}

func TestAccessOfOnePlace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a, neighbour := entry("a", lunch, long), entry("b", shed, long)
		a.Locations[0].Point = places.Point{Lat: 50.5, Lon: -4.5}
		neighbour.Locations[0].ID = "hall-a"
		neighbour.Schedules[0].LocationID = "hall-a"
		setUp(t, d, neighbour, a)
		s := say(t, d, Said{Access: []PlaceAccess{{"Quay Hall, 1 High Street, QX1 1AA", directory.No, "Accessible toilet"}}})
		if len(s.Changes) != 2 || s.Changes[0] != (Change{Field: "step-free", Was: "Yes", Wanted: "No", Now: "Yes"}) || s.Changes[1].Wanted != "Accessible toilet" {
			t.Fatalf("%+v", s.Changes)
		}
		approve(t, d, s)
		now := get(t, d, "a")
		hall := now.Locations[0]
		if hall.StepFree != directory.No || hall.Accessibility != "Accessible toilet" || hall.Point != a.Locations[0].Point || now.Schedules[0].LocationID != hall.ID {
			t.Errorf("%+v at %+v", now.Schedules, hall)
		}
		if other := get(t, d, "b"); other.Locations[0].StepFree != directory.Yes || other.Locations[0].Accessibility != "" {
			t.Errorf("one organisation changed the entry of another: %+v", other.Locations)
		}
		dbtest.Write(t, d, func(tx *db.Tx) error { _, err := directory.Upsert(tx, entry("a", lunch, long.AddDays(1))); return err })
		if again := get(t, d, "a"); again.Locations[0].StepFree != directory.No {
			t.Errorf("the next reading took it back: %+v", again.Locations)
		}
	})
}

func TestAccessOfSeveralPlaces(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		two := entry("a", lunch, long)
		two.Locations = append(two.Locations, directory.Location{ID: "shed", Name: "Shed", Postcode: "QX1 2AA", Outcode: "QX1", Kind: "physical", Origin: directory.Origin{Source: "council", SourceID: "shed"}},
			directory.Location{ID: "web", Name: "Online", Kind: "virtual", Origin: directory.Origin{Source: "council", SourceID: "web"}})
		setUp(t, d, two)
		asked := AccessOf(get(t, d, "a"))
		if len(asked) != 2 || asked[1] != (PlaceAccess{Place: "Shed, QX1 2AA"}) {
			t.Fatalf("%+v", asked)
		}
		asked[1].StepFree = directory.Yes
		s := say(t, d, Said{Access: asked})
		if len(s.Changes) != 1 || s.Changes[0].Was != "Quay Hall, 1 High Street, QX1 1AA: Yes" || s.Changes[0].Wanted != "Quay Hall, 1 High Street, QX1 1AA: Yes\nShed, QX1 2AA: Yes" {
			t.Fatalf("%+v", s.Changes)
		}
		if shown := AccessOf(s.On(get(t, d, "a"))); shown[1].StepFree != directory.Yes {
			t.Errorf("what waits is not filled in: %+v", shown)
		}
		approve(t, d, s)
		if now := get(t, d, "a").Locations; len(now) != 3 || now[0].ID != "hall-a" || now[1].StepFree != directory.Yes || now[2].ID != "web" {
			t.Errorf("%+v", now)
		}
	})
}

func TestAccessOfAPlaceThatIsNew(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long))
		s := say(t, d, Said{Texts: map[string]string{"places": "New Hall, 2 Quay, QX2 1AB"},
			Access: []PlaceAccess{{"Quay Hall, 1 High Street, QX1 1AA", directory.Yes, "Parking"}}})
		if len(s.Changes) != 3 {
			t.Fatalf("%+v", s.Changes)
		}
		approve(t, d, s)
		if hall := get(t, d, "a").Locations[0]; hall.Name != "New Hall" || hall.StepFree != directory.Yes || hall.Accessibility != "Parking" {
			t.Errorf("%+v", hall)
		}
	})
}

// What is said of a place that is not taken in cannot be taken in alone.
func TestAccessWithoutItsPlace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		two := entry("a", lunch, long)
		two.Locations = append(two.Locations, directory.Location{ID: "shed", Name: "Shed", Postcode: "QX1 2AA", Outcode: "QX1", Kind: "physical", Origin: directory.Origin{Source: "council", SourceID: "shed"}})
		setUp(t, d, two)
		s := say(t, d, Said{Texts: map[string]string{"places": "New Hall, 2 Quay, QX2 1AB\nShed, QX1 2AA"},
			Access: []PlaceAccess{{Place: "New Hall, 2 Quay, QX2 1AB", StepFree: directory.No}, {Place: "Shed, QX1 2AA", StepFree: directory.Yes}}})
		refuses(t, decide(d, s.ID, s.Seen(), "We do not know the hall", "step-free"), "take")
		if now := get(t, d, "a").Locations; now[0].StepFree != directory.Yes || now[1].StepFree != directory.NotStated {
			t.Errorf("%+v", now)
		}
		approve(t, d, s)
		if now := get(t, d, "a").Locations; now[0].Name != "New Hall" || now[0].StepFree != directory.No || now[1].StepFree != directory.Yes {
			t.Errorf("%+v", now)
		}
	})
}

// Long words of a feed, on several lines, are no change when nobody touches them.
func TestTheSameAccessIsNoChange(t *testing.T) {
	d := dbtest.SQLite(t)
	told := entry("a", lunch, long)
	told.Locations[0].Accessibility = "Ramp\r\n\r\n" + strings.Repeat("Toilet. ", 100)
	setUp(t, d, told)
	l := linkTo(t, d, lunch)
	for field, said := range map[string]Said{
		"name":     {Access: AccessOf(get(t, d, "a"))},
		"access-1": {Access: []PlaceAccess{{"Quay Hall, 1 High Street, QX1 1AA", directory.Yes, strings.Repeat("a", longestText+1)}}},
	} {
		refuses(t, d.Write(t.Context(), func(tx *db.Tx) error { _, err := Suggest(tx, l, "a", said); return err }), field)
	}
}
