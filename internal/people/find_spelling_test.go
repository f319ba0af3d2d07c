package people_test

import (
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

func TestPartOfANameFindsItInAnySpelling(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		for i, k := range []struct {
			given, family string
			finds, misses []string
		}{
			{"Żofia", "Nowak", []string{"zof", "ŻOF", "nowak zo", "zofia"}, []string{"ofia", "zofian"}},
			{"Sinéad", "O'Brien", []string{"obrien", "o'brien", "o’brien", "o brien", "sinead obr"}, []string{"brian"}},
			{"Ewan", "McDonald", []string{"mc donald", "McDonald", "mcd", "ewan mc donald", "mc donald ewan"}, []string{"donald"}},
			{"Jan", "Van den Berg", []string{"vandenberg", "berg", "van den", "vanden", "jan vandenberg"}, []string{"enberg"}},
			{"Wilhelmina", "Ashdown-O’Hara", []string{"ashdown", "ohara", "wil", "ashdown-ohara", "ashdownohara", "o hara", "wilhelmina ashdown"}, []string{"shdown", "hara"}},
			{"Łukasz", "Strauß", []string{"lukasz", "łuk", "strauss", "Strauß"}, []string{"ukasz"}},
			{"Søren", "Ægir", []string{"soren", "aegir", "søren ægir"}, nil},
		} {
			details := doreen
			details.Given, details.Family, details.Called, details.NHSNumber = k.given, k.family, "", vocabulary.MakeNHSNumber(100+i)
			id := create(c, details)
			c.Write(func(tx *db.Tx) error { return access.Grant(tx, id, c.Harbour.TeamID, c.Harbour.First.AccountID) })
			found := func(text string) bool {
				hit := false
				c.Read(func(r *db.Snapshot) error {
					list, err := people.Find(r, c.Harbour.First, text, 20)
					for _, p := range list {
						hit = hit || p.ID == id
					}
					return err
				})
				return hit
			}
			for _, text := range k.finds {
				if !found(text) {
					t.Errorf("%q does not find %s %s", text, k.given, k.family)
				}
			}
			for _, text := range k.misses {
				if found(text) {
					t.Errorf("%q finds %s %s", text, k.given, k.family)
				}
			}
		}
	})
}

func FuzzFindTakesAnyText(f *testing.F) {
	d := dbtest.SQLite(f)
	for _, text := range []string{"mc donald", "%", "o'brien", "1/2/1990", "ł ø ß", "a b c d e f g h", "\x00"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if err := d.Read(t.Context(), func(r *db.Snapshot) error {
			_, err := people.Find(r, access.Actor{AccountID: "amina"}, text, 5)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}
