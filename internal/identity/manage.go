package identity

import (
	"strings"

	"linkwork/internal/audit"
	"linkwork/internal/db"
)

// Create makes an account that is invited and cannot log in yet. A faulty name
// or address, or one that is taken, is a *db.Invalid.
func Create(tx *db.Tx, by audit.Actor, name, email string) (Account, error) {
	a := Account{
		ID: tx.NewID(), Name: strings.TrimSpace(name), Email: NormalEmail(email),
		Status: Invited, CreatedAt: tx.Now(), Version: 1,
	}
	if err := a.check(); err != nil {
		return Account{}, err
	}
	fresh, err := insertAccount(tx, a)
	if err != nil {
		return Account{}, err
	}
	if !fresh {
		var bad db.Invalid
		bad.Add("email", "There is already an account with this email address")
		return Account{}, bad.Err()
	}
	return a, audit.Change(tx, by, "account.created", "", "account", a.ID)
}

// Disable keeps somebody out from this moment. db.ErrConflict if they are.
func Disable(tx *db.Tx, by audit.Actor, id string) error {
	if err := setStatus(tx, id, Disabled, Invited, Active); err != nil {
		return err
	}
	if err := EndAll(tx, id); err != nil {
		return err
	}
	return audit.Change(tx, by, "account.disabled", "", "account", id)
}

// Enable lets a disabled account be invited again. Its old password is gone.
func Enable(tx *db.Tx, by audit.Actor, id string) error {
	if err := setStatus(tx, id, Invited, Disabled); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE accounts SET password_hash = '' WHERE id = $1`, id); err != nil {
		return err
	}
	return audit.Change(tx, by, "account.enabled", "", "account", id)
}
