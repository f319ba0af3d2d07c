package standard

import (
	"regexp"
	"strings"
)

// Standard is a published version of a standard; empty is unknown.
type Standard string

// The standards that are told apart. Packages of tables before version 3 are one
// standard here, and one whose version nothing tells is checked by what holds in
// all of them.
const (
	ORUK1   Standard = "Open Referral UK 1.0"
	ORUK3   Standard = "Open Referral UK 3.0"
	HSDS12  Standard = "HSDS 1 or 2"
	HSDS30  Standard = "HSDS 3.0"
	HSDS31  Standard = "HSDS 3.1"
	HSDSAny Standard = "HSDS of any version"
)

// HasTable says whether records can be checked by the standard.
func (s Standard) HasTable() bool { return s != "" }

// Knows says whether the standard has a table of a kind of record.
func (s Standard) Knows(kind string) bool { return s.HasTable() && s.entity(kind) != nil }

// entity are the fields of a kind of record, nil where the standard has no such
// kind.
func (s Standard) entity(kind string) entity {
	switch s {
	case ORUK1:
		return firstEntities[kind]
	case HSDS12:
		return olderEntities[kind]
	case HSDSAny:
		return s.telling(kind).entity(kind)
	}
	return entities[kind]
}

// telling is the version that knows a kind of record, the newer first.
func (s Standard) telling(kind string) Standard {
	if s == HSDSAny {
		if s = HSDS30; !s.Knows(kind) {
			s = HSDS12
		}
	}
	return s
}

var number = regexp.MustCompile(`(?i)(?:^|[^0-9.])v?([13])(?:\.([0-9]))?(?:[^0-9]|$)`)

// Declared reads the version and the profile that a feed declares at its base,
// such as "HSDS-UK-3.0", "V3" or "3.1". What it cannot read is unknown, never
// an older version. A version without HSDS or UK in it is the UK profile's if
// the profile says so or is not named at all.
func Declared(version, profile string) Standard {
	found := number.FindStringSubmatch(version)
	if found == nil {
		return ""
	}
	words := strings.ToLower(version + " " + profile)
	uk := strings.Contains(words, "uk")
	hsds := strings.Contains(strings.ToLower(version), "hsds") || strings.TrimSpace(profile) != ""
	switch major, minor := found[1], found[2]; {
	case major == "1":
		return ORUK1
	case minor == "1" && !uk:
		return HSDS31
	case minor != "" && minor != "0":
		return ""
	case uk || !hsds:
		return ORUK3
	}
	return HSDS30
}
