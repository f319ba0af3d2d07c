package db

import (
	"fmt"
	"sync"
)

// health is whether a write can be acknowledged.
type health struct {
	mu     sync.Mutex
	broken error // for good: the disk failed
	noRoom error // until the next commit: the disk was full
}

// note looks at an error that a statement met.
func (h *health) note(err error) {
	if err == nil || !diskBroken(err) && !diskFull(err) {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if diskFull(err) {
		h.noRoom = fmt.Errorf("%w: the disk is full: %w", ErrUnavailable, err)
	} else if h.broken == nil {
		h.broken = fmt.Errorf("%w until it is started again: the disk failed: %w", ErrUnavailable, err)
	}
}

// committed notes that there was room.
func (h *health) committed() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.noRoom = nil
}

// refuse is why no write may be tried, if so.
func (h *health) refuse() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.broken
}

func (h *health) full() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.noRoom != nil
}

// err is why a write could not be acknowledged, or nil.
func (h *health) err() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.broken != nil {
		return h.broken
	}
	return h.noRoom
}
