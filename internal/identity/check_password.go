package identity

// CheckPassword says what is wrong with a password that somebody chooses, as
// a *db.Invalid of the field "password", before there is an account.
func CheckPassword(password, email string) error { return checkPassword(password, email) }
