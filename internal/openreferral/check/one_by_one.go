package check

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"

	"linkwork/internal/openreferral/client"
	"linkwork/internal/openreferral/standard"
)

// asked are ids that can stand in an address as they are. Others are no UUIDs,
// which is noted already.
var asked = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._~-]*$`)

// sample takes n ids spread evenly over all.
func sample(ids []string, n int) (some []string) {
	n = min(n, len(ids))
	for i := range n {
		if id := ids[i*len(ids)/n]; asked.MatchString(id) {
			some = append(some, id)
		}
	}
	return some
}

// oneByOne asks for some of the services that are listed. Their usefulness is
// counted unless the list told it.
func (x *asking) oneByOne(ctx context.Context, ids []string) {
	listed := x.useful.services == 0
	for i, id := range sample(ids, x.options.Sample) {
		if x.over(ctx) {
			return
		}
		x.options.Progress(fmt.Sprintf("service %d of %d", i+1, min(len(ids), x.options.Sample)))
		f, ok := x.full(ctx, "/services", "service", id, Error)
		if !ok {
			continue
		}
		x.counts["full service"]++
		if listed {
			x.useful.add(f)
		}
	}
}

// endpoint is one that lists records of a kind.
type endpoint struct{ path, kind string }

// others are the endpoints that a feed may have besides that of its services.
// What is wrong with them is a warning.
func (x *inspection) others() []endpoint {
	if x.standard == standard.ORUK1 {
		return []endpoint{{"/taxonomies", "taxonomy"}, {"/organizations", "organization"}, {"/locations", "location"}, {"/reviews", "review"}}
	}
	return []endpoint{{"/taxonomies", "taxonomy"}, {"/taxonomy_terms", "taxonomy_term"}, {"/service_at_locations", "service_at_location"}, {"/organizations", "organization"}}
}

func (x *asking) optional(ctx context.Context, _ []string) {
	for _, o := range x.others() {
		if x.over(ctx) {
			return
		}
		ids, there := x.other(ctx, o.path, o.kind)
		if !there {
			continue
		}
		for _, id := range sample(ids, 2) {
			x.otherFull(ctx, o.path, o.kind, id)
		}
	}
}

// other walks an optional collection, if there is one.
func (x *asking) other(ctx context.Context, path, kind string) (ids []string, there bool) {
	x.options.Progress(path)
	_, _, err := x.client.Document(ctx, path, url.Values{"page": {"1"}, "per_page": {"1"}})
	if errors.Is(err, client.NotThere) || x.ends(ctx, err) {
		return nil, false
	}
	return x.walk(ctx, path, kind, Warning), true
}

// otherFull asks for one record of an optional collection. The official document
// says that a service at a location answers as a service, so either form is
// right there; see docs/decisions/0028.
func (x *asking) otherFull(ctx context.Context, path, kind, id string) {
	f, ok := x.full(ctx, path, kind, id, Warning)
	if !ok || kind != "service_at_location" || !x.standard.Knows(kind) {
		return
	}
	if len(x.standard.Check("service", standard.Full, map[string]any(f))) > 0 {
		x.tell(Schema, Advice, path+"/{id}", "The official document names the schema of a service here, by mistake. Add the service’s name and status, and the official validator does not warn.")
	}
}
