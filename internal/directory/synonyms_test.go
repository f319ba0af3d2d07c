package directory

import (
	"context"
	"errors"
	"slices"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/search"
)

func TestSynonymsOfTheArea(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dir := New()
		store(t, d, serviceNamed("flask", "Bait time", "QX1"), serviceNamed("meal", "A shared meal", "QX1"))
		found := func(words string) []string { return ids(look(t, d, dir, Query{Words: words}, Page{}).Hits) }
		if got := found("lunch"); !slices.Equal(got, []string{"meal"}) {
			t.Fatalf("before: %v", got)
		}
		var id string
		write(t, d, func(tx *db.Tx) (err error) {
			id, err = SaveSynonyms(tx, Synonyms{Words: []string{" bait ,lunch", "lunch"}})
			return err
		})
		if got := found("lunch"); len(got) != 2 {
			t.Errorf("with bait: %v", got)
		}
		write(t, d, func(tx *db.Tx) error { return DeleteSynonyms(tx, "food") })
		if got := found("lunch"); !slices.Equal(got, []string{"flask"}) {
			t.Errorf("without ours: %v", got)
		}
		read(t, d, func(r *db.Snapshot) error {
			all, err := ListSynonyms(r)
			if last := all[len(all)-1]; len(all) != len(search.Alike) || last.ID != id || last.Ours || !slices.Equal(last.Words, []string{"bait", "lunch"}) || !all[0].Ours {
				t.Errorf("%+v", all)
			}
			return err
		})
		write(t, d, func(tx *db.Tx) error { return DeleteSynonyms(tx, id) })
		if got := found("lunch"); len(got) != 0 {
			t.Errorf("without any: %v", got)
		}
	})
}

func TestSynonymsRefuse(t *testing.T) {
	d := dbtest.SQLite(t)
	for _, words := range [][]string{nil, {"one"}, {"one", " one "}, {"!", "two"}} {
		err := d.Write(context.Background(), func(tx *db.Tx) error { _, err := SaveSynonyms(tx, Synonyms{Words: words}); return err })
		var faults *db.Invalid
		if !errors.As(err, &faults) || faults.Fields[0].Field != "words" {
			t.Errorf("%v: %v", words, err)
		}
	}
	if err := d.Write(context.Background(), func(tx *db.Tx) error { return DeleteSynonyms(tx, "none") }); !errors.Is(err, db.ErrNotFound) {
		t.Error(err)
	}
}
