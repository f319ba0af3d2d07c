package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"runtime"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// sqliteDB is one file: a pool of readers and one writer.
type sqliteDB struct {
	options options
	file    string
	lock    *os.File // held while this process may write
	readers *readers
	writer  *group
	health  *health
}

func openSQLite(ctx context.Context, file string, o options) (engine, error) {
	s := &sqliteDB{options: o, file: file, health: &health{}}
	if !o.readOnly {
		if err := s.openWriter(ctx); err != nil {
			return nil, errors.Join(err, s.close())
		}
	} else if _, err := os.Stat(file); err != nil {
		return nil, fmt.Errorf("db: %w", err)
	}
	pool, err := sql.Open("sqlite", sqliteDSN(file, "query_only(1)", "cache_size(-4000)"))
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.readers = newReaders(pool, min(max(2*runtime.GOMAXPROCS(0), 4), 16))
	return s, nil
}

// openWriter takes the lock, makes the file, readable by its owner only, and
// opens the one connection that writes.
func (s *sqliteDB) openWriter(ctx context.Context) error {
	var err error
	if s.lock, err = lockFile(s.file); err != nil {
		return err
	}
	f, err := os.OpenFile(s.file, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("db: %w", err)
	}
	f.Close()
	more := []string{"cache_size(-16000)"}
	if s.options.unsynced {
		more = append(more, "synchronous(off)")
	}
	pool, err := sql.Open("sqlite", sqliteDSN(s.file, more...))
	if err != nil {
		return err
	}
	s.writer, err = openGroup(ctx, pool, s.options, s.health)
	return err
}

// sqliteDSN names the file to the driver, with the pragmas every connection
// has. WAL lets readers read during a write; synchronous FULL syncs each commit.
func sqliteDSN(file string, more ...string) string {
	pragmas := append([]string{
		"busy_timeout(5000)", "journal_mode(wal)", "synchronous(full)",
		"foreign_keys(1)", "trusted_schema(0)", "temp_store(memory)",
		"journal_size_limit(67108864)", // a restore leaves no huge log behind
	}, more...)
	return "file:" + (&url.URL{Path: file}).EscapedPath() + "?" +
		url.Values{"_pragma": pragmas, "_dqs": {"0"}, "_error_rc": {"1"}}.Encode()
}

func (s *sqliteDB) read(ctx context.Context, act func(*Snapshot) error) error {
	c, err := s.readers.take(ctx)
	if err != nil {
		return sentinel(sqliteSentinel).wrap(err)
	}
	defer s.readers.give(c)
	snap := &Snapshot{session{ctx: ctx, now: s.options.now(), on: c, errors: sqliteSentinel}}
	defer snap.end() // also when act panics, before the connection goes back
	err = act(snap)
	if met := snap.end(); met != nil {
		s.health.note(met)
		return met
	}
	return err
}

func (s *sqliteDB) write(ctx context.Context, act func(*Tx) error) error {
	return s.writer.write(ctx, act)
}

func (s *sqliteDB) stats() Stats {
	if s.writer == nil {
		return Stats{}
	}
	return s.writer.stats()
}

// optimize looks at every table that may have grown, and only at a part of a
// large one (0x10): with samples of whole tables, SQLite would plan a statement
// again each time that it runs, for the values it is given.
func (s *sqliteDB) optimize(ctx context.Context) error {
	return s.writer.alone(func() error { return s.writer.conn.run("PRAGMA optimize = 0x10012") })
}

// ready tries a write of nothing when the disk was last seen full: if there is
// room again, that is how it becomes known.
func (s *sqliteDB) ready(ctx context.Context) error {
	if s.health.full() {
		s.writer.probe()
	}
	return s.health.err()
}

func (s *sqliteDB) close() error {
	var errs []error
	if s.readers != nil {
		errs = append(errs, s.readers.close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Close())
	}
	return errors.Join(errs...)
}
