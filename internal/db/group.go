package db

import (
	"context"
	"database/sql"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
)

// maxBatch is the most closures that share a transaction.
const maxBatch = 256

// group is SQLite's writer. Closures wait for its lock, run on their own
// goroutines one after another in one transaction, and the last one waiting
// commits for all. What may go wrong, and what happens then:
//
//   - A closure returns an error or panics: the transaction goes back to its
//     savepoint; the neighbours are not touched. A panic goes on as it came.
//   - A request is cancelled: before its closure starts, it does not run; after
//     that, it runs to its end. Nobody leaves the queue, because the one before
//     may have left the commit to the one behind.
//   - An error takes the whole transaction with it (SQLite may do that when the
//     disk is full or fails): going back to the savepoint fails, which is how it
//     is noticed. The one that met the error gets it; the neighbours run again,
//     each in a transaction of its own.
//   - The commit fails: nobody is told that anything was saved.
type group struct {
	counters
	options options
	pool    *sql.DB
	health  *health

	waiting atomic.Int32 // in line for mu
	mu      sync.Mutex
	conn    *conn  // and what follows, guarded by mu
	open    *batch // the transaction under way, nil between two
	closed  bool
}

// batch is a transaction that closures share.
type batch struct {
	size    int
	settled chan struct{} // closed when what follows is known
	lost    bool          // run again, alone
	err     error         // why it was not committed; nil: it was
}

func openGroup(ctx context.Context, pool *sql.DB, o options, h *health) (*group, error) {
	pool.SetMaxOpenConns(1)
	c, err := openConn(ctx, pool)
	if err != nil {
		pool.Close()
		return nil, sentinel(sqliteSentinel).wrap(err)
	}
	return &group{options: o, pool: pool, health: h, conn: c}, nil
}

// write runs act in a batch, and again alone if the batch was lost.
func (g *group) write(ctx context.Context, act func(*Tx) error) error {
	t := &turn{group: g, ctx: ctx, act: act}
	if err := t.take(); err != nil {
		return err
	}
	if !t.lost() {
		return t.result()
	}
	g.again.Add(1)
	t = &turn{group: g, ctx: ctx, act: act, alone: true}
	if err := t.take(); err != nil {
		return err
	}
	return t.result()
}

// enter waits for the lock. A goroutine that waits for itself is refused: the
// lock is taken then, so only in that case need the stack be searched.
func (g *group) enter() error {
	if !g.mu.TryLock() {
		if performing() {
			return errNested
		}
		g.waiting.Add(1)
		g.mu.Lock()
		g.waiting.Add(-1)
	}
	return nil
}

// leave commits unless somebody waits who will, and lets the next one in. It
// first steps aside once: those whom the last commit released are about to come
// back, and without it the first of them would commit alone.
func (g *group) leave() {
	if g.open != nil && g.waiting.Load() == 0 {
		runtime.Gosched()
	}
	if b := g.open; b != nil && (b.size >= maxBatch || g.waiting.Load() == 0) {
		g.commit()
	}
	g.mu.Unlock()
}

// begin joins the open transaction or starts one.
func (g *group) begin() (*batch, error) {
	if g.open == nil {
		if err := g.conn.run("BEGIN IMMEDIATE"); err != nil {
			g.health.note(err)
			return nil, sentinel(sqliteSentinel).wrap(err)
		}
		g.open = &batch{settled: make(chan struct{})}
	}
	return g.open, nil
}

// commit ends the open transaction. A constraint that is only looked at now can
// be one closure's fault, so each is tried alone.
func (g *group) commit() {
	if err := g.health.refuse(); err != nil {
		g.settle(false, err)
		return
	}
	if err := g.conn.run("COMMIT"); err != nil {
		g.health.note(err)
		g.settle(!errors.Is(sqliteSentinel(err), ErrUnavailable), err)
		return
	}
	g.health.committed()
	g.commits.Add(1)
	g.settle(false, nil)
}

// settle ends the open batch and answers everyone in it.
func (g *group) settle(lost bool, err error) {
	if err != nil {
		g.conn.run("ROLLBACK") // fails if SQLite has done so: either way none is open
	}
	b := g.open
	b.lost, b.err = lost, sentinel(sqliteSentinel).wrap(err)
	g.open = nil
	close(b.settled)
}

// alone runs f under the lock with no transaction open.
func (g *group) alone(f func() error) error {
	if err := g.enter(); err != nil {
		return err
	}
	defer g.leave()
	if g.open != nil {
		g.commit()
	}
	if g.closed {
		return errClosed
	}
	return f()
}

// probe writes the least that there is, one page, to see whether it can.
func (g *group) probe() {
	g.alone(func() error {
		err := g.conn.run("PRAGMA user_version = 0")
		if g.health.note(err); err == nil {
			g.health.committed()
		}
		return err
	})
}

func (g *group) close() error {
	err := g.alone(func() error {
		g.closed = true
		g.conn.run("PRAGMA optimize")
		return errors.Join(g.conn.close(), g.pool.Close())
	})
	if err == errClosed {
		return nil
	}
	return err
}
