package main

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// postgresql is full text with a GIN index, PostGIS, and terms in an array.
func postgresql(n int, asked []question, atLeast time.Duration, url string) error {
	ctx := context.Background()
	db, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer db.Close(ctx)
	var pid int
	if err := db.QueryRow(ctx, `SELECT pg_backend_pid()`).Scan(&pid); err != nil {
		return err
	}
	cpu := func() time.Duration { return cpuOf(pid) }
	before := cpu()
	if err := fillPostgres(ctx, db, n); err != nil {
		return err
	}
	r := row{engine: "PostgreSQL with PostGIS", services: n, build: cpu() - before}
	if err := db.QueryRow(ctx, `SELECT pg_indexes_size('services')`).Scan(&r.bytes); err != nil {
		return err
	}
	err = r.ask(asked, atLeast, cpu, func(_ int, q question) (n int, err error) {
		rows, err := q.postgres(ctx, db)
		if err != nil {
			return 0, err
		}
		defer rows.Close()
		for rows.Next() {
			n++
		}
		return n, rows.Err()
	})
	if err != nil {
		return err
	}
	r.print()
	return nil
}

// postgres asks with a condition on terms only where there is one: an empty
// one would make the server read the whole index of terms.
func (q question) postgres(ctx context.Context, db *pgx.Conn) (pgx.Rows, error) {
	const (
		choose = `SELECT id, ts_rank(words, to_tsquery('english', $1)) AS fit FROM services
			WHERE words @@ to_tsquery('english', $1) AND ST_DWithin(at, ST_MakePoint($2, $3)::geography, $4)`
		best = ` ORDER BY fit DESC LIMIT 20`
	)
	args := []any{strings.Join(q.words, " & "), q.lon, q.lat, q.km * 1000}
	if q.term < 0 {
		return db.Query(ctx, choose+best, args...)
	}
	return db.Query(ctx, choose+` AND terms @> $5::integer[]`+best, append(args, []int32{int32(q.term)})...)
}

func fillPostgres(ctx context.Context, db *pgx.Conn, n int) error {
	_, err := db.Exec(ctx, `CREATE EXTENSION IF NOT EXISTS postgis; DROP TABLE IF EXISTS services, read;
		CREATE TABLE read (id integer, name text, description text, lat float8, lon float8, terms integer[])`)
	if err != nil {
		return err
	}
	_, err = db.CopyFrom(ctx, pgx.Identifier{"read"}, []string{"id", "name", "description", "lat", "lon", "terms"},
		pgx.CopyFromSlice(n, func(i int) ([]any, error) {
			s := made(i)
			return []any{s.id, s.name, s.description, s.lat, s.lon, s.terms}, nil
		}))
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, `SET maintenance_work_mem = '512MB'; SET max_parallel_maintenance_workers = 0; SET max_parallel_workers_per_gather = 0; SET jit = off;
		CREATE TABLE services AS SELECT id, name, description, terms, ST_MakePoint(lon, lat)::geography AS at,
			setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', description), 'D') AS words FROM read;
		CREATE INDEX ON services USING gin (words);
		CREATE INDEX ON services USING gin (terms);
		CREATE INDEX ON services USING gist (at);
		ANALYZE services`)
	return err
}
