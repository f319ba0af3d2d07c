package safeguarding

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/drafts"
	"linkwork/internal/vocabulary"
)

// Raising is a concern as somebody writes it down.
type Raising struct {
	Concern
	DangerAsked bool   // yes or no was chosen
	DraftKey    string // the draft to drop once this is saved
}

// Raise keeps a concern about a person whom the actor may see, gives it to the
// first in the chain of the team and returns its id. db.ErrNotFound for a
// person out of reach.
func Raise(ctx context.Context, d *db.DB, by access.Actor, key once.Key, k Raising) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return raise(tx, by, k) })
		return err
	})
	return id, err
}

func raise(tx *db.Tx, by access.Actor, raising Raising) (string, error) {
	k := raising.Concern
	team, err := access.CaringTeam(tx, by, k.PersonID)
	if err != nil {
		return "", err
	}
	if err := raising.check(&k); err != nil {
		return "", err
	}
	k.ID, k.TeamID, k.RaisedBy, k.RaisedName, k.RaisedAt = tx.NewID(), team, by.AccountID, by.Name, tx.Now()
	k.State, k.Flagged = Raised, k.FirstDo != ""
	if err := k.insert(tx); err != nil {
		return "", err
	}
	if err := note(tx, by.AccountID, by.Name, k.ID, Entry{What: WasRaised}); err != nil {
		return "", err
	}
	if err := k.give(tx); err != nil {
		return "", err
	}
	if raising.DraftKey != "" {
		if err := drafts.Drop(tx, by.AccountID, raising.DraftKey); err != nil {
			return "", err
		}
	}
	return k.ID, audit.Change(tx, by.Audit(), "safety.raised", k.PersonID, "concern", k.ID)
}

func (r Raising) check(k *Concern) error {
	for _, text := range []*string{&k.Seen, &k.DangerDone, &k.Told, &k.FirstDo} {
		*text = strings.TrimSpace(*text)
	}
	k.FirstDo = strings.Join(strings.Fields(k.FirstDo), " ")
	var bad db.Invalid
	if !r.DangerAsked {
		bad.Add("danger", "Choose whether somebody is in danger now")
	}
	if k.Danger && k.DangerDone == "" {
		bad.Add("danger_done", "Write what you have done about the danger. If you have not called 999 yet, call first")
	}
	if k.Seen == "" || long(k.Seen, 4000) {
		bad.Add("seen", "Write what you saw or heard, up to 4,000 characters")
	}
	if !vocabulary.WhoseWords.Has(k.Whose) {
		bad.Add("whose", "Choose whose words these are")
	}
	if len(k.Kinds) == 0 || slices.ContainsFunc(k.Kinds, func(code string) bool { return !vocabulary.HarmKinds.Has(code) }) {
		bad.Add("kinds", "Choose at least one kind. You may choose “not sure”")
	}
	if !vocabulary.PersonKnows.Has(k.PersonKnows) {
		bad.Add("person_knows", "Choose whether the person knows")
	}
	if long(k.DangerDone, 1000) || long(k.Told, 500) {
		bad.Add("told", "Use up to 500 characters, and 1,000 for what was done about danger")
	}
	if k.FirstDo == "" || long(k.FirstDo, 200) {
		bad.Add("first_do", "Write in one sentence what to do before contact, up to 200 characters. If you do not know: “Call the safeguarding lead first”")
	}
	return bad.Err()
}

func long(text string, most int) bool { return len([]rune(text)) > most }

func (k Concern) insert(tx *db.Tx) error {
	_, err := tx.Exec(`INSERT INTO concerns (id, person_id, team_id, seen, whose, kinds, danger, danger_done, person_knows, told, first_do, flagged,
			raised_by, raised_name, raised_at, state, owner_id, owner_name, passed, outcome)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '', '', 0, '')`,
		k.ID, k.PersonID, k.TeamID, k.Seen, k.Whose, strings.Join(k.Kinds, " "), k.Danger, k.DangerDone, k.PersonKnows, k.Told, k.FirstDo, k.Flagged,
		k.RaisedBy, k.RaisedName, db.Ms(k.RaisedAt), k.State)
	return err
}
