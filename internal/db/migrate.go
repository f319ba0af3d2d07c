package db

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"math"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"linkwork/internal/db/migrations"
)

// newest is later than any migration.
const newest = math.MaxInt64

// migrate applies the embedded migrations that the database has not had.
func migrate(ctx context.Context, pool *sql.DB, to int64, dialect goose.Dialect, opts ...goose.ProviderOption) error {
	opts = append(opts,
		goose.WithTableName("db_migrations"),
		goose.WithSlog(slog.New(slog.DiscardHandler)),
		goose.WithDisableGlobalRegistry(true))
	p, err := goose.NewProvider(dialect, pool, migrations.Files, opts...)
	if err != nil {
		return fmt.Errorf("db: migrations: %w", err)
	}
	if _, err := p.UpTo(ctx, to); err != nil {
		return fmt.Errorf("db: migrate: %w", err)
	}
	return nil
}

// migrate uses a connection of its own while the writer stands still.
func (s *sqliteDB) migrate(ctx context.Context, to int64) error {
	return s.writer.alone(func() error {
		pool, err := sql.Open("sqlite", sqliteDSN(s.file))
		if err != nil {
			return err
		}
		defer pool.Close()
		return sentinel(sqliteSentinel).wrap(migrate(ctx, pool, to, goose.DialectSQLite3))
	})
}

// migrate takes turns with other processes by a row in a table.
func (p *postgresDB) migrate(ctx context.Context, to int64) error {
	locker, err := lock.NewPostgresTableLocker(lock.WithTableName("db_migrations_lock"))
	if err != nil {
		return err
	}
	return sentinel(postgresSentinel).wrap(migrate(ctx, p.pool, to, goose.DialectPostgres, goose.WithLocker(locker)))
}
