package db

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/dates"
)

// Reader answers questions. *Snapshot and *Tx are Readers.
type Reader interface {
	Query(q string, args ...any) (*Rows, error) // $now in q is Now, in milliseconds
	QueryRow(q string, args ...any) *Row
	Now() time.Time           // the same throughout one closure
	Context() context.Context // carries the caller's values
}

// Snapshot is the database as of one moment, for reading.
type Snapshot struct{ session }

// runner runs statements in the transaction of one closure.
type runner interface {
	QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error)
}

// session is what one closure, reading or writing, has of the database.
type session struct {
	ctx    context.Context
	now    time.Time
	on     runner
	errors sentinel
	open   *Rows // being read
	failed error // the first error; nothing runs after it
}

// Now is the time at which the closure started.
func (s *session) Now() time.Time { return s.now }

// Context is the caller's context; in a write, without its end.
func (s *session) Context() context.Context { return s.ctx }

// Query asks q. The caller reads the rows to their end or closes them.
func (s *session) Query(q string, args ...any) (*Rows, error) {
	if err := s.admit(args); err != nil {
		return nil, err
	}
	q, args = s.timed(s.dated(q), args)
	rows, err := s.on.QueryContext(s.ctx, q, args...)
	if err != nil {
		return nil, s.fail(err)
	}
	s.open = &Rows{of: s, rows: rows}
	return s.open, nil
}

// QueryRow asks q for at most one row; its Scan returns ErrNotFound for none.
func (s *session) QueryRow(q string, args ...any) *Row {
	rows, err := s.Query(q, args...)
	return &Row{rows: rows, err: err}
}

// Today stands in a query for the day in London on which it is asked. A
// condition that one room lends to the queries of others can ask for the day
// with it, without a parameter of its own.
const Today = "{today}"

// dated puts the day into a query that asks for it. The text differs from day
// to day only, so statements are prepared as seldom as before.
func (s *session) dated(q string) string {
	if !strings.Contains(q, Today) {
		return q
	}
	return strings.ReplaceAll(q, Today, "'"+dates.Of(s.now).String()+"'")
}

// instant stands in a statement for the time at which its closure started, in
// milliseconds since 1970, for conditions that end by themselves.
const instant = "$now"

// timed gives a statement that names it one more argument.
func (s *session) timed(q string, args []any) (string, []any) {
	if !strings.Contains(q, instant) {
		return q, args
	}
	return strings.ReplaceAll(q, instant, "$"+strconv.Itoa(len(args)+1)), append(slices.Clip(args), s.now.UnixMilli())
}

// admit says whether a statement may run now.
func (s *session) admit(args []any) error {
	if s.failed != nil {
		return s.failed
	}
	if s.open != nil {
		return s.fail(errBusy)
	}
	if err := checkArgs(args); err != nil {
		return s.fail(err)
	}
	return nil
}

// fail notes the first error, named, and returns it.
func (s *session) fail(err error) error {
	err = s.errors.wrap(err)
	if s.failed == nil {
		s.failed = err
	}
	return err
}

// end closes what the closure left open and lets nothing more run. It returns
// the error that the closure met, if any.
func (s *session) end() error {
	if s.open != nil {
		s.open.Close()
	}
	met := s.met()
	if met == nil {
		s.failed = errEnded
	}
	return met
}

// met is the first error of a statement, nil for an ended session without one.
func (s *session) met() error {
	if s.failed == errEnded {
		return nil
	}
	return s.failed
}
