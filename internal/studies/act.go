package studies

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Act does something in a study for somebody who carries the duty there, once for
// a key, with its row on the audit trail. what names the act: "site.opened"; do
// returns the id of what it made or changed. The rooms of studies open their writes
// with it. db.ErrNotFound without the duty.
func Act(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, duty Duty, what string, do func(*db.Tx, Seat) (id string, err error)) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			seat, err := Enter(tx, by, studyID, duty)
			if err != nil {
				return "", err
			}
			id, err := do(tx, seat)
			if err = Together(ctx, err); err != nil {
				return "", err
			}
			return id, Note(tx, by, what, id)
		})
		return err
	})
	return id, err
}

type faultsKey struct{}

// WithFaults gives an act the faults that its form has already, such as a day that
// there is not. The act tells its own with them, so that all are told at once, and
// does nothing.
func WithFaults(ctx context.Context, bad *db.Invalid) context.Context {
	return context.WithValue(ctx, faultsKey{}, bad)
}

// Together adds what an act found to the faults that its form had already, one for
// each field.
func Together(ctx context.Context, err error) error {
	before, _ := ctx.Value(faultsKey{}).(*db.Invalid)
	found, faulty := err.(*db.Invalid)
	if before.Err() == nil || err != nil && !faulty {
		return err
	}
	all := db.Invalid{Fields: slices.Clone(before.Fields)}
	if faulty {
		for _, f := range found.Fields {
			if !slices.ContainsFunc(before.Fields, func(b db.FieldError) bool { return b.Field == f.Field }) {
				all.Fields = append(all.Fields, f)
			}
		}
	}
	return all.Err()
}

// Note puts an act in a study on the audit trail. It names no person: who takes
// part stands nowhere outside the study.
func Note(tx *db.Tx, by access.Actor, what, id string) error {
	kind, _, _ := strings.Cut(what, ".")
	return audit.Change(tx, by.Audit(), "study."+what, "", "study-"+kind, id)
}

// AtSite is db.ErrNotFound unless the seat carries the duty at the site.
func (s Seat) AtSite(d Duty, siteID string) error {
	if !s.At(d, siteID) {
		return db.ErrNotFound
	}
	return nil
}

// there is db.ErrNotFound unless a table of the room has a row of the study with an
// id: what is somebody else's is not there, whatever is wrong with the form.
func (s Seat) there(r db.Reader, table, id string) error {
	_, err := db.One(r, func(row db.Scanner) (n int, err error) {
		err = row.Scan(&n)
		return
	}, `SELECT 1 FROM `+table+` WHERE id = $1 AND study_id = $2`, id, s.Study.ID)
	return err
}
