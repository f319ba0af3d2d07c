package db

import "time"

// patience is how long a read or write waits for a connection.
const patience = 5 * time.Second

// Option changes how a database is opened.
type Option func(*options)

type options struct {
	clock     func() time.Time
	readOnly  bool
	rehearsal bool
	unsynced  bool
}

func (o options) now() time.Time { return o.clock().UTC().Truncate(time.Millisecond) }

// WithClock sets the clock that Now and ids go by. Without it, time.Now.
func WithClock(now func() time.Time) Option { return func(o *options) { o.clock = now } }

// WithReadOnly refuses every Write and takes no lock on a SQLite file, so that
// a backup can read beside the process that serves.
func WithReadOnly() Option { return func(o *options) { o.readOnly = true } }

// WithRehearsal runs each closure given to Write twice, the first run rolled
// back, so that a closure that is not pure shows itself. For tests.
func WithRehearsal() Option { return func(o *options) { o.rehearsal = true } }

// WithoutSync lets a SQLite file be written without waiting for the disk. A
// crash may lose it all, so it is for made-up data that can be made again.
func WithoutSync() Option { return func(o *options) { o.unsynced = true } }
