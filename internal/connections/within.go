package connections

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
)

// MakeWithin is Make as a part of a larger act.
func MakeWithin(tx *db.Tx, by access.Actor, o Onward) (id string, err error) {
	return connect(tx, by, o)
}
