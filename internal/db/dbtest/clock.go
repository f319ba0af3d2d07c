package dbtest

import (
	"sync"
	"time"

	"linkwork/internal/db"
)

// Clock is a clock that stands still until it is moved.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Start is when every test begins: Monday 23 November 2026, 9am in London.
var Start = time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)

// NewClock stands at Start.
func NewClock() *Clock { return &Clock{now: Start} }

// Now is the time it shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set moves it to t, forwards or back.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// Advance moves it on by d.
func (c *Clock) Advance(d time.Duration) { c.Set(c.Now().Add(d)) }

var clocks sync.Map // *db.DB to *Clock

// ClockOf is the clock of a database that this package made.
func ClockOf(d *db.DB) *Clock {
	c, ok := clocks.Load(d)
	if !ok {
		panic("dbtest: not a database of this package")
	}
	return c.(*Clock)
}
