package jobs

import (
	"encoding/json"
	"time"
)

// Job is one piece of work.
type Job struct {
	ID        string
	Kind      string
	Args      json.RawMessage
	RunAt     time.Time
	Tries     int
	LastError string
	DeadAt    time.Time // zero while it lives

	lease string
}

const (
	// MaxTries is how often a job is tried before it is dead, about a day.
	MaxTries = 15

	leaseFor  = 2 * time.Minute
	firstWait = 10 * time.Second
	longest   = 6 * time.Hour
)

// wait is the pause after a number of failed tries, before chance is added.
func wait(tries int) time.Duration {
	return min(firstWait<<min(tries-1, 20), longest)
}
