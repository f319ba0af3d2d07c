package db

import (
	"context"
	"errors"
)

// turn is one closure's time under the writer's lock.
type turn struct {
	group   *group
	ctx     context.Context
	act     func(*Tx) error
	alone   bool // in a transaction with nobody else
	batch   *batch
	err     error // what the closure came to
	culprit bool  // it lost the transaction
}

// take waits for the turn and runs the closure. An error means that it did not
// run, or that it lost the transaction itself.
func (t *turn) take() error {
	g := t.group
	if err := g.enter(); err != nil {
		return err
	}
	defer g.leave() // whatever the closure does, the others get their answer
	if g.closed {
		return errClosed
	}
	if err := errors.Join(t.ctx.Err(), g.health.refuse()); err != nil {
		return err
	}
	if t.alone && g.open != nil {
		g.commit()
	}
	b, err := g.begin()
	if err != nil {
		return err
	}
	t.batch = b
	if b.size++; t.alone {
		b.size = maxBatch
	}
	t.run()
	if t.culprit {
		return t.err
	}
	return nil
}

// run performs the closure, twice in a rehearsal.
func (t *turn) run() {
	if t.group.options.rehearsal {
		t.perform(false)
		if t.culprit {
			return
		}
	}
	t.err = t.perform(true)
}

// perform runs the closure in a savepoint, which is released if all is well
// and it is to be kept.
func (t *turn) perform(keep bool) (err error) {
	conn := t.group.conn
	if err := conn.run("SAVEPOINT act"); err != nil {
		return t.lose(err)
	}
	tx := &Tx{session: session{ctx: context.WithoutCancel(t.ctx), now: t.group.options.now(), on: conn, errors: sqliteSentinel}}
	returned := false
	defer func() {
		if !returned { // a panic, or the end of the goroutine, is passing
			tx.end()
			t.undo(errors.New("the closure did not return"))
		}
	}()
	err = tx.perform(t.act)
	returned = true
	t.group.health.note(err)
	if err == nil && keep {
		if err = conn.run("RELEASE act"); err == nil {
			return nil
		}
		return t.lose(err)
	}
	return t.undo(err)
}

// undo goes back to before the closure. If that cannot be done, the
// transaction is gone, and why is the closure's error.
func (t *turn) undo(why error) error {
	for _, q := range []string{"ROLLBACK TO act", "RELEASE act"} {
		if err := t.group.conn.run(q); err != nil {
			return t.lose(errors.Join(why, err))
		}
	}
	return why
}

// lose gives the transaction up because of this closure.
func (t *turn) lose(why error) error {
	t.culprit = true
	t.group.health.note(why)
	t.group.settle(true, why)
	t.err = sentinel(sqliteSentinel).wrap(why)
	return t.err
}

// lost waits for the batch to settle and says whether to run again alone.
func (t *turn) lost() bool {
	<-t.batch.settled
	return t.batch.lost
}

// result waits for the commit and says what the write came to. If there was
// none, an error the closure returned does not count: it may have come from
// what a neighbour had not saved.
func (t *turn) result() error {
	<-t.batch.settled
	if t.batch.err != nil {
		return t.batch.err
	}
	if t.err == nil {
		t.group.writes.Add(1)
	}
	return t.err
}
