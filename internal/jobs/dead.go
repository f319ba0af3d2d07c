package jobs

import (
	"time"

	"linkwork/internal/db"
)

// Dead lists the jobs that were given up, oldest first.
func Dead(r db.Reader, limit int) ([]Job, error) {
	return db.List(r, scan, `SELECT `+columns+` FROM jobs WHERE dead_at IS NOT NULL ORDER BY dead_at, id LIMIT $1`, limit)
}

// Revive lets a dead job be tried again from now on.
func Revive(tx *db.Tx, id string) error {
	n, err := tx.Exec(`UPDATE jobs SET dead_at = NULL, tries = 0, run_at = $2 WHERE id = $1 AND dead_at IS NOT NULL`,
		id, db.Ms(tx.Now()))
	if err == nil && n == 0 {
		return db.ErrNotFound
	}
	return err
}

// Drop throws a dead job away.
func Drop(tx *db.Tx, id string) error {
	n, err := tx.Exec(`DELETE FROM jobs WHERE id = $1 AND dead_at IS NOT NULL`, id)
	if err == nil && n == 0 {
		return db.ErrNotFound
	}
	return err
}

// Tray says how full the tray is.
type Tray struct {
	Due    int           // could run now and do not
	Dead   int           // given up
	Oldest time.Duration // how long the first of those due has waited
}

// Look counts the jobs.
func Look(r db.Reader) (t Tray, err error) {
	var first time.Time
	err = r.QueryRow(`SELECT count(*), min(run_at) FROM jobs WHERE dead_at IS NULL AND run_at <= $1 AND lease_until <= $1`,
		db.Ms(r.Now())).Scan(&t.Due, db.At(&first))
	if err != nil {
		return t, err
	}
	if !first.IsZero() {
		t.Oldest = r.Now().Sub(first)
	}
	err = r.QueryRow(`SELECT count(*) FROM jobs WHERE dead_at IS NOT NULL`).Scan(&t.Dead)
	return t, err
}
