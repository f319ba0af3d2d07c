package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

const (
	writeTime = 15 * time.Second // a write that takes longer is given up,
	readTime  = 60 * time.Second // a read likewise, unless its context says when
	poolSize  = 24               // connections of one process
)

// postgresDB is a database on a server. pgx keeps prepared statements itself.
type postgresDB struct {
	counters
	options             options
	pool                *sql.DB
	readTime, writeTime time.Duration
	turn                chan struct{} // held by one who tries for the third time or more
}

func openPostgres(ctx context.Context, url string, o options) (engine, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, errors.New("db: the postgres:// URL cannot be read") // it may hold a password
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 5 * time.Second
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "linkwork"
	}
	p := &postgresDB{options: o, pool: stdlib.OpenDB(*config), readTime: readTime, writeTime: writeTime, turn: make(chan struct{}, 1)}
	p.pool.SetMaxOpenConns(poolSize)
	p.pool.SetMaxIdleConns(poolSize)
	p.pool.SetConnMaxLifetime(30 * time.Minute)
	if err := p.check(ctx); err != nil {
		p.pool.Close()
		return nil, err
	}
	return p, nil
}

// check refuses a database that would sort and compare text differently.
func (p *postgresDB) check(ctx context.Context) error {
	var name, encoding, collation string
	err := p.pool.QueryRowContext(ctx, `SELECT datname, pg_encoding_to_char(encoding), datcollate
		FROM pg_database WHERE datname = current_database()`).Scan(&name, &encoding, &collation)
	if err != nil {
		return sentinel(postgresSentinel).wrap(fmt.Errorf("db: %w", err))
	}
	if encoding == "UTF8" && (collation == "C" || collation == "POSIX" || collation == "C.UTF-8" || collation == "C.utf8") {
		return nil
	}
	return fmt.Errorf("db: the database %q has encoding %s and collation %s; make it with "+
		"CREATE DATABASE … ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0", name, encoding, collation)
}

func (p *postgresDB) read(ctx context.Context, act func(*Snapshot) error) error {
	conn, err := p.connect(ctx)
	if err != nil {
		return sentinel(postgresSentinel).wrap(err)
	}
	defer conn.Close()
	limited := ctx
	if _, says := ctx.Deadline(); !says {
		var cancel context.CancelFunc
		limited, cancel = context.WithTimeout(ctx, p.readTime)
		defer cancel()
	}
	return late(ctx, p.readOn(limited, conn, act))
}

func (p *postgresDB) readOn(ctx context.Context, conn *sql.Conn, act func(*Snapshot) error) error {
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return sentinel(postgresSentinel).wrap(err)
	}
	defer tx.Rollback()
	snap := &Snapshot{session{ctx: ctx, now: p.options.now(), on: tx, errors: postgresSentinel}}
	defer snap.end()
	err = act(snap)
	if met := snap.end(); met != nil {
		return met
	}
	return err
}

// connect waits for a connection, but not for long.
func (p *postgresDB) connect(ctx context.Context) (*sql.Conn, error) {
	wait, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, err := p.pool.Conn(wait)
	if err != nil && ctx.Err() == nil && wait.Err() != nil {
		return nil, errCrowded
	}
	return conn, err
}

// late says that the database took too long, where it was not the caller who
// gave up.
func late(ctx context.Context, err error) error {
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return fmt.Errorf("%w: it took too long: %w", ErrUnavailable, err)
	}
	return err
}

func (p *postgresDB) optimize(ctx context.Context) error {
	_, err := p.pool.ExecContext(ctx, "ANALYZE")
	return sentinel(postgresSentinel).wrap(err)
}

// ready asks the server whether it takes writes: a standby does not.
func (p *postgresDB) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	var readOnly string
	if err := p.pool.QueryRowContext(ctx, "SHOW transaction_read_only").Scan(&readOnly); err != nil {
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	if readOnly == "on" {
		return fmt.Errorf("%w: the server takes no writes", ErrUnavailable)
	}
	return nil
}

func (p *postgresDB) close() error { return p.pool.Close() }
