package casework_test

import (
	"fmt"
	"net/url"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
)

func TestChoicesAreTakenFromListsOnly(t *testing.T) {
	worker := []casework.Which{casework.Mine, casework.TeamOpen}
	for _, k := range []struct{ typed, want string }{
		{"", "list=mine"},
		{"list=team&sort=name-down&need=money&state=engaged&quiet=yes&late=yes&worker=0a-1&practice=0b", "late=yes&list=team&need=money&practice=0b&quiet=yes&sort=name-down&state=engaged&worker=0a-1"},
		{"list=unallocated", "list=mine"},
		{"list=mine&worker=0a", "list=mine"},
		{"list=mine&need=Doreen+Marsh&state=closed&sort=birth&practice=Doreen&worker=x&quiet=1&q=Doreen", "list=mine"},
		{"list=mine&practice=0123456789-0123456789-0123456789-0123456789", "list=mine"},
	} {
		from, err := url.ParseQuery(k.typed)
		if err != nil {
			t.Fatal(err)
		}
		if got := casework.ParseChoices(from, worker).Values().Encode(); got != k.want {
			t.Errorf("%q is %q, want %q", k.typed, got, k.want)
		}
	}
}

func FuzzChoicesAreStable(f *testing.F) {
	f.Add("list=mine&sort=name&practice=0a&need=money&state=engaged&quiet=yes")
	f.Fuzz(func(t *testing.T, typed string) {
		from, _ := url.ParseQuery(typed)
		has := casework.Whichs(access.Actor{Memberships: []access.Membership{{Role: access.LinkWorker}, {Role: access.Manager}}})
		once := casework.ParseChoices(from, has)
		if twice := casework.ParseChoices(once.Values(), has); twice != once {
			t.Fatalf("%+v and then %+v", once, twice)
		}
	})
}

func TestASavedViewIsItsOwnersAlone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		choices := casework.Choices{Which: casework.Mine, Sort: casework.ByNext, Need: "money", Late: true, New: true}
		save := func(name string) (string, error) {
			return casework.SaveView(t.Context(), d, n.First, once.Key{}, name, choices)
		}
		for _, bad := range []string{"", " ", fmt.Sprintf("%061d", 1)} {
			_, err := save(bad)
			castest.Refused(t, err, "name")
		}
		id, err := save("  Late   money ")
		c.OK(err)
		views := func(by access.Actor) (all []casework.SavedView) {
			c.Read(func(s *db.Snapshot) (err error) { all, err = casework.SavedViews(s, by); return })
			return all
		}
		kept := views(n.First)
		if len(kept) != 1 || kept[0].Name != "Late money" || casework.ParseChoices(kept[0].Choices, casework.Whichs(n.First)) != choices {
			t.Fatalf("%+v", kept)
		}
		for _, other := range []access.Actor{n.Second, n.Manager, c.Canalside.First} {
			if len(views(other)) != 0 {
				t.Error("somebody else sees it")
			}
			castest.Is(t, casework.RenameView(t.Context(), d, other, once.Key{}, id, "Mine now", 1), db.ErrNotFound)
			castest.Is(t, casework.DeleteView(t.Context(), d, other, once.Key{}, id), db.ErrNotFound)
		}
		castest.Refused(t, casework.RenameView(t.Context(), d, n.First, once.Key{}, id, "", 1), "name")
		c.OK(casework.RenameView(t.Context(), d, n.First, once.Key{}, id, "Bills", 1))
		castest.Is(t, casework.RenameView(t.Context(), d, n.First, once.Key{}, id, "Debts", 1), db.ErrConflict)
		c.OK(casework.DeleteView(t.Context(), d, n.First, once.Key{}, id))
		castest.Is(t, casework.DeleteView(t.Context(), d, n.First, once.Key{}, id), db.ErrNotFound)
		for i := range 30 {
			_, err := save(fmt.Sprint(i))
			c.OK(err)
		}
		_, err = save("one more")
		castest.Refused(t, err, "name")
	})
}
