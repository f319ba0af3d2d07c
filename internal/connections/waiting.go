package connections

// WaitingFor is the SQL condition that the person in a column is on the
// waiting list of a service, as far as anybody has said.
func WaitingFor(column string) string {
	return `EXISTS (SELECT 1 FROM connections n WHERE n.person_id = ` + column + ` AND n.state = 'waiting-list' AND n.outcome = 'unknown')`
}
