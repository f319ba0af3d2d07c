package studies

import (
	"context"
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
			if err != nil {
				return "", err
			}
			return id, Note(tx, by, what, id)
		})
		return err
	})
	return id, err
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
