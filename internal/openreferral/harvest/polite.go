package harvest

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral/client"
	"linkwork/internal/openreferral/document"
)

// Two things save a feed work. A page that was read to its end is asked for
// again only if it has changed since (ETag, Last-Modified). And a feed that
// offers both is asked for what was modified since the last reading, and for the
// ids of all, to see what is gone.

const (
	// everythingAfter is how long a feed may be read by its changes alone: who
	// writes a feed forgets a date now and then.
	everythingAfter = 28 * 24 * time.Hour
	// sinceOverlap is asked for twice: the feed's clock is another.
	sinceOverlap = 24 * time.Hour
)

// since says from when on the feed is asked for changes: the zero time where
// everything is to be read.
func (r *reader) since(ctx context.Context) (since time.Time, err error) {
	err = r.d.Read(ctx, func(s *db.Snapshot) error {
		since, err = lastWhole(s, r.h.Source, s.Now())
		return err
	})
	if err != nil || since.IsZero() {
		return time.Time{}, err
	}
	offers, err := r.c.Offers(ctx)
	if err != nil || !offers.ModifiedAfter || !offers.Minimal {
		return time.Time{}, err
	}
	return since.Add(-sinceOverlap), nil
}

// lastWhole is when the last reading of a source began that came to its end, if
// everything was read not too long before; zero otherwise.
func lastWhole(r db.Reader, source string, now time.Time) (began time.Time, err error) {
	const done = ` FROM harvests WHERE source = $1 AND state = 'done' AND NOT dry`
	var whole time.Time
	if err := r.QueryRow(`SELECT COALESCE(MAX(started_at), 0)`+done+` AND since IS NULL`, source).Scan(db.At(&whole)); err != nil {
		return began, err
	}
	if whole.UnixMilli() == 0 || now.Sub(whole) > everythingAfter {
		return time.Time{}, nil
	}
	err = r.QueryRow(`SELECT COALESCE(MAX(started_at), 0)`+done, source).Scan(db.At(&began))
	return began, err
}

// query is what the list is asked for by.
func (r *reader) query() url.Values {
	q := url.Values{"full": {"true"}}
	if !r.h.Since.IsZero() {
		q.Set("modified_after", r.h.Since.UTC().Format(time.RFC3339))
	}
	return q
}

// everyID sees all records of a feed that was asked for changes only. Of one
// that is not known here, or has another date, the details are wanted.
func (r *reader) everyID(ctx context.Context) error {
	_, d, err := r.c.Document(ctx, "/services", url.Values{"minimal": {"true"}})
	if err != nil {
		return err
	}
	return r.d.Write(ctx, func(tx *db.Tx) error {
		h := r.h // a closure can run twice
		for _, record := range d.Records {
			id, changed, err := r.listed(tx, record)
			if err != nil {
				return err
			}
			fresh, err := see(tx, h.ID, id, changed)
			if err != nil {
				return err
			}
			if fresh && !changed {
				h.Read++
				h.Unchanged++
			}
		}
		h.phase = details
		if err := h.save(tx); err != nil {
			return err
		}
		r.h.Read, r.h.Unchanged, r.h.phase = h.Read, h.Unchanged, h.phase
		return nil
	})
}

// keptPage is what is remembered of a page.
type keptPage struct {
	client.Kept
	ids []string
}

// kept returns what is remembered of a page, nothing where it cannot be relied
// on: its reading did not come to an end, or a record of it is not here.
func (r *reader) kept(s db.Reader, page int) (k keptPage, err error) {
	if !r.h.Since.IsZero() {
		return k, nil // other pages
	}
	var ids string
	err = s.QueryRow(`SELECT p.etag, p.last_modified, p.last, p.ids FROM harvest_pages AS p JOIN harvests AS h ON h.id = p.harvest_id
		WHERE p.source = $1 AND p.page = $2 AND h.state = 'done'`, r.h.Source, page).Scan(&k.ETag, &k.LastModified, &k.Last, &ids)
	if errors.Is(err, db.ErrNotFound) {
		return keptPage{}, nil
	}
	if err != nil {
		return keptPage{}, err
	}
	if err := json.Unmarshal([]byte(ids), &k.ids); err != nil {
		return keptPage{}, err
	}
	for _, id := range k.ids {
		here, err := r.isHere(s, id)
		if err != nil || !here {
			return keptPage{}, err
		}
	}
	return k, nil
}

// isHere says whether a record was taken and is not missed. One in quarantine is
// not: it is asked for again until it is right.
func (r *reader) isHere(s db.Reader, id string) (bool, error) {
	known, err := directory.GetRecord(s, r.h.Source, id)
	if errors.Is(err, db.ErrNotFound) {
		return false, nil
	}
	return err == nil && known.Missed == 0, err
}

// unchangedPage sees the records of a page that is as it was.
func (r *reader) unchangedPage(tx *db.Tx, page int) error {
	k, err := r.kept(tx, page)
	if err != nil {
		return err
	}
	for _, id := range k.ids {
		if _, err := see(tx, r.h.ID, id, false); err != nil {
			return err
		}
	}
	r.h.Read += len(k.ids)
	r.h.Unchanged += len(k.ids)
	if r.h.Dry {
		return nil
	}
	_, err = tx.Exec(`UPDATE harvest_pages SET harvest_id = $3 WHERE source = $1 AND page = $2`, r.h.Source, page, r.h.ID)
	return err
}

// keep remembers a page that was read. One whose records might change without
// the list showing it is forgotten.
func (r *reader) keep(tx *db.Tx, page client.Page, whole bool) error {
	if r.h.Dry || !r.h.Since.IsZero() {
		return nil
	}
	ids, dated := idsOf(page.Records)
	if page.Seal == (client.Seal{}) || !whole && !dated {
		_, err := tx.Exec(`DELETE FROM harvest_pages WHERE source = $1 AND page = $2`, r.h.Source, page.Number)
		return err
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO harvest_pages (source, page, harvest_id, etag, last_modified, last, ids) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (source, page) DO UPDATE SET harvest_id = excluded.harvest_id, etag = excluded.etag, last_modified = excluded.last_modified,
			last = excluded.last, ids = excluded.ids`,
		r.h.Source, page.Number, r.h.ID, db.Storable(page.Seal.ETag), db.Storable(page.Seal.LastModified), page.Last, db.Storable(string(list)))
	return err
}

// idsOf are the ids of records, and whether each says when it was modified.
func idsOf(records []json.RawMessage) (ids []string, dated bool) {
	ids, dated = []string{}, true
	for _, record := range records {
		fields, err := document.Fields(record)
		id, _ := fields["id"].(string)
		if err != nil || id == "" {
			return nil, false // what has no id cannot be seen again
		}
		ids, dated = append(ids, id), dated && fields["last_modified"] != nil
	}
	return ids, dated
}
