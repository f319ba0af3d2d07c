package db

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// DB is an open database. It is safe for use by many goroutines.
type DB struct {
	engine
	name    string
	options options
}

// engine is what the two kinds of database do each in their own way.
type engine interface {
	read(ctx context.Context, act func(*Snapshot) error) error
	write(ctx context.Context, act func(*Tx) error) error
	migrate(ctx context.Context, to int64) error
	optimize(ctx context.Context) error
	ready(ctx context.Context) error
	stats() Stats
	close() error
}

// Open opens the database at url: "sqlite:/path/file.db" (made if absent, its
// folder must exist) or "postgres://…" (which must exist). It does not migrate.
func Open(ctx context.Context, url string, opts ...Option) (*DB, error) {
	o := options{clock: time.Now}
	for _, opt := range opts {
		opt(&o)
	}
	d := &DB{options: o}
	var err error
	switch scheme, rest, _ := strings.Cut(url, ":"); scheme {
	case "sqlite":
		d.name = "sqlite"
		d.engine, err = openSQLite(ctx, rest, o)
	case "postgres", "postgresql":
		d.name = "postgres"
		d.engine, err = openPostgres(ctx, url, o)
	default:
		err = fmt.Errorf("db: a database is named sqlite:/path/file.db or postgres://…, not %q", scheme+":…")
	}
	if err != nil {
		return nil, err
	}
	return d, nil
}

// Read runs act on a read-only view of the database as of one moment. It
// returns act's error, or the first error that act met.
func (d *DB) Read(ctx context.Context, act func(*Snapshot) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return d.engine.read(ctx, act)
}

// Write runs act and keeps what it did if, and only if, Write returns nil.
// ctx matters until act starts. ErrUnavailable means that nothing is known to
// have been saved.
func (d *DB) Write(ctx context.Context, act func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if d.options.readOnly {
		return errReading
	}
	return d.engine.write(ctx, act)
}

// Migrate brings the tables to the newest version. Several processes may call
// it at once on one PostgreSQL database.
func (d *DB) Migrate(ctx context.Context) error {
	return d.MigrateTo(ctx, newest)
}

// MigrateTo brings the tables up to a version and not further, to restore a
// backup of that version into.
func (d *DB) MigrateTo(ctx context.Context, version int64) error {
	if d.options.readOnly {
		return errReading
	}
	return d.engine.migrate(ctx, version)
}

// Version is the version of the tables: the number of the newest migration
// that was applied, 0 for none.
func Version(r Reader) (version int64, err error) {
	err = r.QueryRow(`SELECT coalesce(max(version_id), 0) FROM db_migrations WHERE is_applied`).Scan(&version)
	return version, err
}

// Optimize lets the engine look at the data to choose better plans. Worth
// calling after an import and once a day.
func (d *DB) Optimize(ctx context.Context) error {
	if d.options.readOnly {
		return errReading
	}
	return d.engine.optimize(ctx)
}

// Ready returns nil when a write made now could be acknowledged.
func (d *DB) Ready(ctx context.Context) error {
	if d.options.readOnly {
		return errReading
	}
	return d.engine.ready(ctx)
}

// Engine is "sqlite" or "postgres".
func (d *DB) Engine() string { return d.name }

// Now is the time by the database's clock, UTC, in whole milliseconds, as it
// can be stored.
func (d *DB) Now() time.Time { return d.options.now() }

// Stats counts what the writers have done since Open.
func (d *DB) Stats() Stats { return d.engine.stats() }

// Close waits for the writes under way and closes every connection.
func (d *DB) Close() error { return d.engine.close() }
