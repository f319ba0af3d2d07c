package identity

// IsDisabled is the SQL condition that the account in a column may not log in
// any more.
func IsDisabled(column string) string {
	return `EXISTS (SELECT 1 FROM accounts a WHERE a.id = ` + column + ` AND a.status = 'disabled')`
}
