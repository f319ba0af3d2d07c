package db

import "sync/atomic"

// Stats counts what the writers have done.
type Stats struct {
	Commits int64 // transactions committed
	Writes  int64 // closures kept by them
	Again   int64 // closures run again: a conflict, or a lost transaction
}

type counters struct{ commits, writes, again atomic.Int64 }

func (c *counters) stats() Stats {
	return Stats{Commits: c.commits.Load(), Writes: c.writes.Load(), Again: c.again.Load()}
}
