package client

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"linkwork/internal/openreferral/document"
)

// Seal tells one state of an answer from the next, for asking whether it has
// changed. Both are as the feed wrote them, or empty.
type Seal struct{ ETag, LastModified string }

// Answer is what came from an address.
type Answer struct {
	URL       string // asked
	From      string // that answered, after redirects
	Body      []byte // unpacked
	Seal      Seal
	Unchanged bool // since the seal that was given; there is no body
	Remarks   []string
}

// Get asks for something under the base, such as /services. With a seal of an
// earlier answer it asks only for what has changed. The error is a *Fault, or
// that of a context that has ended.
func (c *Client) Get(ctx context.Context, path string, query url.Values, before Seal) (Answer, error) {
	return c.get(ctx, c.address(path, query), before)
}

func (c *Client) get(ctx context.Context, address string, before Seal) (a Answer, err error) {
	r, err := c.ask(ctx, address, before, c.options.Timeout)
	if err != nil {
		return a, err
	}
	defer r.Body.Close()
	a = Answer{URL: address, From: r.Request.URL.String(), Seal: Seal{r.Header.Get("ETag"), r.Header.Get("Last-Modified")}}
	if a.Unchanged = r.StatusCode == http.StatusNotModified; a.Unchanged {
		return a, nil
	}
	a.Body, err = io.ReadAll(io.LimitReader(r.Body, c.options.MaxBody+1))
	switch {
	case int64(len(a.Body)) > c.options.MaxBody:
		return Answer{}, &Fault{Kind: TooLarge, URL: address}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return Answer{}, &Fault{Kind: document.ErrBroken, URL: address, Detail: "the connection ended early", cause: err}
	case err != nil:
		return Answer{}, faultOf(ctx, address, err)
	}
	a.Remarks = remarks(r, a.Body)
	return a, nil
}

// remarks are about an answer as a whole: where it came from and what it calls
// itself.
func remarks(r *http.Response, body []byte) (all []string) {
	first := r.Request
	for first.Response != nil && first.Response.Request != nil {
		first = first.Response.Request
	}
	if first.URL.Scheme == "https" && r.Request.URL.Scheme == "http" {
		all = append(all, "The address sends readers from https to http, where what they read can be changed on its way.")
	}
	if kind := strings.ToLower(r.Header.Get("Content-Type")); len(body) > 0 && (body[0] == '{' || body[0] == '[') && !strings.Contains(kind, "json") {
		all = append(all, "The data is not called JSON. Answer with the header Content-Type: application/json.")
	}
	return all
}

// Document asks for something and reads it as data.
func (c *Client) Document(ctx context.Context, path string, query url.Values) (Answer, document.Document, error) {
	return c.documentSince(ctx, path, query, Seal{})
}

// documentSince reads what has changed since a seal; an unchanged answer has no
// document.
func (c *Client) documentSince(ctx context.Context, path string, query url.Values, before Seal) (Answer, document.Document, error) {
	a, err := c.Get(ctx, path, query, before)
	if err != nil || a.Unchanged {
		return a, document.Document{}, err
	}
	d, err := document.Read(a.Body)
	d.Remarks = append(a.Remarks, d.Remarks...)
	if err != nil {
		return a, d, &Fault{Kind: documentKind(err), URL: a.URL, cause: err}
	}
	return a, d, nil
}

// documentKind is the error of package document that an error is.
func documentKind(err error) error {
	if errors.Is(err, document.ErrBroken) {
		return document.ErrBroken
	}
	return err
}
