package diary

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Note writes down something to do, about a person or about nobody, in the
// actor's diary or in that of a colleague who may see the person.
func Note(ctx context.Context, d *db.DB, by access.Actor, key once.Key, t Task) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return note(tx, by, t) })
		return err
	})
	return id, err
}

func note(tx *db.Tx, by access.Actor, t Task) (string, error) {
	if t.PersonID != "" {
		if err := access.SeePerson(tx, by, t.PersonID); err != nil {
			return "", err
		}
	}
	var bad db.Invalid
	checkDue(&bad, t.Due, dates.Of(tx.Now()))
	if err := t.check(tx, by, &bad); err != nil {
		return "", err
	}
	t.Kind, t.Repeat = Noted, t.Repeat.counted(t.Due)
	id, err := Add(tx, t)
	if err != nil {
		return "", err
	}
	return id, audit.Change(tx, by.Audit(), "task.added", t.PersonID, "task", id)
}

// Change saves what somebody edited: the words, whose task it is, and the
// repeat. A new day is Move's, which asks why. db.ErrConflict if the task is
// not at that version any more.
func Change(ctx context.Context, d *db.DB, by access.Actor, t Task) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		old, err := TheTask(tx, by, t.ID)
		if err != nil {
			return err
		}
		if old.Version != t.Version {
			return db.ErrConflict
		}
		t.PersonID = old.PersonID
		var bad db.Invalid
		if err := t.check(tx, by, &bad); err != nil {
			return err
		}
		p := t.Repeat.counted(old.Due)
		if p.Every == old.Repeat.Every && p.Unit == old.Repeat.Unit {
			p.From = old.Repeat.From
		}
		if _, err := tx.Exec(`UPDATE tasks SET title = $2, account_id = $3, repeat_every = $4, repeat_unit = $5, repeat_from = $6, version = version + 1 WHERE id = $1`,
			t.ID, t.Title, t.AccountID, p.Every, p.Unit, db.Null(p.From.String())); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "task.changed", t.PersonID, "task", t.ID)
	})
}

// check looks at what somebody wrote, and at whom they gave it to.
func (t *Task) check(r db.Reader, by access.Actor, bad *db.Invalid) error {
	if t.Title = strings.TrimSpace(t.Title); t.Title == "" {
		bad.Add("title", "Enter what there is to do")
	} else if utf8.RuneCountInString(t.Title) > 200 {
		bad.Add("title", "What there is to do must be 200 characters or fewer")
	}
	t.Repeat.check(bad)
	may, err := Takers(r, by, t.PersonID)
	if err != nil {
		return err
	}
	if !slices.Contains(may, t.AccountID) {
		bad.Add("account", "Choose somebody of your team who looks after this person")
	}
	return bad.Err()
}

// Takers lists the accounts to whom the actor may give a task: people of the
// same team who may see the person whom it is about, and not only on some days.
func Takers(r db.Reader, by access.Actor, personID string) ([]string, error) {
	all, err := access.Colleagues(r, by)
	if err != nil || personID == "" {
		return all, err
	}
	var may []string
	for _, id := range all {
		switch err := access.KeepPerson(r, id, personID); {
		case err == nil:
			may = append(may, id)
		case !errors.Is(err, db.ErrNotFound):
			return nil, err
		}
	}
	return may, nil
}
