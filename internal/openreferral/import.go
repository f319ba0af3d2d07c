package openreferral

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/places"
)

// batch is how many services one write holds: enough to be fast, few enough
// that others can write in between.
const batch = 100

// Import reads a file and brings the directory up to date with it. Source
// names where the file comes from; the same source must have the same name each
// time. What was written before an error stays, and the same import again goes
// on from there.
func Import(ctx context.Context, d *db.DB, file io.Reader, source string) (Report, error) {
	if source == "" {
		return Report{}, errors.New("openreferral: a source needs a name")
	}
	items, report, err := Read(file, source)
	if err != nil {
		return report, err
	}
	if err := Store(ctx, d, items, &report); err != nil {
		return report, err
	}
	report.Missing, err = missing(ctx, d, source, items)
	return report, err
}

// Store writes services that were read, some at a time, and adds to the report
// what became of each. What was written before an error stays.
func Store(ctx context.Context, d *db.DB, items []Item, report *Report) error {
	for some := range slices.Chunk(items, batch) {
		if err := report.write(ctx, d, some); err != nil {
			return err
		}
	}
	return nil
}

// Compare says what storing a service would do, and in which fields it differs
// from what its source told before.
func Compare(r db.Reader, item Item) (directory.Change, []directory.Difference, error) {
	service, err := withMiddles(r, item.Service)
	if err != nil {
		return "", nil, err
	}
	before, err := directory.GetRecord(r, service.Source, service.SourceID)
	if errors.Is(err, db.ErrNotFound) {
		return directory.Added, nil, nil
	}
	if err != nil {
		return "", nil, err
	}
	differences := directory.Differences(before.Told, service)
	if len(differences) == 0 && bytes.Equal(before.Told.Record, service.Record) && before.Missed == 0 {
		return directory.Unchanged, nil, nil
	}
	return directory.Changed, differences, nil
}

// write writes some services together. If one of them cannot be stored, they
// are written one by one, so that it alone is rejected.
func (r *Report) write(ctx context.Context, d *db.DB, items []Item) error {
	done, err := writeTogether(ctx, d, items)
	if err == nil {
		for i, item := range items {
			r.count(item, done[i])
		}
		return nil
	}
	if ctx.Err() != nil || errors.Is(err, db.ErrUnavailable) {
		return err
	}
	if len(items) == 1 {
		r.Rejected = append(r.Rejected, problem(items[0], fmt.Sprintf("cannot be stored: %v", err)))
		return nil
	}
	for _, item := range items {
		if err := r.write(ctx, d, []Item{item}); err != nil {
			return err
		}
	}
	return nil
}

func writeTogether(ctx context.Context, d *db.DB, items []Item) (done []directory.Change, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		done = make([]directory.Change, len(items)) // a closure can run twice
		for i, item := range items {
			service, err := withMiddles(tx, item.Service)
			if err != nil {
				return err
			}
			done[i], err = directory.Upsert(tx, service)
			if errors.Is(err, directory.ErrOwnedElsewhere) {
				done[i], err = directory.Foreign, nil
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return done, err
}

// count adds what became of one service.
func (r *Report) count(item Item, done directory.Change) {
	switch done {
	case directory.Added:
		r.Added++
	case directory.Changed:
		r.Changed++
	case directory.Unchanged:
		r.Unchanged++
	case directory.Foreign:
		r.Rejected = append(r.Rejected, problem(item, "another source has a different service with this id; that one is kept"))
	}
}

func problem(item Item, reason string) Problem {
	return Problem{Place: item.Place, ID: item.Service.SourceID, Reason: reason}
}

// withMiddles gives places without a position that of their postcode, or else of
// the middle of their outcode, where Linkwork knows it.
func withMiddles(r db.Reader, s directory.Service) (directory.Service, error) {
	s.Locations = slices.Clone(s.Locations)
	for i, location := range s.Locations {
		if location.Point.Known() || location.Outcode == "" || location.Kind == "virtual" {
			continue
		}
		at, err := places.Locate(r, cmp.Or(location.Postcode, location.Outcode))
		if err != nil && !errors.Is(err, places.ErrUnknown) {
			if at.Area, err = places.Find(r, location.Outcode); err != nil && !errors.Is(err, places.ErrUnknown) {
				return s, err
			}
		}
		s.Locations[i].Point = at.Point
	}
	return s, nil
}

// missing returns the ids of the source's services that are not in the file.
func missing(ctx context.Context, d *db.DB, source string, items []Item) (ids []string, err error) {
	err = d.Read(ctx, func(s *db.Snapshot) error {
		stored, err := directory.SourceIDs(s, source)
		for _, item := range items {
			delete(stored, item.Service.SourceID)
		}
		ids = ids[:0]
		for id := range stored {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		return err
	})
	return ids, err
}
