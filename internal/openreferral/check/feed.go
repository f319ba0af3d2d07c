package check

import (
	"context"
	"errors"
	"fmt"

	"linkwork/internal/dates"
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
	aged   int  // services that say for which ages they are
	busy   bool // the feed has asked to be left in peace
}

// over says whether no more is to be asked.
func (x *asking) over(ctx context.Context) bool { return x.busy || ctx.Err() != nil }

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
		x.tell(Consistency, Advice, "/", "This is Open Referral UK 1.0. Publish version 3.0.")
	}
	return nil
}

// base looks at the answer of the base. A feed of version 1.0 need not have one.
func (x *asking) base(d client.Description) {
	switch {
	case x.standard == standard.ORUK1:
	case errors.Is(d.DeclaredErr, client.Busy):
		x.busy = true
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
	var ids []string
	services := func(ctx context.Context, _ []string) { ids = x.walk(ctx, "/services", "service", Error) }
	for _, step := range []func(context.Context, []string){services, x.oneByOne, x.optional, x.filters} {
		if !x.over(ctx) {
			step(ctx, ids)
		}
	}
	why := "The time was up"
	switch {
	case x.busy:
		why = "The feed asked to be left in peace"
	case ctx.Err() == nil:
		return nil
	case !errors.Is(ctx.Err(), context.DeadlineExceeded):
		return ctx.Err()
	}
	x.report.Stopped = fmt.Sprintf("%s after %s; not everything was checked.", why, dates.Count(x.counts["service"], "service", "services"))
	return nil
}

// ends says whether an error is that of our time, or of a feed that wants to be
// left in peace: nothing that is wrong with it.
func (x *asking) ends(ctx context.Context, err error) bool {
	x.busy = x.busy || errors.Is(err, client.Busy)
	return x.over(ctx)
}
