package client

import (
	"context"
	"net/url"

	"linkwork/internal/openreferral/document"
)

// Offers are the ways of a feed to be read that save it work.
type Offers struct {
	Lines         bool // everything in one answer, a record a line: Lines
	ModifiedAfter bool // only what has changed: Walk.Query modified_after
	Minimal       bool // ids and dates of all services in one answer: minimal=true
}

// never is a moment after which nothing has been modified.
const never = "2999-01-01T00:00:00Z"

// Offers tries the ways out, in three requests. A feed that ignores them, or
// refuses, does not offer them. The error is that of a context that has ended.
func (c *Client) Offers(ctx context.Context) (o Offers, err error) {
	for _, err := range c.Lines(ctx, "/services", nil) {
		o.Lines = err == nil
		break
	}
	_, d, err := c.Document(ctx, "/services", url.Values{"modified_after": {never}})
	o.ModifiedAfter = err == nil && d.Kind == document.Page && len(d.Records) == 0
	_, d, err = c.Document(ctx, "/services", url.Values{"minimal": {"true"}})
	o.Minimal = err == nil && areMinimal(d)
	return o, ctx.Err()
}

// areMinimal says whether records have an id and no name.
func areMinimal(d document.Document) bool {
	for _, record := range d.Records {
		fields, err := document.Fields(record)
		if err != nil || fields["id"] == nil || fields["name"] != nil {
			return false
		}
	}
	return len(d.Records) > 0
}
