package keepers

import (
	"context"
	"errors"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/links"
	"strings"
	"testing"
)

func TestALinkOpensOnlyWhatNamesItsAddress(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		org := entry("c", "", long)
		org.Organisation.Email = lunch
		setUp(t, d, entry("a", lunch, long), entry("b", shed, long), org)
		l := linkTo(t, d, lunch)
		for name, act := range map[string]func(tx *db.Tx) error{
			"confirm": func(tx *db.Tx) error { return Confirm(tx, l, "b") },
			"suggest": func(tx *db.Tx) error {
				_, err := Suggest(tx, l, "b", Said{Texts: map[string]string{"phone": "1"}})
				return err
			},
			"close":  func(tx *db.Tx) error { _, err := SuggestClosed(tx, l, "b", ""); return err },
			"nobody": func(tx *db.Tx) error { return Confirm(tx, links.Link{SubjectID: "nobody"}, "a") },
		} {
			if err := d.Write(context.Background(), act); !errors.Is(err, db.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			k, err := Get(r, l.SubjectID)
			if err != nil {
				return err
			}
			entries, err := Entries(r, k)
			if len(entries) != 2 || entries[0].ID != "a" || entries[1].ID != "c" {
				t.Errorf("%v", entries)
			}
			return err
		})
		dbtest.Write(t, d, func(tx *db.Tx) error {
			return directory.Correct(tx, directory.By{ID: "sam"}, "a", directory.Service{Email: shed}, "email")
		})
		if err := d.Write(context.Background(), func(tx *db.Tx) error { return Confirm(tx, l, "a") }); !errors.Is(err, db.ErrNotFound) {
			t.Error("an entry that has moved on is still theirs:", err)
		}
	})
}

func TestAHiddenPlaceStaysHidden(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		refuge := entry("a", lunch, long)
		refuge.Name = "Harbour women's refuge"
		setUp(t, d, refuge)
		l := linkTo(t, d, lunch)
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			k, err := Get(r, l.SubjectID)
			if err != nil {
				return err
			}
			e, err := GetEntry(r, k, "a")
			if !e.PlaceHidden || len(e.Locations) != 0 {
				t.Errorf("%+v", e)
			}
			return err
		})
		id := suggest(t, d, l, "a", map[string]string{"phone": "01632 960299", "places": "Somewhere else, QX1 1AA"})
		if s := suggestion(t, d, id); len(s.Changes) != 1 {
			t.Errorf("%+v", s.Changes)
		}
	})
}

func TestALinkIsSentOnlyToAnAddressThatEntriesName(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long))
		send := func(address string) error {
			return d.Write(context.Background(), func(tx *db.Tx) error { return SendLink(tx, address, base) })
		}
		for _, address := range []string{"stranger@person.example", strings.ToUpper(lunch), lunch, lunch, lunch, lunch} {
			if err := send(address); err != nil {
				t.Fatal(err)
			}
		}
		for _, e := range count(t, d, linksADay) {
			if e.To != lunch || !strings.HasPrefix(e.Secret, base+"/keep/") {
				t.Errorf("%+v", e)
			}
		}
		refuses(t, send("not one"), "email")
		dbtest.ClockOf(d).Advance(withinADay)
		if err := send(lunch); err != nil {
			t.Fatal(err)
		}
		count(t, d, linksADay+1)
	})
}

func TestSettings(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			s, err := TheSettings(r)
			if s.Asks || s.ADay != usualADay {
				t.Errorf("on before anybody chose: %+v", s)
			}
			return err
		})
		save := func(s Settings) error {
			return d.Write(context.Background(), func(tx *db.Tx) error { return SaveSettings(tx, s) })
		}
		refuses(t, save(Settings{ADay: 0}), "a_day")
		if err := save(Settings{Asks: true, ADay: 5}); err != nil {
			t.Fatal(err)
		}
		if err := save(Settings{Asks: false, ADay: 5}); !errors.Is(err, db.ErrConflict) {
			t.Error("the second to save did not notice:", err)
		}
	})
}
