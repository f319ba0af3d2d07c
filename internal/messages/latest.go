package messages

import (
	"errors"

	"linkwork/internal/db"
)

// Bounces says whether the message to a recipient that was settled last did not
// arrive. Nothing is known of one to whom nothing was sent.
func Bounces(r db.Reader, recipient string) (bool, error) {
	var state State
	err := r.QueryRow(`SELECT state FROM messages WHERE recipient = $1 AND state IN ('sent', 'delivered', 'failed', 'withheld')
		ORDER BY state_at DESC, id DESC LIMIT 1`, recipient).Scan(&state)
	if errors.Is(err, db.ErrNotFound) {
		return false, nil
	}
	return state == Failed, err
}
