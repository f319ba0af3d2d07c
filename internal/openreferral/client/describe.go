package client

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"linkwork/internal/openreferral/document"
	"linkwork/internal/openreferral/standard"
)

// Declared is what a feed says about itself at its base, as published.
type Declared struct {
	Version, Profile, OpenAPI string
	Standard                  standard.Standard // what the version is taken to mean
}

// Seen is what the services of a feed look like.
type Seen struct {
	Standard standard.Standard // empty where nothing tells it; Open Referral UK 3.0 stands for all of version 3
	Marks    []string          // what it was told by
}

// Description is which standard a feed follows: by its word, and by what is
// seen. Where one of them could not be read, its error says why.
type Description struct {
	Declared    Declared
	DeclaredErr error
	Base        document.Document // what the base answers
	Seen        Seen
	SeenErr     error
	First       document.Document // what /services answers
}

// Describe asks the base and the services. The error is that of a context that
// has ended; what is wrong with the feed is in the description.
func (c *Client) Describe(ctx context.Context) (d Description, err error) {
	_, d.Base, d.DeclaredErr = c.Document(ctx, "/", nil)
	if d.DeclaredErr == nil {
		d.Declared, d.DeclaredErr = declared(d.Base)
	}
	if ctx.Err() != nil {
		return d, ctx.Err()
	}
	_, d.First, d.SeenErr = c.Document(ctx, "/services", nil)
	if d.SeenErr == nil || errors.Is(d.SeenErr, document.ErrBroken) {
		d.Seen = Look(d.First)
	}
	return d, ctx.Err()
}

func declared(base document.Document) (d Declared, err error) {
	if base.Kind != document.Record || len(base.Records) != 1 {
		return d, errors.New("the base answers with a list; it should say which version the feed has")
	}
	fields, err := document.Fields(base.Records[0])
	if err != nil {
		return d, fmt.Errorf("the base %w", err)
	}
	d = Declared{Version: short(fields["version"]), Profile: short(fields["profile"]), OpenAPI: short(fields["openapi_url"])}
	d.Standard = standard.Declared(d.Version, d.Profile)
	return d, nil
}

// short is a text of a reasonable length, or a number as written.
func short(value any) string {
	if value == nil {
		return ""
	}
	text := []rune(strings.TrimSpace(fmt.Sprint(value)))
	return string(text[:min(len(text), 300)])
}

// marksOf are fields that only one version has: of the page, and of a record.
var marksOf = []struct {
	standard     standard.Standard
	page, record []string
}{
	{standard.ORUK1, []string{"totalElements", "totalPages"}, []string{"service_taxonomys", "eligibilitys", "regular_schedules"}},
	{standard.HSDS31, nil, []string{"capacities", "additional_urls"}},
}

// Look tells a version by its marks. A page without them has none: that of
// version 3 is told by its total_items only.
func Look(d document.Document) (s Seen) {
	fields := map[string]any{}
	if len(d.Records) > 0 {
		fields, _ = document.Fields(d.Records[0])
	}
	for _, m := range marksOf {
		for _, name := range m.page {
			s.mark(m.standard, name, d.Envelope[name] != nil)
		}
		for _, name := range m.record {
			s.mark(m.standard, name, d.Kind == document.Page && fields[name] != nil)
		}
	}
	if d.Kind == document.Page && d.Key == "contents" {
		s.mark(standard.ORUK3, "total_items", d.Envelope["total_items"] != nil)
	}
	return s
}

// mark keeps the marks of the first standard that has any.
func (s *Seen) mark(of standard.Standard, name string, there bool) {
	if there && (s.Standard == "" || s.Standard == of) {
		s.Standard = of
		s.Marks = append(s.Marks, name)
	}
}
