package identity

import "linkwork/internal/db"

// Activate lets an invited account act without a password of its own. It is
// for the demonstration, where one chooses who to be: such an account cannot
// log in.
func Activate(tx *db.Tx, id string) error { return setStatus(tx, id, Active, Invited) }
