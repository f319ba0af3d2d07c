package forms

import (
	"context"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/forms/form"
)

// The limits of a draft.
const (
	longestTitle = 200     // characters
	mostBytes    = 1 << 20 // of a form as JSON
)

// Create begins a form: with a title only, or as it was brought from another
// program. It returns the id. *db.Invalid with the field "title".
func Create(ctx context.Context, d *db.DB, by access.Actor, key once.Key, f form.Form) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return CreateFor(tx, by, "", f) })
		return err
	})
	return id, err
}

// CreateFor is Create within a write of a room above, for a study, or for the area if
// that is "".
func CreateFor(tx *db.Tx, by access.Actor, studyID string, f form.Form) (id string, err error) {
	if err := may(tx, by, studyID); err != nil {
		return "", err
	}
	if len(f.Languages) == 0 {
		f.Languages = []string{f.Main()}
	}
	body, err := storable(f)
	if err != nil {
		return "", err
	}
	id = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO forms (id, study_id, title, draft, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, $6)`,
		id, db.Null(studyID), title(f), body, db.Ms(tx.Now()), by.Name); err != nil {
		return "", err
	}
	return id, audit.Change(tx, by.Audit(), "form.created", "", "form", id)
}

func title(f form.Form) string { return strings.TrimSpace(f.In(f.Title, f.Main())) }

// storable is a draft as JSON. It may be unfinished, but has a title and fits.
func storable(f form.Form) (string, error) {
	var bad db.Invalid
	switch n := utf8.RuneCountInString(title(f)); {
	case n == 0:
		bad.Add("title", "Enter a title")
	case n > longestTitle:
		bad.Add("title", "Use 200 characters or fewer")
	}
	body, err := json.Marshal(f)
	if err != nil {
		return "", err
	}
	if len(body) > mostBytes {
		bad.Add("title", "The form is too large. Take some of its questions or texts away")
	}
	return string(body), bad.Err()
}

// KeepDraft stores what a draft has become. db.ErrConflict if somebody changed it
// since version, *db.Invalid of the form as a whole if its questions are locked and
// more than words has changed; nothing is stored then.
func KeepDraft(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, f form.Form) error {
	return change(ctx, d, by, key, id, "form.changed", func(tx *db.Tx, e Entry) error {
		if e.Version != version {
			return db.ErrConflict
		}
		if err := e.unlocked(tx, f); err != nil {
			return err
		}
		body, err := storable(f)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`UPDATE forms SET title = $2, draft = $3, changed_at = $4, changed_by = $5, version = version + 1 WHERE id = $1`,
			id, title(f), body, db.Ms(tx.Now()), by.Name)
		return err
	})
}

// change is an act on a form by one of its makers.
func change(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id, what string, act func(*db.Tx, Entry) error) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		e, err := Get(tx, by, id)
		if err != nil {
			return err
		}
		if err := act(tx, e); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), what, "", "form", id)
	})
}

// Copy begins a form with the draft of another. It returns the id.
func Copy(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) (copied string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		copied, _, err = once.Do(tx, key, func() (string, error) {
			e, err := Get(tx, by, id)
			if err != nil {
				return "", err
			}
			f := e.Draft
			f.Title = form.Words{}
			for language, words := range e.Draft.Title {
				f.Title[language] = words
			}
			f.Title[f.Main()] = shortened("Copy of " + e.Title)
			return CreateFor(tx, by, e.StudyID, f)
		})
		return err
	})
	return copied, err
}

func shortened(words string) string {
	if runes := []rune(words); len(runes) > longestTitle {
		return string(runes[:longestTitle])
	}
	return words
}
