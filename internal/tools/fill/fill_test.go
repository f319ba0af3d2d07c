package fill

import (
	"context"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/identity"
	"linkwork/internal/instruments"
	"linkwork/internal/measures"
)

// TestArea looks at an area as the rooms do whose tables were filled.
func TestArea(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		made, err := Area(context.Background(), d, Open+Closed+Workers)
		if err != nil {
			t.Fatal(err)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			account, err := identity.ByEmail(r, made.Email)
			if err != nil {
				return err
			}
			by, err := access.Load(r, account.ID, account.Name)
			if err != nil {
				return err
			}
			for which, want := range map[casework.Which]int{casework.Mine: Open, casework.MineClosed: Closed, casework.Held: Open / 5} {
				if n, err := casework.Count(r, by, which); n != want || err != nil {
					t.Errorf("%s: %d, %v, want %d", which, n, err, want)
				}
			}
			page, err := casework.Contacts(r, by, made.PersonID, "", 25)
			if page.Total != Contacts || len(page.Contacts) != 25 {
				t.Errorf("%d of %d contacts", len(page.Contacts), page.Total)
			}
			return err
		})
	})
}

// TestAnswered reports over answers as the room does whose tables were filled.
func TestAnswered(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		made, err := Area(context.Background(), d, 0)
		if err != nil {
			t.Fatal(err)
		}
		by, err := Answered(context.Background(), d, made, 30*AnswersEach)
		if err != nil {
			t.Fatal(err)
		}
		pack, _ := instruments.Find("gad7")
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			today := dates.Of(r.Now())
			g, err := measures.GroupOf(r, by, measures.Inquiry{Pack: pack, Scale: pack.Main(), From: today.AddMonths(-24), To: today})
			if len(g.Rows(measures.Followed)) != 30 || g.Result().Change == nil {
				t.Errorf("%d of %d were followed", len(g.Rows(measures.Followed)), len(g.People))
			}
			return err
		})
	})
}
