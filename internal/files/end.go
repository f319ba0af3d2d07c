package files

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/jobs"
)

// Waits is how long a file that belongs to nothing waits for its owner.
const Waits = 24 * time.Hour

// JobExpire destroys what has expired, each hour; JobSweep takes the pieces of a
// destroyed file away.
const (
	JobExpire = "files.expire"
	JobSweep  = "files.sweep"
)

const (
	round       = time.Hour
	atOnce      = 100 // files destroyed in one write
	sweptAtOnce = 32  // pieces: 8 MB
)

// Why files are destroyed by themselves.
const (
	whyExpired   = "its time was over"
	whyAbandoned = "it was never kept"
)

// Remove destroys a file of an owner now, and notes why. None is no error: it is
// gone.
func Remove(tx *db.Tx, of Owner, id, why string) error {
	if _, err := Get(tx, of, id); err != nil {
		if errors.Is(err, db.ErrNotFound) {
			return nil
		}
		return err
	}
	return destroy(tx, id, why)
}

// destroy takes the key of a file away, and lets its pieces be taken away.
func destroy(tx *db.Tx, id, why string) error {
	_, err := tx.Exec(`UPDATE files SET locked_key = NULL, name = '', destroyed_at = $2, why = $3 WHERE id = $1`, id, db.Ms(tx.Now()), why)
	if err != nil {
		return err
	}
	return jobs.Enqueue(tx, JobSweep, id, time.Time{})
}

// abandon destroys a file that belongs to nothing.
func abandon(tx *db.Tx, id string) error {
	var unattached int
	err := tx.QueryRow(`SELECT 1 FROM files WHERE id = $1 AND attached_at IS NULL AND destroyed_at IS NULL`, id).Scan(&unattached)
	if err != nil {
		return err
	}
	return destroy(tx, id, whyAbandoned)
}

// Handlers returns the handlers that destroy what has expired or belongs to
// nothing.
func Handlers(d *db.DB) map[string]jobs.Handler {
	return map[string]jobs.Handler{
		JobExpire: func(ctx context.Context, _ json.RawMessage) error { return d.Write(ctx, expire) },
		JobSweep: func(ctx context.Context, args json.RawMessage) error {
			var id string
			if err := json.Unmarshal(args, &id); err != nil {
				return err
			}
			return sweep(ctx, d, id)
		},
	}
}

// Plan lets expired files be destroyed from now on, unless that is planned.
func Plan(tx *db.Tx) error { return jobs.EnqueueOnly(tx, JobExpire, struct{}{}, tx.Now()) }

// expire destroys what is due, and plans the next time.
func expire(tx *db.Tx) error {
	expired, err := db.List(tx, scanID, `SELECT id FROM files WHERE destroyed_at IS NULL AND expires_at <= $now ORDER BY expires_at, id LIMIT $1`, atOnce)
	if err != nil {
		return err
	}
	abandoned, err := db.List(tx, scanID, `SELECT id FROM files WHERE destroyed_at IS NULL AND attached_at IS NULL AND created_at <= $1 ORDER BY created_at, id LIMIT $2`,
		db.Ms(tx.Now().Add(-Waits)), atOnce)
	if err != nil {
		return err
	}
	for _, id := range expired {
		if err := destroy(tx, id, whyExpired); err != nil {
			return err
		}
	}
	for _, id := range abandoned {
		if err := destroy(tx, id, whyAbandoned); err != nil {
			return err
		}
	}
	next := tx.Now().Add(round)
	if len(expired) == atOnce || len(abandoned) == atOnce {
		next = tx.Now()
	}
	return jobs.EnqueueOnly(tx, JobExpire, struct{}{}, next)
}

func scanID(s db.Scanner) (id string, err error) {
	err = s.Scan(&id)
	return id, err
}

// sweep takes the pieces of a destroyed file away, some at a time so that nobody
// waits for them, and the file too if it never belonged to anything.
func sweep(ctx context.Context, d *db.DB, id string) error {
	for more := true; more; {
		err := d.Write(ctx, func(tx *db.Tx) error {
			n, err := tx.Exec(`DELETE FROM file_chunks WHERE file_id = $1 AND place IN (SELECT c.place FROM file_chunks c JOIN files f ON f.id = c.file_id
				WHERE c.file_id = $1 AND f.destroyed_at IS NOT NULL ORDER BY c.place LIMIT $2)`, id, sweptAtOnce)
			if more = n == sweptAtOnce; more || err != nil {
				return err
			}
			_, err = tx.Exec(`DELETE FROM files WHERE id = $1 AND destroyed_at IS NOT NULL AND attached_at IS NULL`, id)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
