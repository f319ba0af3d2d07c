package client

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"maps"
	"net/url"

	"linkwork/internal/openreferral/document"
)

// longer is how many times the size and the time of a page a whole feed in one
// answer may have.
const longer = 20

// Lines reads a whole collection as one record a line (format=ndjson), without
// keeping it in memory. The error NotOffered says that the feed answers with
// something else; an error is the last thing that is yielded.
func (c *Client) Lines(ctx context.Context, path string, query url.Values) iter.Seq2[json.RawMessage, error] {
	return func(yield func(json.RawMessage, error) bool) {
		query := maps.Clone(query)
		if query == nil {
			query = url.Values{}
		}
		query.Set("format", "ndjson")
		address := c.address(path, query)
		r, err := c.ask(ctx, address, Seal{}, longer*c.options.Timeout)
		if err != nil {
			yield(nil, err)
			return
		}
		defer r.Body.Close()
		lines := bufio.NewScanner(io.LimitReader(r.Body, longer*c.options.MaxBody))
		lines.Buffer(nil, document.MaxRecord)
		for n := 0; lines.Scan(); {
			line, _ := document.Text(bytes.TrimSpace(lines.Bytes()))
			if len(line) == 0 {
				continue
			}
			if fault := lineFault(line, n, address); fault != nil {
				yield(nil, fault)
				return
			}
			if n++; !yield(bytes.Clone(line), nil) {
				return
			}
		}
		if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
			yield(nil, &Fault{Kind: TooLarge, URL: address, cause: err})
		} else if err != nil {
			yield(nil, faultOf(ctx, address, err))
		}
	}
}

// lineFault says why a line is no record. Whether a feed offers lines at all is
// seen on the first: a page has its records under one of its fields.
func lineFault(line []byte, before int, address string) error {
	d, err := document.Read(line)
	switch {
	case before == 0 && (err != nil || d.Kind != document.Record):
		return &Fault{Kind: NotOffered, URL: address, cause: err}
	case err != nil:
		return &Fault{Kind: document.ErrBroken, URL: address, cause: &document.Broken{After: before, Why: err}}
	case before >= document.MaxRecords:
		return &Fault{Kind: Endless, URL: address}
	}
	return nil
}
