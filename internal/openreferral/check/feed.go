package check

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"linkwork/internal/openreferral/client"
	"linkwork/internal/openreferral/document"
	"linkwork/internal/openreferral/standard"
)

// perPage is how many records a check asks for at once.
const perPage = 100

// Feed checks a feed by asking it: its base, all services page by page, some of
// them one by one, the optional endpoints, and whether filters filter. Where the
// context's time ends in between, the report says so. The error says that there
// is nothing to check: the services cannot be read.
func Feed(ctx context.Context, c *client.Client, o Options) (Report, error) {
	x := &asking{inspection: newInspection(c.Base(), o), client: c}
	x.overHTTP = true
	x.options.Progress("what the feed says about itself")
	d, err := c.Describe(ctx)
	if err == nil {
		err = x.described(d)
	}
	if err != nil {
		return x.finish(), err
	}
	err = x.all(ctx)
	return x.finish(), err
}

// asking is a check that asks a feed.
type asking struct {
	*inspection
	client *client.Client
	aged   int // services that say for which ages they are
}

// described notes what a feed says about itself and chooses the standard: the
// one that it declares, else the one that is seen.
func (x *asking) described(d client.Description) error {
	x.report.Declared, x.report.Seen = shown(d.Declared.Version), string(d.Seen.Standard)
	if d.SeenErr != nil && (!errors.Is(d.SeenErr, document.ErrBroken) || len(d.First.Records) == 0) {
		return d.SeenErr
	}
	x.standard = d.Declared.Standard
	if x.standard == "" {
		x.standard = d.Seen.Standard
	}
	if x.standard == "" {
		x.standard = standard.ORUK3
		x.tell(Consistency, Warning, "/services", "Nothing tells which version this is. It was checked as Open Referral UK 3.0.")
	}
	x.base(d)
	if s := d.Seen.Standard; s == standard.ORUK1 && x.standard != standard.ORUK1 {
		x.tell(Schema, Error, "/services", fmt.Sprintf("The feed says it is %s, and its pages are those of Open Referral UK 1.0.", x.standard))
	}
	if x.standard == standard.ORUK1 {
		x.tell(Schema, Advice, "/", "This is Open Referral UK 1.0, which the schema level does not check. Publish version 3.0.")
	}
	return nil
}

// base looks at the answer of the base. A feed of version 1.0 need not have one.
func (x *asking) base(d client.Description) {
	switch {
	case x.standard == standard.ORUK1:
	case d.DeclaredErr != nil:
		x.fault(Error, "/", d.DeclaredErr)
	default:
		x.record(place{where: "/"}, "about", standard.Full, Error, d.Base.Records[0])
		for name, value := range map[string]string{"version": d.Declared.Version, "profile": d.Declared.Profile, "openapi_url": d.Declared.OpenAPI} {
			if value == "" {
				x.note(Consistency, Warning, place{where: "/"}, name, fmt.Sprintf("“%s” is missing. Say it at the base of the feed.", name), nil)
			}
		}
		if d.Declared.Version != "" && d.Declared.Standard == "" {
			x.note(Consistency, Warning, place{where: "/"}, "version", "The version cannot be read. Write HSDS-UK-3.0, or 3.0 with the address of a profile.", d.Declared.Version)
		}
	}
	x.remarks("/", d.Base.Remarks)
}

// all asks for everything else, until the time is up.
func (x *asking) all(ctx context.Context) error {
	ids := x.walk(ctx, "/services", "service", Error)
	for _, step := range []func(context.Context, []string){x.oneByOne, x.optional, x.filters} {
		if ctx.Err() == nil {
			step(ctx, ids)
		}
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		x.report.Stopped = fmt.Sprintf("The time was up after %d services; not everything was checked.", x.counts["service"])
		return nil
	}
	return ctx.Err()
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
	case ctx.Err() != nil:
	case errors.Is(err, client.Repeats), errors.Is(err, client.Endless), errors.Is(err, client.Totals):
		f, _ := errors.AsType[*client.Fault](err)
		x.tell(Consistency, x.loose(), path, f.Sentence())
		x.links.complete[kind] = errors.Is(err, client.Totals)
	default:
		x.fault(severity, path, err)
	}
}

// full asks for one record by its id. Severity is that of what is wrong with it.
func (x *asking) full(ctx context.Context, path, kind, id string, severity Severity) (fields, bool) {
	where := path + "/{id}"
	raw, err := x.get(ctx, path+"/"+id)
	if err != nil {
		if ctx.Err() == nil {
			f := place{where: where, id: id}
			x.looked[Schema] = true
			x.note(Schema, severity, f, "", "A record that is listed cannot be read by its id. "+sentenceOf(err), nil)
		}
		return nil, false
	}
	f, err := decoded(raw)
	if err != nil {
		return nil, false
	}
	at := place{where: where, id: f.text("id")}
	x.schema(at, kind, standard.Full, severity, f)
	x.values(at, "", f)
	if at.id != id {
		x.note(Consistency, x.loose(), at, "id", "The record has another id than the one that was asked for.", id)
	}
	return f, true
}

func sentenceOf(err error) string {
	if f, ok := errors.AsType[*client.Fault](err); ok {
		return shownLong(f.Sentence())
	}
	return shownLong(err.Error())
}

func (x *asking) get(ctx context.Context, path string) (json.RawMessage, error) {
	a, d, err := x.client.Document(ctx, path, nil)
	if err == nil && (d.Kind != document.Record || len(d.Records) != 1) {
		err = &client.Fault{Kind: client.NotOffered, URL: a.URL, Detail: "it does not answer with one record"}
	}
	if err != nil {
		return nil, err
	}
	return d.Records[0], nil
}
