package db

import (
	"context"
	"database/sql"
	"time"
)

// readers is a pool of query-only connections, each kept with its prepared
// statements. A nil in the channel is a place whose connection is not open.
type readers struct {
	pool *sql.DB
	idle chan *conn
}

func newReaders(pool *sql.DB, n int) *readers {
	r := &readers{pool: pool, idle: make(chan *conn, n)}
	for range n {
		r.idle <- nil
	}
	return r
}

// take waits for a connection and begins a read transaction on it. SQLite
// takes the snapshot at the first statement that reads.
func (r *readers) take(ctx context.Context) (*conn, error) {
	c, err := r.wait(ctx)
	if err != nil {
		return nil, err
	}
	if c != nil {
		if c.run("BEGIN") == nil {
			return c, nil
		}
		c.close()
	}
	c, err = openConn(context.WithoutCancel(ctx), r.pool)
	if err == nil {
		err = c.run("BEGIN")
	}
	if err != nil {
		r.idle <- nil
		return nil, err
	}
	return c, nil
}

// wait returns an idle connection, or nil if a new one may be opened.
func (r *readers) wait(ctx context.Context) (c *conn, err error) {
	open := true
	select {
	case c, open = <-r.idle:
	default:
		select {
		case c, open = <-r.idle:
		case <-time.After(patience):
			return nil, errCrowded
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if !open {
		return nil, errClosed
	}
	return c, nil
}

// give ends the read transaction and puts the connection back.
func (r *readers) give(c *conn) {
	if c.run("ROLLBACK") != nil {
		c.close()
		c = nil
	}
	r.idle <- c
}

// close waits for the reads under way.
func (r *readers) close() error {
	for range cap(r.idle) {
		if c, open := <-r.idle; !open {
			return nil
		} else if c != nil {
			c.close()
		}
	}
	close(r.idle)
	return r.pool.Close()
}
