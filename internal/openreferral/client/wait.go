package client

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// pace waits until the next request may go.
func (c *Client) pace(ctx context.Context) error {
	if wait := c.last.Add(c.options.Pause).Sub(c.now()); c.options.Pause > 0 && wait > 0 {
		if err := c.sleep(ctx, wait); err != nil {
			return err
		}
	}
	c.last = c.now()
	return ctx.Err()
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func isBusy(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable
}

// retryAfter is how long a busy feed asks us to wait: as it says, in seconds or
// until a moment, or twice as long each time where it does not say.
func (c *Client) retryAfter(header string, try int) time.Duration {
	header = strings.TrimSpace(header)
	if seconds, err := strconv.Atoi(header); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, 1<<31)) * time.Second
	}
	if moment, err := http.ParseTime(header); err == nil {
		return max(0, moment.Sub(c.now()))
	}
	return time.Second << try
}
