package openreferral

import (
	"strings"

	"github.com/google/uuid"
)

// namespace is for ids made here. It must never change: ids depend on it.
var namespace = uuid.MustParse("6a3f1c2e-6f5b-5c1d-9d3e-2f8b7a64c0de")

// stableID returns a published id if it is a UUID, or else one made from the
// source, the kind of record and the published id, always the same.
func stableID(source, kind, published string) string {
	if len(published) == 36 {
		if id, err := uuid.Parse(published); err == nil {
			return id.String()
		}
	}
	return uuid.NewSHA1(namespace, []byte(strings.Join([]string{source, kind, published}, "\x00"))).String()
}
