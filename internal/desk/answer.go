package desk

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Move is what somebody does with a note.
type Move struct {
	NoteID  string
	Version int
	To      State
	Reply   string // what the desk is told; needed to answer
}

// Settle takes a note, answers it or closes it. Whoever does so owns it from
// then on; setting it back to new returns it to the inbox. db.ErrConflict if
// somebody was first.
func Settle(ctx context.Context, d *db.DB, by access.Actor, key once.Key, m Move) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) { return m.NoteID, settle(tx, by, m) })
		return err
	})
}

func settle(tx *db.Tx, by access.Actor, m Move) error {
	n, err := TheNote(tx, by, m.NoteID)
	if err != nil {
		return err
	}
	if n.Version != m.Version || !n.State.May(m.To) {
		return db.ErrConflict
	}
	reply := strings.TrimSpace(m.Reply)
	var bad db.Invalid
	if m.To == Answered && reply == "" {
		bad.Add("reply", "Write what the desk may know, like “I will call today”")
	}
	if len([]rune(reply)) > 300 {
		bad.Add("reply", "Use 300 characters or fewer")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	if reply == "" {
		reply = n.Reply
	}
	owner, name := by.AccountID, by.Name
	if m.To == New {
		owner, name = "", ""
	}
	if _, err := tx.Exec(`UPDATE desk_notes SET state = $2, owner_id = $3, owner_name = $4, reply = $5, state_at = $6, version = version + 1 WHERE id = $1`,
		n.ID, m.To, owner, name, reply, tx.Now().UnixMilli()); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "desk."+string(m.To), n.PersonID, "desk-note", n.ID)
}

// Recognise says who a note is about: a person whom the actor may see. From
// then on it is on that person's page, and with their worker.
func Recognise(ctx context.Context, d *db.DB, by access.Actor, key once.Key, noteID string, version int, personID string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			n, err := TheNote(tx, by, noteID)
			if err != nil {
				return "", err
			}
			if err := access.SeePerson(tx, by, personID); err != nil {
				return "", err
			}
			if n.Version != version || n.PersonID != "" {
				return "", db.ErrConflict
			}
			if err := n.belongTo(tx, personID); err != nil {
				return "", err
			}
			if _, err := tx.Exec(`UPDATE desk_notes SET person_id = $2, team_id = $3, owner_id = $4, owner_name = $5, version = version + 1 WHERE id = $1`,
				n.ID, n.PersonID, n.TeamID, n.OwnerID, n.OwnerName); err != nil {
				return "", err
			}
			return n.ID, audit.Change(tx, by.Audit(), "desk.recognised", personID, "desk-note", n.ID)
		})
		return err
	})
}
