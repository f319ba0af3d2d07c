package client

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

// ask sends a request until the feed is not busy, at most tries times. The
// answer is one that has a body to read, within the time that each try has, or
// says that nothing has changed.
func (c *Client) ask(ctx context.Context, address string, before Seal, timeout time.Duration) (*http.Response, error) {
	for try := 1; ; try++ {
		if err := c.pace(ctx); err != nil {
			return nil, err
		}
		r, err := c.send(ctx, address, before, timeout)
		if err != nil {
			return nil, faultOf(ctx, address, err)
		}
		if !isBusy(r.StatusCode) {
			return checked(r, address)
		}
		r.Body.Close()
		wait := c.retryAfter(r.Header.Get("Retry-After"), try)
		if try == tries || wait > c.options.MaxWait {
			return nil, &Fault{Kind: Busy, URL: address, Status: r.StatusCode, Detail: fmt.Sprintf("it asks readers to come back in %v", wait)}
		}
		if err := c.sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
}

// timed is a body whose time has to be given back.
type timed struct {
	io.ReadCloser
	done context.CancelFunc
}

func (t timed) Close() error {
	defer t.done()
	return t.ReadCloser.Close()
}

func (c *Client) send(ctx context.Context, address string, before Seal, timeout time.Duration) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		cancel()
		return nil, err
	}
	r.Header.Set("User-Agent", c.agent)
	r.Header.Set("Accept", "application/json, application/x-ndjson;q=0.9, */*;q=0.1")
	if before.ETag != "" {
		r.Header.Set("If-None-Match", before.ETag)
	}
	if before.LastModified != "" {
		r.Header.Set("If-Modified-Since", before.LastModified)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		cancel()
		return nil, err
	}
	answer.Body = timed{answer.Body, cancel}
	return answer, nil
}

// checked closes and refuses an answer without data.
func checked(r *http.Response, address string) (*http.Response, error) {
	fault := &Fault{URL: address, Status: r.StatusCode}
	switch s := r.StatusCode; {
	case s == http.StatusNotModified:
		return r, nil
	case s >= 200 && s < 300 && r.Header.Get("Content-Encoding") != "":
		fault.Kind, fault.Detail = Packed, fmt.Sprintf("%q", r.Header.Get("Content-Encoding"))
	case s >= 200 && s < 300:
		return r, nil
	case s == http.StatusNotFound, s == http.StatusGone, s == http.StatusNotImplemented:
		fault.Kind = NotThere
	case s == http.StatusUnauthorized, s == http.StatusForbidden:
		fault.Kind = Locked
	default:
		fault.Kind, fault.Detail = Failing, fmt.Sprintf("%d %s", s, http.StatusText(s))
	}
	io.CopyN(io.Discard, r.Body, 4<<10) // so that the connection can serve again
	r.Body.Close()
	return nil, fault
}
