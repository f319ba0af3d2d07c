package messages

import (
	"errors"

	"linkwork/internal/db"
)

// LatestTo is what became of the message to a recipient that was settled last:
// Failed says that what is sent there does not arrive. "" when there was none.
func LatestTo(r db.Reader, recipient string) (state State, err error) {
	err = r.QueryRow(`SELECT state FROM messages WHERE recipient = $1 AND state IN ('sent', 'delivered', 'failed', 'withheld')
		ORDER BY state_at DESC, id DESC LIMIT 1`, recipient).Scan(&state)
	if errors.Is(err, db.ErrNotFound) {
		return "", nil
	}
	return state, err
}
