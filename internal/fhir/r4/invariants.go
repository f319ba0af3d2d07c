package r4

import "fmt"

// invariants are the rules of the standard that Linkwork relies on and that no
// single element shows.
func (r *reader) invariants(resource Resource, path string) {
	switch v := resource.(type) {
	case *Bundle:
		r.bundle(v, path)
	case *Patient:
		for i, c := range v.Contact { // pat-1
			if c.Name == nil && c.Telecom == nil && c.Address == nil && c.Organization == nil {
				r.note("invariant", fmt.Sprintf("%s.contact[%d]", path, i), "must have a name, a telecom, an address or an organization")
			}
		}
	case *Consent: // ppc-1
		if v.Policy == nil && v.PolicyRule == nil {
			r.note("invariant", path, "must have a policy or a policyRule")
		}
	}
}

func (r *reader) bundle(b *Bundle, path string) {
	seen := make(map[URI]bool)
	for i, entry := range b.Entry {
		at := fmt.Sprintf("%s.entry[%d]", path, i)
		switch {
		case entry.Resource == nil && entry.Request == nil && entry.Response == nil: // bdl-5
			r.note("invariant", at, "must have a resource, a request or a response")
		case (b.Type == "transaction" || b.Type == "batch" || b.Type == "history") && entry.Request == nil: // bdl-3
			r.note("required", at+".request", "is missing")
		case b.Type != "history" && entry.FullURL != "" && seen[entry.FullURL]: // bdl-7
			r.note("invariant", at+".fullUrl", "is there twice in the Bundle")
		}
		seen[entry.FullURL] = true
	}
}
