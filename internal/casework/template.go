package casework

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Template is words to start the text of a contact from. A team's are looked
// after by its managers and used by all its workers; a worker's own are for
// nobody else.
type Template struct {
	ID, TeamID  string
	AccountID   string // "" for the team's
	Name, Words string
	Version     int
}

// OfTeam reports whether the whole team uses the template.
func (t Template) OfTeam() bool { return t.AccountID == "" }

// mostTemplates is how many a team, or one worker, may keep.
const mostTemplates = 30

// AddTo is the text with the template's words after it. What was typed stays.
func (t Template) AddTo(text string) string {
	text = strings.TrimRight(text, " \t\r\n")
	if text == "" {
		return t.Words
	}
	return text + "\n\n" + t.Words
}

// KeepTemplate stores a new template: the actor's own, or with ofTeam one for
// the whole team, which takes its manager.
func KeepTemplate(ctx context.Context, d *db.DB, by access.Actor, key once.Key, name, words string, ofTeam bool) (id string, err error) {
	t := Template{TeamID: by.TeamID(), AccountID: by.AccountID, Name: name, Words: words}
	if ofTeam {
		t.AccountID = ""
	}
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return keepTemplate(tx, by, t) })
		return err
	})
	return id, err
}

func keepTemplate(tx *db.Tx, by access.Actor, t Template) (string, error) {
	if !t.ChangedBy(by) {
		return "", db.ErrNotFound
	}
	if err := t.tidy(); err != nil {
		return "", err
	}
	kept, err := Templates(tx, by)
	if err != nil {
		return "", err
	}
	same := 0
	for _, k := range kept {
		if k.OfTeam() == t.OfTeam() {
			same++
		}
	}
	if same >= mostTemplates {
		var bad db.Invalid
		bad.Add("name", "There are 30 templates. Delete one first")
		return "", bad.Err()
	}
	t.ID = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO contact_templates (id, team_id, account_id, name, words, made_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		t.ID, t.TeamID, t.AccountID, t.Name, t.Words, tx.Now().UnixMilli()); err != nil {
		return "", err
	}
	return t.ID, audit.Change(tx, by.Audit(), "contact-template.kept", "", "contact-template", t.ID)
}

// ChangedBy reports whether the actor may change the template: their own in a
// team that they work in, or one of a team that they manage.
func (t Template) ChangedBy(by access.Actor) bool {
	if t.OfTeam() {
		return by.Manages(t.TeamID)
	}
	return t.AccountID == by.AccountID && by.InTeam(t.TeamID)
}

func (t *Template) tidy() error {
	var bad db.Invalid
	t.Name, t.Words = strings.Join(strings.Fields(t.Name), " "), strings.TrimSpace(t.Words)
	switch {
	case t.Name == "":
		bad.Add("name", "Enter a name for the template")
	case len([]rune(t.Name)) > 60:
		bad.Add("name", "Use 60 characters or fewer")
	}
	switch {
	case t.Words == "":
		bad.Add("words", "Write the words to start from")
	case len([]rune(t.Words)) > 2000:
		bad.Add("words", "Use 2,000 characters or fewer")
	}
	return bad.Err()
}

// ChangeTemplate gives a template another name and other words; db.ErrConflict
// if somebody saved first. What was recorded with it stays as it is.
func ChangeTemplate(ctx context.Context, d *db.DB, by access.Actor, key once.Key, t Template) error {
	return actOnTemplate(ctx, d, by, key, t.ID, "changed", func(tx *db.Tx) error {
		if err := t.tidy(); err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE contact_templates SET name = $3, words = $4, version = version + 1 WHERE id = $1 AND version = $2`, t.ID, t.Version, t.Name, t.Words)
		if err == nil && n == 0 {
			return db.ErrConflict
		}
		return err
	})
}

// DropTemplate deletes a template. What was recorded with it stays as it is.
func DropTemplate(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return actOnTemplate(ctx, d, by, key, id, "deleted", func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM contact_templates WHERE id = $1`, id)
		return err
	})
}

func actOnTemplate(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id, what string, do func(*db.Tx) error) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			t, err := TheTemplate(tx, by, id)
			if err != nil {
				return "", err
			}
			if !t.ChangedBy(by) {
				return "", db.ErrNotFound
			}
			if err := do(tx); err != nil {
				return "", err
			}
			return id, audit.Change(tx, by.Audit(), "contact-template."+what, "", "contact-template", id)
		})
		return err
	})
}

const templateColumns = `SELECT id, team_id, account_id, name, words, version FROM contact_templates`

func scanTemplate(s db.Scanner) (t Template, err error) {
	err = s.Scan(&t.ID, &t.TeamID, &t.AccountID, &t.Name, &t.Words, &t.Version)
	return
}

// templateSeen is the condition for templates that the account in $1 may use.
var templateSeen = `account_id IN ('', $1) AND ` + access.TeamSeenBy("team_id", "$1")

// Templates lists what the actor may use: the team's first, then their own,
// the oldest first.
func Templates(r db.Reader, by access.Actor) ([]Template, error) {
	return db.List(r, scanTemplate, templateColumns+` WHERE `+templateSeen+` ORDER BY account_id, made_at, id`, by.AccountID)
}

// TheTemplate is a template that the actor may use, or db.ErrNotFound.
func TheTemplate(r db.Reader, by access.Actor, id string) (Template, error) {
	return db.One(r, scanTemplate, templateColumns+` WHERE `+templateSeen+` AND id = $2`, by.AccountID, id)
}
