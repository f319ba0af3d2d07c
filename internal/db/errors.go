package db

import (
	"context"
	"errors"
	"fmt"
)

// What a caller can tell apart with errors.Is. Both drivers' codes are mapped
// to these; the driver's error stays in the chain for the log.
var (
	ErrNotFound    = errors.New("not found")
	ErrDuplicate   = errors.New("already there")                   // a primary key or unique index refused
	ErrReference   = errors.New("refers to what is not there")     // a foreign key refused
	ErrConflict    = errors.New("somebody saved first")            // the version has moved on
	ErrUnavailable = errors.New("the database cannot do this now") // disk full, connection lost, too busy: not known to be saved
)

var (
	errNested  = errors.New("db: a Write inside a Write; pass the *db.Tx down instead")
	errBusy    = errors.New("db: a statement while the rows of another are still open; read one result to its end first")
	errEnded   = errors.New("db: used after its closure returned")
	errReading = fmt.Errorf("%w: it was opened for reading only", ErrUnavailable)
	errClosed  = fmt.Errorf("%w: it is closed", ErrUnavailable)
	errText    = errors.New("db: text must be UTF-8 without NUL")
	errCrowded = fmt.Errorf("%w: too many are waiting", ErrUnavailable)
	errUnknown = fmt.Errorf("%w: it did not confirm the commit", ErrUnavailable)
)

// sentinel names a driver's error, or returns nil when it has no name here.
type sentinel func(error) error

// wrap puts the sentinel in front of err. Ends of contexts stay as they are.
func (name sentinel) wrap(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if s := name(err); s != nil && !errors.Is(err, s) {
		return fmt.Errorf("%w: %w", s, err)
	}
	return err
}
