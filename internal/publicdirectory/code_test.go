package publicdirectory_test

import (
	"errors"
	"fmt"
	"regexp"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/publicdirectory"
)

func TestACodeStaysThatOfItsEntry(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var ids []string
		for i := range 50 {
			ids = append(ids, fmt.Sprintf("service-%d", i))
		}
		codes := func() (codes map[string]string) {
			dbtest.Write(t, d, func(tx *db.Tx) (err error) {
				codes, err = publicdirectory.Codes(tx, ids)
				return err
			})
			return codes
		}
		first, again := codes(), codes()
		seen := make(map[string]bool)
		for _, id := range ids {
			code := first[id]
			if code != again[id] || seen[code] || !regexp.MustCompile(`^[2-9a-z]{6}$`).MatchString(code) {
				t.Errorf("%s: %q, then %q", id, code, again[id])
			}
			seen[code] = true
			dbtest.Read(t, d, func(r *db.Snapshot) error {
				got, err := publicdirectory.Coded(r, code)
				if got != id {
					t.Errorf("%s leads to %s", code, got)
				}
				return err
			})
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			if _, err := publicdirectory.Coded(r, "nobody"); !errors.Is(err, db.ErrNotFound) {
				t.Error(err)
			}
			return nil
		})
	})
}
