package find_test

import (
	"fmt"
	"testing"

	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/messages"
	"linkwork/internal/places"
	"linkwork/internal/web/find"
	"linkwork/internal/web/housetest"
)

// open is a house with a small directory.
func open(t *testing.T) (*housetest.House, *housetest.Site) {
	h := housetest.New(t)
	lunch := service("lunch", "Harbour Lunch Club", "QY1")
	lunch.Description = "A hot meal and company.\n<script>alert(1)</script>"
	lunch.ReferralEmail, lunch.TakesReferrals = "hello@lunch.example", directory.Yes
	lunch.Website, lunch.Topics = "https://lunch.example/about", []string{"Loneliness and isolation"}
	lunch.AssuredOn = dates.Of(h.DB.Now()).AddDays(-275)
	shed := service("shed", "Men's Shed", "QX1")
	shed.Website, shed.Phone, shed.Cost, shed.Free = "javascript:alert(1)", "01632 960 222", "£2 a visit", directory.No
	choir := service("choir", "Lunch Choir", "QY2")
	choir.TakesReferrals, choir.Free = directory.No, directory.Yes
	store(t, h, lunch, shed, choir)
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		return directory.Observe(tx, "lunch", directory.Capacity{State: directory.HasPlaces, Places: 3, Observer: directory.ByOrganisation, ObserverName: "Joan"})
	})
	return h, h.Serve(t, find.Routes(directory.New()))
}

func service(id, name, outcode string) directory.Service {
	origin := func(id string) directory.Origin {
		return directory.Origin{Source: "test", SourceID: id, Record: []byte(`{}`)}
	}
	var point places.Point
	for _, area := range places.MadeUp() {
		if area.Outcode == outcode {
			point = area.Point
		}
	}
	return directory.Service{ID: id, Name: name, Status: directory.Active, Origin: origin(id),
		Organisation: directory.Organisation{ID: "org-" + id, Name: "Friends of " + name, Origin: origin("org-" + id)},
		Locations:    []directory.Location{{ID: "at-" + id, Name: "Hall of " + name, Kind: "physical", Outcode: outcode, Point: point, Origin: origin("at-" + id)}}}
}

func store(t *testing.T, h *housetest.House, services ...directory.Service) {
	t.Helper()
	dbtest.Write(t, h.DB, func(tx *db.Tx) error {
		for _, s := range services {
			if _, err := directory.Upsert(tx, s); err != nil {
				return err
			}
		}
		return nil
	})
}

// many adds walking groups, so that there are several pages.
func many(t *testing.T, h *housetest.House, n int) {
	for i := range n {
		s := service(fmt.Sprintf("walk%02d", i), fmt.Sprintf("Walking group %02d", i), "QY1")
		s.Topics = []string{"Loneliness and isolation"}
		store(t, h, s)
	}
}

func connected(t *testing.T, h *housetest.House) (all []connections.Connection) {
	t.Helper()
	dbtest.Read(t, h.DB, func(r *db.Snapshot) (err error) {
		all, err = connections.Of(r, h.Worker, h.PersonID)
		return err
	})
	return all
}

func outbox(t *testing.T, h *housetest.House) (all []messages.Entry) {
	t.Helper()
	dbtest.Read(t, h.DB, func(r *db.Snapshot) (err error) {
		all, err = messages.Outbox(r, messages.Entry{}, 100)
		return err
	})
	return all
}

func gaps(t *testing.T, h *housetest.House) (all []directory.Gap) {
	t.Helper()
	dbtest.Read(t, h.DB, func(r *db.Snapshot) (err error) {
		all, err = directory.GapsSince(r, dbtest.Start, 100)
		return err
	})
	return all
}
