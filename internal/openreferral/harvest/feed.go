package harvest

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/jobs"
	"linkwork/internal/openreferral"
	"linkwork/internal/openreferral/client"
	"linkwork/internal/openreferral/document"
)

const (
	// workFor is how long one job reads before it hands on to the next.
	workFor = time.Minute
	// detailsAtOnce is how many details are asked for between two looks at the clock.
	detailsAtOnce = 20
	// mostTries is how often in a row a feed may not answer.
	mostTries = 4
)

// Options are for every feed that is read.
type Options struct {
	Contact string   // who reads, for the publisher's log
	Allow   []string // hosts that may lie in a private network
}

// reader reads one feed on, for one job.
type reader struct {
	d      *db.DB
	c      *client.Client
	source directory.Source
	h      Harvest
	until  time.Time
}

// Handlers returns what reads feeds, and what begins to when one is due.
func Handlers(d *db.DB, o Options) map[string]jobs.Handler {
	return map[string]jobs.Handler{
		JobRead: func(ctx context.Context, args json.RawMessage) error {
			id, err := unpack(args)
			if err != nil {
				return err
			}
			return readOn(ctx, d, o, id)
		},
		JobPlan: func(ctx context.Context, _ json.RawMessage) error { return d.Write(ctx, Plan) },
	}
}

// readOn reads a feed from where its harvest stands, for a while.
func readOn(ctx context.Context, d *db.DB, o Options, id string) error {
	r := reader{d: d, until: time.Now().Add(workFor)}
	err := d.Read(ctx, func(s *db.Snapshot) (err error) {
		if r.h, err = Get(s, id); err != nil {
			return err
		}
		r.source, err = directory.GetSource(s, r.h.Source)
		return err
	})
	if err != nil || r.h.State != Reading {
		return err
	}
	r.c, err = client.New(r.source.Address, client.Options{Pause: r.source.Pause, Contact: o.Contact, Allow: o.Allow})
	if err == nil {
		err = r.read(ctx)
	}
	if fault, ok := errors.AsType[*client.Fault](err); ok {
		return r.trouble(ctx, fault)
	}
	return err
}

func (r *reader) read(ctx context.Context) error {
	steps := []struct {
		phase phase
		act   func(context.Context) error
	}{{listing, r.list}, {details, r.details}, {missing, r.close}}
	for _, step := range steps {
		if r.h.phase != step.phase {
			continue
		}
		if err := step.act(ctx); err != nil {
			return err
		}
		if r.h.State == Reading && r.h.phase == step.phase { // time is up
			return r.save(ctx, func(tx *db.Tx) error { return jobs.Enqueue(tx, JobRead, job{r.h.ID}, tx.Now()) })
		}
	}
	return nil
}

// save writes how far the harvest has come, with something else.
func (r *reader) save(ctx context.Context, also func(tx *db.Tx) error) error {
	return r.d.Write(ctx, func(tx *db.Tx) error {
		if err := also(tx); err != nil {
			return err
		}
		return r.h.save(tx)
	})
}

// list reads the pages of services. Records that come whole are stored; of the
// others the details are asked for later.
func (r *reader) list(ctx context.Context) error {
	if r.h.NextPage == 1 {
		if err := r.describe(ctx); err != nil {
			return err
		}
		var err error
		if r.h.Since, err = r.since(ctx); err != nil {
			return err
		}
	}
	var trouble error
	walk := client.Walk{From: r.h.NextPage, Query: r.query(), Kept: func(page int) (k client.Kept) {
		trouble = r.d.Read(ctx, func(s *db.Snapshot) error {
			kept, err := r.kept(s, page)
			k = kept.Kept
			return err
		})
		return k
	}}
	for page, err := range r.c.Pages(ctx, "/services", walk) {
		if err := errors.Join(trouble, err); err != nil {
			return err
		}
		if err := r.page(ctx, page); err != nil {
			return err
		}
		if time.Now().After(r.until) {
			return nil
		}
	}
	if !r.h.Since.IsZero() {
		return r.everyID(ctx)
	}
	r.h.phase = details
	return r.save(ctx, func(*db.Tx) error { return nil })
}

// describe notes which version a feed has, by its word and by its looks.
func (r *reader) describe(ctx context.Context) error {
	d, err := r.c.Describe(ctx)
	if err != nil {
		return err
	}
	if d.SeenErr != nil {
		return d.SeenErr
	}
	r.source.Declared, r.source.Seen = d.Declared.Version, string(d.Seen.Standard)
	return r.d.Write(ctx, func(tx *db.Tx) error {
		now, err := directory.GetSource(tx, r.source.ID)
		if err != nil || now.Declared == r.source.Declared && now.Seen == r.source.Seen {
			return err
		}
		now.Declared, now.Seen = r.source.Declared, r.source.Seen
		return directory.SaveSource(tx, now)
	})
}

func (r *reader) page(ctx context.Context, page client.Page) error {
	whole := areWhole(page.Records)
	if whole {
		items, report := openreferral.ReadRecords(r.source.ID, page.Records, r.h.Read+1)
		if err := r.h.take(ctx, r.d, items, &report); err != nil {
			return err
		}
	}
	r.h.NextPage, r.h.Pages, r.h.tries = page.Number+1, page.Of, 0
	before := r.h
	return r.d.Write(ctx, func(tx *db.Tx) error {
		r.h = before // a closure can run twice
		if page.Unchanged {
			if err := r.unchangedPage(tx, page.Number); err != nil {
				return err
			}
			return r.h.save(tx)
		}
		if err := r.keep(tx, page, whole); err != nil {
			return err
		}
		for _, record := range page.Records {
			if err := r.seeListed(tx, record, whole); err != nil {
				return err
			}
		}
		return r.h.save(tx)
	})
}

// seeListed notes a record of a list. Of one that is not whole the details are
// wanted, unless it says that it has not changed.
func (r *reader) seeListed(tx *db.Tx, record json.RawMessage, whole bool) error {
	id, changed, err := r.listed(tx, record)
	if err != nil || id == "" {
		return err
	}
	if !whole && !changed {
		r.h.Read++
		r.h.Unchanged++
	}
	_, err = see(tx, r.h.ID, id, !whole && changed)
	return err
}

// nestedLists are fields that only whole records have.
var nestedLists = []string{"service_at_locations", "schedules", "contacts", "phones", "cost_options", "attributes", "languages", "service_areas",
	"service_taxonomys", "eligibilitys", "regular_schedules"}

// areWhole says whether a list gives its records with everything nested. One
// that does for any record does for all.
func areWhole(records []json.RawMessage) bool {
	for _, record := range records {
		fields, err := document.Fields(record)
		if err != nil {
			continue
		}
		for _, name := range nestedLists {
			if _, ok := fields[name].([]any); ok {
				return true
			}
		}
	}
	return false
}

// listed returns the id of a record in a list, and whether it says that it has
// changed since it was last taken. One that says nothing may have.
func (r *reader) listed(tx *db.Tx, record json.RawMessage) (id string, changed bool, err error) {
	fields, err := document.Fields(record)
	if err != nil {
		return "", false, nil // a record that is no record has no details
	}
	id, _ = fields["id"].(string)
	known, err := directory.GetRecord(tx, r.source.ID, id)
	if errors.Is(err, db.ErrNotFound) {
		return id, true, nil
	}
	if err != nil {
		return "", false, err
	}
	before, err := document.Fields(known.Told.Record)
	return id, err != nil || fields["last_modified"] == nil || before["last_modified"] != fields["last_modified"] || known.Missed > 0, nil
}

// details asks for the records that the list did not give whole.
func (r *reader) details(ctx context.Context) error {
	for time.Now().Before(r.until) {
		var ids []string
		err := r.d.Read(ctx, func(s *db.Snapshot) (err error) {
			ids, err = wanted(s, r.h.ID, detailsAtOnce)
			return err
		})
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			r.h.phase = missing
			return r.save(ctx, func(*db.Tx) error { return nil })
		}
		for _, id := range ids {
			if err := r.detail(ctx, id); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *reader) detail(ctx context.Context, id string) error {
	answer, d, err := r.c.Document(ctx, "/services/"+url.PathEscape(id), nil)
	there := !errors.Is(err, client.NotThere)
	report := openreferral.Report{}
	var items []openreferral.Item
	switch {
	case err == nil && len(d.Records) > 0:
		items, report = openreferral.ReadRecords(r.source.ID, d.Records[:1], r.h.Read+1)
	case errors.Is(err, document.ErrBroken), errors.Is(err, document.ErrWebPage), err == nil:
		report.Rejected = []openreferral.Problem{{ID: id, Reason: answer.URL + " does not answer with the record"}}
	case there:
		return err
	}
	if err := r.h.take(ctx, r.d, items, &report); err != nil {
		return err
	}
	r.h.tries = 0
	return r.save(ctx, func(tx *db.Tx) error { return got(tx, r.h.ID, id, there) })
}

// close looks for what the feed no longer has.
func (r *reader) close(ctx context.Context) error {
	return r.d.Write(ctx, func(tx *db.Tx) error {
		has, err := seen(tx, r.h.ID)
		if err != nil {
			return err
		}
		h := r.h // a closure can run twice
		if err := h.miss(tx, has, false); err != nil {
			return err
		}
		r.h.State = h.State
		return nil
	})
}

// trouble decides what a fault of the feed means: to ask again later, or that
// it cannot be read. What was read stays; nobody is missed.
func (r *reader) trouble(ctx context.Context, fault *client.Fault) error {
	r.h.tries++
	again := isPassing(fault.Kind) && r.h.tries < mostTries
	return r.d.Write(ctx, func(tx *db.Tx) error {
		h := r.h
		if again {
			h.Message = fault.Sentence() + " Linkwork asks again."
			if err := jobs.Enqueue(tx, JobRead, job{h.ID}, tx.Now().Add(time.Duration(h.tries*h.tries)*time.Minute)); err != nil {
				return err
			}
			return h.save(tx)
		}
		return h.end(tx, Failed, fault.Sentence())
	})
}

func isPassing(kind error) bool {
	switch kind {
	case client.Busy, client.Unreachable, client.Slow, client.Failing:
		return true
	}
	return false
}
