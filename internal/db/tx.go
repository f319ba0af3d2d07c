package db

import (
	"reflect"
	"runtime"
)

// Tx is one write under way.
type Tx struct {
	session
	receipt *question
}

// question is a query kept for later.
type question struct {
	q    string
	args []any
}

// Exec runs a statement and returns how many rows it changed.
func (t *Tx) Exec(q string, args ...any) (rowsAffected int64, err error) {
	if err := t.admit(args); err != nil {
		return 0, err
	}
	q, args = t.timed(t.dated(q), args)
	res, err := t.on.ExecContext(t.ctx, q, args...)
	if err != nil {
		return 0, t.fail(err)
	}
	return res.RowsAffected()
}

// NewID is a new id for a row, made from the time of this write.
func (t *Tx) NewID() string { return NewID(t.now) }

// Receipt names a query that returns a row exactly when this write has been
// committed, for instance one for the id of its audit row. It is asked when a
// connection breaks during COMMIT. The first receipt of a write counts.
func (t *Tx) Receipt(q string, args ...any) {
	if t.receipt == nil {
		t.receipt = &question{q, args}
	}
}

// perform runs act to its end and returns what the write comes to. It is not
// inlined because performing looks for it on the stack.
//
//go:noinline
func (t *Tx) perform(act func(*Tx) error) error {
	err := act(t)
	if met := t.end(); err == nil {
		err = met
	}
	return err
}

var performEntry = reflect.ValueOf((*Tx).perform).Pointer()

// performing says whether this goroutine is inside a closure given to Write.
func performing() bool {
	var stack [256]uintptr
	for _, pc := range stack[:runtime.Callers(2, stack[:])] {
		if f := runtime.FuncForPC(pc - 1); f != nil && f.Entry() == performEntry {
			return true
		}
	}
	return false
}
