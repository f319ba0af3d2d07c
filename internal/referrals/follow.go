package referrals

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
)

// Link marks a referral as taken on for a person, new or known. It is part of
// casework's act of taking on.
func Link(tx *db.Tx, by access.Actor, r Referral, version int, personID, words string) error {
	messageID, err := tell(tx, r, TakenOn)
	if err != nil {
		return err
	}
	if err := move(tx, r, version, Event{ByID: by.AccountID, ByName: by.Name, To: TakenOn, Words: words, MessageID: messageID}, by.Audit()); err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE referrals SET person_id = $2 WHERE id = $1`, r.ID, personID)
	return err
}

// Unlink is the undoing of Link.
func Unlink(tx *db.Tx, by access.Actor, r Referral) error {
	if err := UndoIn(tx, by, r); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE referrals SET person_id = NULL WHERE id = $1`, r.ID)
	return err
}

// Follow brings a referral along with its case: Supporting at the first
// conversation, Finished, Declined or NotReached at the end. A referral that
// stands there already stays. The referrer is told when support did not come
// about; when it ends after all the practice gets a letter, and somebody outside
// hears that it has ended, but not after a death.
func Follow(tx *db.Tx, by access.Actor, id string, to State, reason string) error {
	r, err := Unscoped(tx, id)
	if err != nil || r.State == to {
		return err
	}
	e := Event{ByID: by.AccountID, ByName: by.Name, To: to, Reason: reason}
	if to == Declined || to == NotReached || to == Finished && r.Channel == FromElsewhere && reason != "died" {
		if e.MessageID, err = tell(tx, r, to); err != nil {
			return err
		}
	}
	return move(tx, r, 0, e, by.Audit())
}

// MoveToTeam makes another team the one that a referral is with, because it
// took the person over.
func MoveToTeam(tx *db.Tx, referralID, teamID string) error {
	_, err := tx.Exec(`UPDATE referrals SET team_id = $2, updated_at = $3, version = version + 1 WHERE id = $1`, referralID, teamID, tx.Now().UnixMilli())
	return err
}
