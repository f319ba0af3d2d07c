package publish

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/jobs"
)

const (
	atOnce = 100 // services in one write
	// overlap is looked at again each time: on PostgreSQL a change can become
	// visible after a later one.
	overlap = time.Minute
	// workFor is how long one job publishes before it hands on to the next.
	workFor = time.Minute
)

// Handlers returns the handler that publishes what has changed.
func Handlers(d *db.DB) map[string]jobs.Handler {
	return map[string]jobs.Handler{directory.JobChanged: func(ctx context.Context, _ json.RawMessage) error {
		return Changed(ctx, d)
	}}
}

// Changed publishes every service that was changed since the last time. Doing
// it again does nothing.
func Changed(ctx context.Context, d *db.DB) error {
	if err := d.Write(ctx, publishLists); err != nil {
		return err
	}
	from, after, err := seenTo(ctx, d)
	for began := time.Now(); err == nil; {
		var changed []directory.ChangedService
		err = d.Write(ctx, func(tx *db.Tx) (err error) {
			if changed, err = directory.ChangedSince(tx, from, after, atOnce); err != nil || len(changed) == 0 {
				return err
			}
			if err := publishAll(tx, changed); err != nil {
				return err
			}
			if time.Since(began) > workFor {
				return jobs.EnqueueOnly(tx, directory.JobChanged, struct{}{}, tx.Now())
			}
			return nil
		})
		if len(changed) == 0 || time.Since(began) > workFor {
			return err
		}
		last := changed[len(changed)-1]
		from, after = last.At, last.ID
	}
	return err
}

func seenTo(ctx context.Context, d *db.DB) (from time.Time, after string, err error) {
	err = d.Read(ctx, func(r *db.Snapshot) error {
		return r.QueryRow(`SELECT COALESCE(MAX(seen_to), 0) FROM publication_state`).Scan(db.At(&from))
	})
	return from.Add(-overlap), "", err
}

func publishAll(tx *db.Tx, changed []directory.ChangedService) error {
	any := false
	for _, c := range changed {
		did, err := publishOne(tx, c)
		if err != nil {
			return err
		}
		any = any || did
	}
	if any {
		if err := restamp(tx); err != nil {
			return err
		}
	}
	return seen(tx, changed[len(changed)-1].At)
}

// publishOne publishes a service as it is, keeps what was published of it while
// a change waits to be looked at, and takes down what may not be seen.
func publishOne(tx *db.Tx, c directory.ChangedService) (changed bool, err error) {
	s, err := directory.Get(tx, c.ID)
	if err != nil {
		return false, err
	}
	privacy, err := directory.PrivacyOf(tx, s)
	if err != nil {
		return false, err
	}
	switch {
	case s.MergedInto != "":
		return takeDown(tx, s.ID, "merged_into", s.MergedInto)
	case !privacy.Published:
		return takeDown(tx, s.ID, "", "")
	case !c.Approved:
		return false, nil
	}
	all, err := snapshots(tx, s, privacy)
	if why, ok := errors.AsType[unfit](err); ok {
		return false, withhold(tx, s.ID, "cannot be written as the standard wants it: "+why.Error())
	}
	if err != nil {
		return false, err
	}
	if err := withhold(tx, s.ID, ""); err != nil {
		return false, err
	}
	return saveAll(tx, s.ID, all)
}

func saveAll(tx *db.Tx, serviceID string, all []snapshot) (changed bool, err error) {
	var at []string
	for _, one := range all {
		if !isTopic(one.kind) || strict(one.kind, "", one.full) == nil {
			did, err := save(tx, one)
			if err != nil {
				return false, err
			}
			changed = changed || did
		}
		if one.kind == kindAt {
			at = append(at, one.id)
		}
	}
	gone, err := endPlaces(tx, serviceID, at)
	return changed || gone, err
}

// endPlaces ends the publication of places where a service no longer happens.
func endPlaces(tx *db.Tx, serviceID string, still []string) (changed bool, err error) {
	published, err := db.List(tx, scanText, `SELECT id FROM publications WHERE kind = $1 AND parent_id = $2 ORDER BY id`, kindAt, serviceID)
	if err != nil {
		return false, err
	}
	for _, id := range published {
		if slices.Contains(still, id) {
			continue
		}
		did, err := save(tx, snapshot{kind: kindAt, id: id, parent: serviceID, full: fields{"id": id, "service_id": serviceID, "name": "No longer here", "status": "defunct"}})
		if err != nil {
			return false, err
		}
		changed = changed || did
	}
	return changed, nil
}

// takeDown leaves of a publication only that there was one, so that whoever
// has a copy learns to drop it. What was never published stays unknown.
func takeDown(tx *db.Tx, serviceID, why, value string) (changed bool, err error) {
	var organization string
	err = tx.QueryRow(`SELECT parent_id FROM publications WHERE kind = $1 AND id = $2`, kindService, serviceID).Scan(&organization)
	if errors.Is(err, db.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	body := fields{"id": serviceID, "organization_id": organization, "name": "No longer listed", "status": "defunct"}
	if why != "" {
		body[why] = value
	}
	return saveAll(tx, serviceID, []snapshot{{kind: kindService, id: serviceID, parent: organization, full: body}})
}

func scanText(row db.Scanner) (text string, err error) {
	err = row.Scan(&text)
	return text, err
}
