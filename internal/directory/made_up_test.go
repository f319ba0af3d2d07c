package directory

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/places"
)

// serviceNamed returns a small made-up service at an outcode of the made-up county.
func serviceNamed(id, name, outcode string) Service {
	s := Service{
		ID: id, Name: name, Status: Active,
		Organisation: Organisation{ID: "org-" + id, Name: "Friends of " + name, Origin: origin("org-" + id)},
		Origin:       origin(id),
	}
	if outcode != "" {
		s.Locations = []Location{{
			ID: "loc-" + outcode, Name: "Hall " + outcode, Kind: "physical", Postcode: outcode, Outcode: outcode,
			Point: middleOf(outcode), Origin: origin("loc-" + outcode),
		}}
	}
	return s
}

func origin(id string) Origin {
	return Origin{Source: "test", SourceID: id, Record: json.RawMessage(`{"id":"` + id + `","x":[1,2]}`)}
}

func middleOf(outcode string) places.Point {
	for _, area := range places.MadeUp() {
		if area.Outcode == outcode {
			return area.Point
		}
	}
	panic("no made-up outcode " + outcode)
}

func write(t testing.TB, d *db.DB, act func(*db.Tx) error) {
	t.Helper()
	if err := d.Write(context.Background(), act); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, d *db.DB, look func(*db.Snapshot) error) {
	t.Helper()
	if err := d.Read(context.Background(), look); err != nil {
		t.Fatal(err)
	}
}

func store(t testing.TB, d *db.DB, services ...Service) {
	t.Helper()
	write(t, d, func(tx *db.Tx) error {
		for _, s := range services {
			if _, err := Upsert(tx, s); err != nil {
				return fmt.Errorf("%s: %w", s.ID, err)
			}
		}
		return nil
	})
}

// look searches and fails the test on an error.
func look(t testing.TB, d *db.DB, dir *Directory, q Query, p Page) (result Result) {
	t.Helper()
	read(t, d, func(s *db.Snapshot) (err error) {
		result, err = dir.Search(s, q, p)
		return err
	})
	return result
}

func ids(hits []Hit) []string {
	var all []string
	for _, h := range hits {
		all = append(all, h.Service.ID)
	}
	return all
}

var (
	whats  = []string{"lunch club", "walking group", "debt advice", "befriending", "community garden", "choir", "food bank", "stop smoking", "computer club", "carers' café", "chair yoga", "bereavement circle", "warm space", "men's shed", "tenants' help", "knitting", "health walk", "language café", "toddler group", "volunteer drivers"}
	wheres = []string{"Riverside", "St Mary's", "Old Mill", "Beacon", "Northgate", "Weir", "Harbour", "Hilltop", "Canal", "Library"}
	prose  = []string{"We meet every week and everyone is welcome.", "Run by volunteers with a warm welcome, tea and a chat.", "Come along or ring us first.", "For people who feel lonely or would like to be more active.", "Help with bills, benefits and forms.", "Bring a friend, a neighbour or just yourself.", "Wheelchair access and a hearing loop.", "There is a small charge for lunch."}
)

// manyServices makes n services, always the same ones.
func manyServices(n int) []Service {
	random := rand.New(rand.NewPCG(2026, 11))
	areas := places.MadeUp()
	all := make([]Service, n)
	for i := range all {
		outcode := areas[random.IntN(len(areas))].Outcode
		if random.IntN(10) == 0 {
			outcode = ""
		}
		s := serviceNamed(fmt.Sprintf("s%05d", i), wheres[random.IntN(len(wheres))]+" "+whats[random.IntN(len(whats))], outcode)
		for range 3 {
			s.Description += prose[random.IntN(len(prose))] + " "
		}
		s.Free = []Answer{Yes, No, NotStated}[random.IntN(3)]
		s.TakesReferrals = []Answer{Yes, No, NotStated}[random.IntN(3)]
		all[i] = s
	}
	return all
}
