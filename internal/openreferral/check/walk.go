package check

import (
	"context"
	"errors"
	"fmt"

	"linkwork/internal/openreferral/client"
	"linkwork/internal/openreferral/document"
	"linkwork/internal/openreferral/standard"
)

// walk reads a collection to its end and returns the ids in it. What is wrong
// with its paging is a matter of consistency.
func (x *asking) walk(ctx context.Context, path, kind string, severity Severity) (ids []string) {
	seen := 0
	for page, err := range x.client.Pages(ctx, path, client.Walk{PerPage: perPage}) {
		if x.page(page, path, kind, severity, &seen, &ids); err != nil {
			x.paging(ctx, path, kind, severity, err)
			return ids
		}
		x.options.Progress(fmt.Sprintf("page %d of %s", page.Number, path))
	}
	x.links.complete[kind] = true
	return ids
}

func (x *asking) page(page client.Page, path, kind string, severity Severity, seen *int, ids *[]string) {
	x.remarks(path, page.Remarks)
	if page.Kind == document.Page {
		x.envelope(place{where: path}, page.Document, severity)
	}
	for _, raw := range page.Records {
		*seen++
		if f, ok := x.record(place{where: path, number: *seen}, kind, shapeOf(kind), severity, raw); ok {
			*ids = append(*ids, f.text("id"))
			if kind == "service" && f.has("minimum_age", "maximum_age") {
				x.aged++
			}
			if kind == "service" && !isListed(f) {
				x.useful.add(f)
			}
		}
	}
}

// shapeOf is how much an element of a list has. Taxonomies have everything.
func shapeOf(kind string) standard.Shape {
	if kind == "taxonomy" || kind == "taxonomy_term" {
		return standard.Full
	}
	return standard.Listed
}

func (x *asking) paging(ctx context.Context, path, kind string, severity Severity, err error) {
	switch {
	case x.ends(ctx, err):
	case errors.Is(err, client.Repeats), errors.Is(err, client.Endless), errors.Is(err, client.Totals):
		f, _ := errors.AsType[*client.Fault](err)
		x.tell(Consistency, x.loose(), path, f.Sentence())
		x.links.complete[kind] = errors.Is(err, client.Totals)
	default:
		x.fault(severity, path, err)
	}
}

// tell notes something about an endpoint as a whole.
func (x *asking) tell(level Level, severity Severity, where, message string) {
	x.notes.add(Finding{Level: level, Severity: severity, Where: where, Message: message}, Example{})
}

// fault notes why an endpoint cannot be read. The end of our own time is none.
func (x *asking) fault(severity Severity, where string, err error) {
	x.looked[Schema] = true
	message := "It cannot be read: " + err.Error() + "."
	if f, ok := errors.AsType[*client.Fault](err); ok {
		message = f.Sentence()
	}
	x.tell(Schema, severity, where, shownLong(message))
}
