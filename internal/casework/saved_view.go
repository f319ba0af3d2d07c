package casework

import (
	"context"
	"net/url"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// SavedView is a set of choices that a worker opens again by a name of their
// own. Nobody else sees it.
type SavedView struct {
	ID, Name  string
	Choices   url.Values
	CreatedAt time.Time
	Version   int
}

// mostViews is how many views one worker may keep.
const mostViews = 30

// SaveView keeps choices under a name and returns the view's id.
func SaveView(ctx context.Context, d *db.DB, by access.Actor, key once.Key, name string, c Choices) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return saveView(tx, by, name, c) })
		return err
	})
	return id, err
}

func saveView(tx *db.Tx, by access.Actor, name string, c Choices) (string, error) {
	name, err := viewName(name)
	if err != nil {
		return "", err
	}
	have, err := SavedViews(tx, by)
	if err != nil {
		return "", err
	}
	if len(have) >= mostViews {
		var bad db.Invalid
		bad.Add("name", "You have 30 saved views. Delete one first")
		return "", bad.Err()
	}
	id := tx.NewID()
	if _, err := tx.Exec(`INSERT INTO caseload_views (id, account_id, name, choices, created_at) VALUES ($1, $2, $3, $4, $5)`,
		id, by.AccountID, name, c.Values().Encode(), tx.Now().UnixMilli()); err != nil {
		return "", err
	}
	return id, audit.Change(tx, by.Audit(), "caseload-view.saved", "", "caseload-view", id)
}

func viewName(name string) (string, error) {
	var bad db.Invalid
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case name == "":
		bad.Add("name", "Enter a name for this view")
	case len([]rune(name)) > 60:
		bad.Add("name", "Use 60 characters or fewer")
	}
	return name, bad.Err()
}

// RenameView gives a view of the actor's another name; db.ErrConflict if it was
// renamed meanwhile.
func RenameView(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id, name string, version int) error {
	return changeView(ctx, d, by, key, id, "renamed", func(tx *db.Tx, v SavedView) error {
		name, err := viewName(name)
		if err != nil {
			return err
		}
		if v.Version != version {
			return db.ErrConflict
		}
		_, err = tx.Exec(`UPDATE caseload_views SET name = $2, version = version + 1 WHERE id = $1`, id, name)
		return err
	})
}

// DeleteView forgets a view of the actor's.
func DeleteView(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return changeView(ctx, d, by, key, id, "deleted", func(tx *db.Tx, _ SavedView) error {
		_, err := tx.Exec(`DELETE FROM caseload_views WHERE id = $1`, id)
		return err
	})
}

func changeView(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id, what string, do func(*db.Tx, SavedView) error) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			v, err := TheSavedView(tx, by, id)
			if err != nil {
				return "", err
			}
			if err := do(tx, v); err != nil {
				return "", err
			}
			return id, audit.Change(tx, by.Audit(), "caseload-view."+what, "", "caseload-view", id)
		})
		return err
	})
}

const viewColumns = `SELECT id, name, choices, created_at, version FROM caseload_views`

func scanView(s db.Scanner) (v SavedView, err error) {
	var choices string
	if err = s.Scan(&v.ID, &v.Name, &choices, db.At(&v.CreatedAt), &v.Version); err != nil {
		return v, err
	}
	v.Choices, err = url.ParseQuery(choices)
	return v, err
}

// SavedViews lists the actor's views, the oldest first.
func SavedViews(r db.Reader, by access.Actor) ([]SavedView, error) {
	return db.List(r, scanView, viewColumns+` WHERE account_id = $1 ORDER BY created_at, id`, by.AccountID)
}

// TheSavedView is a view of the actor's, or db.ErrNotFound.
func TheSavedView(r db.Reader, by access.Actor, id string) (SavedView, error) {
	return db.One(r, scanView, viewColumns+` WHERE id = $1 AND account_id = $2`, id, by.AccountID)
}
