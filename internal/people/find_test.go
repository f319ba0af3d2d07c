package people_test

import (
	"slices"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

func TestFindingPeopleWithinReach(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		id := create(c, doreen)
		beyond := doreen
		beyond.NHSNumber = vocabulary.MakeNHSNumber(2)
		hidden := create(c, beyond)
		c.Write(func(tx *db.Tx) error {
			if err := access.Grant(tx, hidden, c.Canalside.TeamID, c.Canalside.First.AccountID); err != nil {
				return err
			}
			return access.Grant(tx, id, n.TeamID, n.First.AccountID)
		})
		find := func(by access.Actor, text string) (ids []string) {
			c.Read(func(r *db.Snapshot) error {
				list, err := people.Find(r, by, text, 10)
				for _, p := range list {
					ids = append(ids, p.ID)
				}
				return err
			})
			return ids
		}
		number := vocabulary.FormatNHSNumber(doreen.NHSNumber)
		for _, text := range []string{"zoe", "Zoë", "ZOE", "zo", "o'neill", "ONEILL", "marsh", "dee", "zoe marsh", "marsh zoe", "Zoë O’Néill-Marsh",
			"dee oneill", "1941-08-06", "6/8/1941", "06/08/1941", number, doreen.NHSNumber, " zoe  marsh "} {
			if got := find(n.First, text); !slices.Equal(got, []string{id}) {
				t.Errorf("%q finds %v", text, got)
			}
		}
		for _, text := range []string{"", "  ", "!!", "%", "_", "oe", "arsh", "zoe patel", "1941-08-07", vocabulary.MakeNHSNumber(2), vocabulary.MakeNHSNumber(3)} {
			if got := find(n.First, text); len(got) != 0 {
				t.Errorf("%q finds %v", text, got)
			}
		}
		for _, who := range []access.Actor{n.Second, n.Practice, c.Admin} {
			if got := find(who, "zoe"); len(got) != 0 {
				t.Errorf("%s finds %v", who.Name, got)
			}
		}
		if got := find(n.Manager, "zoe"); !slices.Equal(got, []string{id}) {
			t.Errorf("the manager finds %v", got)
		}
	})
}
