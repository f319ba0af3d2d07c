package fill

import (
	"context"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/identity"
)

// BenchmarkCaseload reads the lists of a link worker and their counts in an
// area of 20,000 people: most of the time goes into who may see whom.
func BenchmarkCaseload(b *testing.B) {
	d := dbtest.SQLite(b)
	made, err := Area(context.Background(), d, 20_000)
	if err != nil {
		b.Fatal(err)
	}
	var by access.Actor
	dbtest.Read(b, d, func(r *db.Snapshot) error {
		account, err := identity.ByEmail(r, made.Email)
		if err != nil {
			return err
		}
		by, err = access.Load(r, account.ID, account.Name)
		return err
	})
	for name, which := range map[string]casework.Which{"mine": casework.Mine, "team": casework.TeamOpen} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				dbtest.Read(b, d, func(r *db.Snapshot) error {
					if _, err := casework.Counts(r, by, casework.Whichs(by)); err != nil {
						return err
					}
					_, err := casework.Browse(r, by, casework.Choices{Which: which}, 1, 25)
					return err
				})
			}
		})
	}
}
