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
	options options
	pool    *sql.DB
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
	p := &postgresDB{options: o, pool: stdlib.OpenDB(*config)}
	p.pool.SetMaxOpenConns(poolSize)
	p.pool.SetMaxIdleConns(poolSize)
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
	if _, says := ctx.Deadline(); !says {
		limited, cancel := context.WithTimeout(ctx, readTime)
		defer cancel()
		ctx = limited
	}
	tx, err := p.pool.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
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
