package db_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

func TestATxIsDeadAfterItsFirstError(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		slips(t, d)
		write(t, d, adds("a"))
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			first := add(tx, "a")
			if !errors.Is(first, db.ErrDuplicate) {
				t.Errorf("first: %v", first)
			}
			if err := add(tx, "b"); !errors.Is(err, db.ErrDuplicate) {
				t.Errorf("then: %v", err)
			}
			if _, err := tx.Query(`SELECT 1`); !errors.Is(err, db.ErrDuplicate) {
				t.Errorf("then: %v", err)
			}
			return nil
		})
		if !errors.Is(err, db.ErrDuplicate) {
			t.Errorf("Write: %v", err)
		}
		kept(t, d, "a")
	})
}

func TestErrorsHaveNames(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		slips(t, d)
		for q, want := range map[string]error{
			`INSERT INTO slips (id, parent, n) VALUES ('x', 'nobody', 1)`: db.ErrReference,
			`INSERT INTO slips (id, n) VALUES ('x', 1), ('x', 2)`:         db.ErrDuplicate,
		} {
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				_, err := tx.Exec(q)
				return err
			})
			if !errors.Is(err, want) {
				t.Errorf("%s: %v", q, err)
			}
		}
		err := d.Read(t.Context(), func(s *db.Snapshot) error {
			_, err := db.One(s, scanID, `SELECT id FROM slips WHERE id = 'x'`)
			if !errors.Is(err, db.ErrNotFound) {
				t.Errorf("no row: %v", err)
			}
			_, err = db.List(s, scanID, `SELECT id FROM slips`) // no row is no error of the database
			return err
		})
		if err != nil {
			t.Error(err)
		}
		err = d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO nothing VALUES (1)`)
			return err
		})
		if err == nil || errors.Is(err, db.ErrUnavailable) {
			t.Errorf("a mistake in the SQL: %v", err)
		}
	})
}

func TestOneResultAtATime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		slips(t, d)
		write(t, d, func(tx *db.Tx) error { return errors.Join(add(tx, "a"), add(tx, "b")) })
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			rows, err := tx.Query(`SELECT id FROM slips ORDER BY id`)
			if err != nil || !rows.Next() {
				t.Fatal("no rows", err)
			}
			add(tx, "c")
			return nil
		})
		if err == nil || !strings.Contains(err.Error(), "still open") {
			t.Errorf("got %v", err)
		}
		write(t, d, func(tx *db.Tx) error {
			rows, err := tx.Query(`SELECT id FROM slips ORDER BY id`)
			rows.Next() // left open: closed with the closure
			return err
		})
		kept(t, d, "a", "b")
	})
}

func TestAWriteInsideAWriteIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		slips(t, d)
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			inner := d.Write(t.Context(), adds("inner"))
			if inner == nil || !strings.Contains(inner.Error(), "inside a Write") {
				t.Errorf("inside: %v", inner)
			}
			return add(tx, "outer")
		})
		if err != nil {
			t.Error(err)
		}
		kept(t, d, "outer")
	})
}

func TestATxEndsWithItsClosure(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		slips(t, d)
		var late *db.Tx
		write(t, d, func(tx *db.Tx) error { late = tx; return nil })
		if err := add(late, "late"); err == nil || !strings.Contains(err.Error(), "after its closure") {
			t.Errorf("got %v", err)
		}
		var snap *db.Snapshot
		dbtest.Read(t, d, func(s *db.Snapshot) error { snap = s; return nil })
		if _, err := snap.Query(`SELECT 1`); err == nil {
			t.Error("a snapshot after its closure")
		}
		kept(t, d)
	})
}

func TestTextThatCannotBeStored(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		slips(t, d)
		type state string
		for _, bad := range []any{"a\x00b", "a\xffb", state("a\x00b"), time.Now()} {
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				_, err := tx.Exec(`INSERT INTO slips (id, n) VALUES ($1, 1)`, bad)
				return err
			})
			if err == nil || !strings.HasPrefix(err.Error(), "$1: ") {
				t.Errorf("%q: %v", bad, err)
			}
		}
		write(t, d, adds(db.Storable("a\x00b\xff")))
		kept(t, d, "ab\uFFFD")
	})
}

func TestASnapshotIsOneMoment(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		slips(t, d)
		write(t, d, adds("a"))
		dbtest.Read(t, d, func(s *db.Snapshot) error {
			var before int
			if err := s.QueryRow(`SELECT count(*) FROM slips`).Scan(&before); err != nil {
				return err
			}
			done := make(chan error)
			go func() { done <- d.Write(context.Background(), adds("b")) }()
			if err := <-done; err != nil {
				return err
			}
			list, err := db.List(s, scanID, `SELECT id FROM slips`)
			if len(list) != before {
				t.Errorf("counted %d, listed %d", before, len(list))
			}
			return err
		})
		kept(t, d, "a", "b")
	})
}

func TestASnapshotDoesNotWrite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		slips(t, d)
		err := d.Read(t.Context(), func(s *db.Snapshot) error {
			rows, err := s.Query(`INSERT INTO slips (id, n) VALUES ('x', 1) RETURNING id`)
			if err == nil {
				rows.Next()
				err = rows.Err()
			}
			return err
		})
		if err == nil {
			t.Error("a snapshot wrote")
		}
		kept(t, d)
	})
}

func TestACancelledReadStops(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		began := time.Now()
		err := d.Read(ctx, func(s *db.Snapshot) error {
			var n int64
			return s.QueryRow(`WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 100000000)
				SELECT count(*) FROM t`).Scan(&n)
		})
		if err == nil || time.Since(began) > 5*time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		for range 40 { // whatever became of the connection, the next ones are good
			dbtest.Read(t, d, func(s *db.Snapshot) error {
				var one int
				return s.QueryRow(`SELECT 1`).Scan(&one)
			})
		}
	})
}

func TestNowStandsStillInAClosure(t *testing.T) {
	tick := dbtest.Start
	d := dbtest.SQLite(t, db.WithClock(func() time.Time { tick = tick.Add(time.Second + 7); return tick.In(time.FixedZone("", 3600)) }))
	dbtest.Read(t, d, func(s *db.Snapshot) error {
		if a, b := s.Now(), s.Now(); a != b || a.Location() != time.UTC || a.Nanosecond()%1e6 != 0 {
			t.Errorf("%v, then %v", a, b)
		}
		return nil
	})
}
