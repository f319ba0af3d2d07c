package openreferral

import "linkwork/internal/openreferral/standard"

// version is what the records of a file look like. What a feed says of itself
// is another matter.
type version struct {
	tables standard.Standard // of a package of CSV tables; empty for other files
	old    bool              // names of Open Referral UK 1.0 or of HSDS 1 and 2
	newer  bool              // fields that came with HSDS 3.1
	any    bool              // at least one record
}

// look takes a record into account.
func (v *version) look(record object, old bool) {
	v.any, v.old = true, v.old || old
	v.newer = v.newer || record.has("capacities") || record.has("additional_urls")
}

func (v version) words() string {
	switch {
	case !v.any:
		return ""
	case v.tables == standard.HSDSAny:
		return "HSDS tables; nothing tells which version"
	case v.tables != "":
		return string(v.tables) + ", as tables"
	case v.old:
		return "Open Referral UK 1.0"
	case v.newer:
		return "HSDS 3.1"
	}
	return "Open Referral UK 3.0 or HSDS 3.0"
}
