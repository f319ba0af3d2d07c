package db_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// slip is a row of the table that these tests use: the tables of the rooms
// above are not this package's to name.
func slips(t testing.TB, d *db.DB) {
	t.Helper()
	write(t, d, func(tx *db.Tx) error {
		_, err := tx.Exec(`CREATE TABLE slips (id TEXT PRIMARY KEY, parent TEXT REFERENCES slips (id), n BIGINT NOT NULL)`)
		return err
	})
}

func write(t testing.TB, d *db.DB, act func(*db.Tx) error) {
	t.Helper()
	if err := d.Write(context.Background(), act); err != nil {
		t.Fatal(err)
	}
}

func add(tx *db.Tx, id string) error {
	_, err := tx.Exec(`INSERT INTO slips (id, n) VALUES ($1, 1)`, id)
	return err
}

// ids lists the slips there are, in order.
func ids(t testing.TB, d *db.DB) []string {
	t.Helper()
	var all []string
	err := d.Read(context.Background(), func(s *db.Snapshot) (err error) {
		all, err = db.List(s, scanID, `SELECT id FROM slips ORDER BY id`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func scanID(row db.Scanner) (id string, err error) {
	err = row.Scan(&id)
	return id, err
}

func TestWriteIsKeptOrNot(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		slips(t, d)
		write(t, d, func(tx *db.Tx) error { return add(tx, "a") })
		sorry := errors.New("sorry")
		err := d.Write(context.Background(), func(tx *db.Tx) error { return errors.Join(add(tx, "b"), sorry) })
		if !errors.Is(err, sorry) {
			t.Fatalf("got %v", err)
		}
		if got := ids(t, d); len(got) != 1 || got[0] != "a" {
			t.Fatalf("kept %q", got)
		}
	})
}

func TestSixtyFourWritersCountExactly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		slips(t, d)
		write(t, d, func(tx *db.Tx) error { return add(tx, "count") })
		const writers, each = 64, 5
		var all sync.WaitGroup
		for range writers {
			all.Go(func() {
				for range each {
					err := d.Write(context.Background(), func(tx *db.Tx) error {
						var n int64
						if err := tx.QueryRow(`SELECT n FROM slips WHERE id = 'count'`).Scan(&n); err != nil {
							return err
						}
						_, err := tx.Exec(`UPDATE slips SET n = $1 WHERE id = 'count'`, n+1)
						return err
					})
					if err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		all.Wait()
		var n int64
		err := d.Read(context.Background(), func(s *db.Snapshot) error {
			return s.QueryRow(`SELECT n FROM slips WHERE id = 'count'`).Scan(&n)
		})
		if err != nil || n != 1+writers*each {
			t.Fatalf("counted %d, %v; stats %+v", n, err, d.Stats())
		}
		t.Logf("%+v", d.Stats())
	})
}
