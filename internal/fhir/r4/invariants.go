package r4

// invariants are the rules of the standard that Linkwork relies on and that no
// single element shows.
func (r *reader) invariants(resource Resource) {
	switch v := resource.(type) {
	case *Bundle:
		seen := make(map[URI]bool)
		for i := range v.Entry {
			r.down(step{name: "entry"})
			r.down(step{index: i})
			r.entry(v, &v.Entry[i], seen)
			r.up()
			r.up()
		}
	case *Patient:
		for i, c := range v.Contact { // pat-1
			if c.Name == nil && c.Telecom == nil && c.Address == nil && c.Organization == nil {
				r.down(step{name: "contact"})
				r.down(step{index: i})
				r.note("invariant", "must have a name, a telecom, an address or an organization")
				r.up()
				r.up()
			}
		}
	case *Consent: // ppc-1
		if v.Policy == nil && v.PolicyRule == nil {
			r.note("invariant", "must have a policy or a policyRule")
		}
	}
}

// entry checks an entry of a Bundle; seen are the addresses of those before.
func (r *reader) entry(b *Bundle, entry *BundleEntry, seen map[URI]bool) {
	if entry.Resource == nil && entry.Request == nil && entry.Response == nil { // bdl-5
		r.note("invariant", "must have a resource, a request or a response")
		return
	}
	if (b.Type == "transaction" || b.Type == "batch" || b.Type == "history") && entry.Request == nil { // bdl-3
		r.noteIn("request", "required", "is missing")
	}
	if b.Type != "history" && entry.FullURL != "" && seen[entry.FullURL] { // bdl-7
		r.noteIn("fullUrl", "invariant", "is there twice in the Bundle")
	}
	seen[entry.FullURL] = true
}
