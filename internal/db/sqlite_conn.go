package db

import (
	"context"
	"database/sql"
)

// kept is how many prepared statements a connection keeps.
const kept = 500

// conn is one SQLite connection and the statements prepared on it. The driver
// parses and plans a query each time it is given as text; given as a prepared
// statement it only binds, steps and resets. Not for concurrent use.
type conn struct {
	*sql.Conn
	prepared map[string]*sql.Stmt
}

func openConn(ctx context.Context, pool *sql.DB) (*conn, error) {
	c, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &conn{Conn: c, prepared: map[string]*sql.Stmt{}}, nil
}

func (c *conn) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	stmt, err := c.prepare(q)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

func (c *conn) ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error) {
	stmt, err := c.prepare(q)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(ctx, args...)
}

// run executes q, detached from any request.
func (c *conn) run(q string) error {
	_, err := c.ExecContext(context.Background(), q)
	return err
}

// prepare finds or makes the statement for q. A full store drops any one:
// queries are constants, so only a query built from filters comes and goes.
func (c *conn) prepare(q string) (*sql.Stmt, error) {
	if stmt, ok := c.prepared[q]; ok {
		return stmt, nil
	}
	stmt, err := c.PrepareContext(context.Background(), q)
	if err != nil {
		return nil, err
	}
	if len(c.prepared) >= kept {
		for old, stmt := range c.prepared {
			stmt.Close()
			delete(c.prepared, old)
			break
		}
	}
	c.prepared[q] = stmt
	return stmt, nil
}

// close gives the connection up together with its statements.
func (c *conn) close() error {
	for _, stmt := range c.prepared {
		stmt.Close()
	}
	return c.Conn.Close()
}
