package demo

import (
	"sync/atomic"
	"time"
)

// Clock is a clock that can be set, and let go.
type Clock struct{ set atomic.Int64 } // ms UTC; 0 = the real time

// Now is the time that was set, or the real time once the clock is let go.
func (c *Clock) Now() time.Time {
	if ms := c.set.Load(); ms != 0 {
		return time.UnixMilli(ms)
	}
	return time.Now()
}

// Set stops the clock at a time. Each reading after that is the same.
func (c *Clock) Set(t time.Time) { c.set.Store(t.UnixMilli()) }

// Let lets the clock go: from now on it tells the real time.
func (c *Clock) Let() { c.set.Store(0) }
