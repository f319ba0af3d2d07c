package standard

import (
	"regexp"
	"strings"
)

// Standard is a published version of a standard; empty is unknown.
type Standard string

// The standards that are told apart. Of HSDS12 only that a package has its
// names is known: it has no table here.
const (
	ORUK1  Standard = "Open Referral UK 1.0"
	ORUK3  Standard = "Open Referral UK 3.0"
	HSDS12 Standard = "HSDS 1 or 2" // as tables, with other names and places
	HSDS30 Standard = "HSDS 3.0"
	HSDS31 Standard = "HSDS 3.1"
)

// HasTable says whether records can be checked by the standard.
func (s Standard) HasTable() bool { return s == ORUK1 || s == ORUK3 || s == HSDS30 || s == HSDS31 }

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
