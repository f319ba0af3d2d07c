package jobs

import (
	"encoding/json"
	"fmt"
	"time"

	"linkwork/internal/db"
)

const columns = `id, kind, args, run_at, tries, last_error, dead_at, lease`

func scan(s db.Scanner) (j Job, err error) {
	var args string
	err = s.Scan(&j.ID, &j.Kind, &args, db.At(&j.RunAt), &j.Tries, &j.LastError, db.At(&j.DeadAt), db.Text(&j.lease))
	j.Args = json.RawMessage(args)
	return j, err
}

const insert = `INSERT INTO jobs (id, kind, args, run_at) `

// Enqueue asks for the handler of kind to be run with args, not before at. The
// zero time means now. args becomes JSON.
func Enqueue(tx *db.Tx, kind string, args any, at time.Time) error {
	text, err := arguments(kind, args)
	if err != nil {
		return err
	}
	_, err = tx.Exec(insert+`VALUES ($1, $2, $3, $4)`, tx.NewID(), kind, text, from(tx, at))
	return err
}

// EnqueueOnly is Enqueue, except that it does nothing while a living job of the
// kind waits: for work that comes round, like tidying each night.
func EnqueueOnly(tx *db.Tx, kind string, args any, at time.Time) error {
	text, err := arguments(kind, args)
	if err != nil {
		return err
	}
	var waiting int
	err = tx.QueryRow(`SELECT count(*) FROM jobs WHERE kind = $1 AND lease IS NULL AND dead_at IS NULL`, kind).Scan(&waiting)
	if err != nil || waiting > 0 {
		return err
	}
	_, err = tx.Exec(insert+`VALUES ($1, $2, $3, $4)`, tx.NewID(), kind, text, from(tx, at))
	return err
}

func arguments(kind string, args any) (string, error) {
	text, err := json.Marshal(args)
	if err != nil {
		return "", fmt.Errorf("jobs: arguments of %s: %w", kind, err)
	}
	return string(text), nil
}

func from(tx *db.Tx, at time.Time) any {
	if at.IsZero() {
		at = tx.Now()
	}
	return db.Ms(at)
}

// due says whether a job of some kinds could be claimed now.
func due(r db.Reader, kinds []any) (bool, error) {
	var n int
	err := r.QueryRow(`SELECT count(*) FROM (SELECT 1 FROM jobs
		WHERE dead_at IS NULL AND run_at <= $1 AND lease_until <= $1 AND kind IN `+db.Marks(2, len(kinds))+` LIMIT 1) AS one`,
		append([]any{db.Ms(r.Now())}, kinds...)...).Scan(&n)
	return n > 0, err
}

// claim leases the job of some kinds that has been due longest. On PostgreSQL,
// lock lets two claimers take two jobs instead of waiting for one.
func claim(tx *db.Tx, kinds []any, lock string) (Job, error) {
	now := tx.Now()
	return db.One(tx, scan, `UPDATE jobs SET tries = tries + 1, lease = $1, lease_until = $2 WHERE id =
		(SELECT id FROM jobs WHERE dead_at IS NULL AND run_at <= $3 AND lease_until <= $3 AND kind IN `+db.Marks(4, len(kinds))+`
		 ORDER BY run_at, id LIMIT 1 `+lock+`) RETURNING `+columns,
		append([]any{tx.NewID(), db.Ms(now.Add(leaseFor)), db.Ms(now)}, kinds...)...)
}

// finish throws a leased job away, unless its lease ran out and it was taken.
func finish(tx *db.Tx, j Job) error {
	_, err := tx.Exec(`DELETE FROM jobs WHERE id = $1 AND lease = $2`, j.ID, j.lease)
	return err
}

// putBack gives a failed job another time, or up.
func putBack(tx *db.Tx, j Job, why string, runAt, deadAt time.Time) error {
	_, err := tx.Exec(`UPDATE jobs SET lease = NULL, lease_until = 0, last_error = $3, run_at = $4, dead_at = $5
		WHERE id = $1 AND lease = $2`, j.ID, j.lease, why, db.Ms(runAt), db.Ms(deadAt))
	return err
}
