package r4

import (
	"reflect"
	"slices"
	"strings"
)

// reference checks that a reference points to a type of resource that the
// element allows, where the reference says a type.
func (r *reader) reference(v reflect.Value, f *field) {
	if f.to == nil {
		return
	}
	ref, ok := v.Addr().Interface().(*Reference)
	if !ok {
		return
	}
	target := ref.Target()
	if ref.Type != "" {
		target = string(ref.Type)
	}
	if target != "" && !f.to[target] {
		r.note("structure", "must refer to "+oneOf(f.to))
	}
}

// Target returns the type of resource a reference points to, as far as its
// address says: "Patient" of "Patient/17". It is empty for urn:uuid: addresses,
// contained resources and identifiers.
func (ref *Reference) Target() string {
	target, _ := ref.split()
	return target
}

// TargetID returns the id a reference points to: "17" of "Patient/17".
func (ref *Reference) TargetID() string {
	_, id := ref.split()
	return id
}

func (ref *Reference) split() (target, id string) {
	if ref == nil || strings.HasPrefix(ref.Reference, "urn:") || strings.HasPrefix(ref.Reference, "#") {
		return "", ""
	}
	parts := strings.Split(ref.Reference, "/")
	if n := len(parts); n >= 4 && parts[n-2] == "_history" {
		parts = parts[:n-2]
	}
	n := len(parts)
	if n < 2 || !typeName(parts[n-2]) || !idShape.MatchString(parts[n-1]) {
		return "", ""
	}
	return parts[n-2], parts[n-1]
}

// oneOf lists a set in order: "a, b or c".
func oneOf(set map[string]bool) string {
	names := make([]string, 0, len(set))
	for name := range set {
		names = append(names, name)
	}
	slices.Sort(names)
	if len(names) == 1 {
		return names[0]
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
