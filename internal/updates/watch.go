package updates

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/jobs"
	"linkwork/internal/studies"
)

// jobLinks tries the links of editions that are due, one after the other.
const jobLinks = "updates.links"

const (
	soon       = time.Minute // whoever writes saves more than once
	pause      = time.Second // between two links, so that nobody is pressed
	stillFresh = time.Hour   // before approval and publication, what was tried longer ago is tried again
)

// Handlers are the jobs that this room does. client is Client, which goes to nothing in a
// private network.
func Handlers(d *db.DB, client *http.Client) map[string]jobs.Handler {
	return map[string]jobs.Handler{jobLinks: func(ctx context.Context, _ json.RawMessage) error { return tryNext(ctx, d, client) }}
}

// watchLinks keeps which links an edition has, and has the new ones tried soon.
func watchLinks(tx *db.Tx, s studies.Seat, e Edition) error {
	i, err := Preview(tx, s, e)
	if err != nil {
		return err
	}
	kept, err := Tried(tx, e.ID)
	if err != nil {
		return err
	}
	all := i.Links()
	for address := range kept {
		if slices.Contains(all, address) {
			continue
		}
		if _, err := tx.Exec(`DELETE FROM update_links WHERE edition_id = $1 AND address = $2`, e.ID, address); err != nil {
			return err
		}
	}
	for _, address := range all {
		if _, ok := kept[address]; ok {
			continue
		}
		if _, err := tx.Exec(`INSERT INTO update_links (edition_id, address, fault, tried_at, due_at) VALUES ($1, $2, '', 0, $3)`, e.ID, address, db.Ms(tx.Now())); err != nil {
			return err
		}
	}
	if len(all) == 0 {
		return nil
	}
	return jobs.EnqueueOnly(tx, jobLinks, struct{}{}, tx.Now().Add(soon))
}

// tryAgain has the links of an edition tried that were not tried of late.
func tryAgain(tx *db.Tx, editionID string) error {
	n, err := tx.Exec(`UPDATE update_links SET due_at = $2 WHERE edition_id = $1 AND due_at IS NULL AND tried_at < $3`, editionID, db.Ms(tx.Now()), db.Ms(tx.Now().Add(-stillFresh)))
	if err != nil || n == 0 {
		return err
	}
	return jobs.EnqueueOnly(tx, jobLinks, struct{}{}, tx.Now())
}

type dueLink struct{ edition, address string }

// tryNext tries the link that is due longest and comes back for the next. Nothing is open
// in the database while others answer.
func tryNext(ctx context.Context, d *db.DB, client *http.Client) error {
	var l dueLink
	err := d.Read(ctx, func(r *db.Snapshot) (err error) {
		l, err = db.One(r, func(s db.Scanner) (l dueLink, err error) {
			err = s.Scan(&l.edition, &l.address)
			return
		}, `SELECT edition_id, address FROM update_links WHERE due_at IS NOT NULL ORDER BY due_at, edition_id, address LIMIT 1`)
		return err
	})
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	fault := ask(ctx, client, l.address)
	if ctx.Err() != nil {
		return ctx.Err() // the program ends: that nobody answered means nothing
	}
	return d.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(`UPDATE update_links SET fault = $3, tried_at = $4, due_at = NULL WHERE edition_id = $1 AND address = $2`, l.edition, l.address, fault, db.Ms(tx.Now())); err != nil {
			return err
		}
		return jobs.EnqueueOnly(tx, jobLinks, struct{}{}, tx.Now().Add(pause))
	})
}
