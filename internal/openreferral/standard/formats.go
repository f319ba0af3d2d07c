package standard

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"time"
)

var (
	uuidForm    = regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)
	instantForm = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)$`)
	timeForm    = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?([Zz]|[+-]\d\d(:?\d\d)?)?$`)
	localForm   = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$")
	webForm     = regexp.MustCompile(`^(https?|wss?|ftp)://`)
	hexForm     = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`) // of 1.0: anywhere in the text
	quotedForm  = regexp.MustCompile(`^"[^"\\]*"$`)
	labelForm   = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$`)
)

// isInstant says whether a text is a date and time with its zone (RFC 3339). A
// leap second is one only where there can be one.
func isInstant(text string) bool {
	part := instantForm.FindStringSubmatch(text)
	if part == nil || !IsDate(part[1]) || part[2] > "23" || part[3] > "59" || part[4] > "60" {
		return false
	}
	zone := part[6]
	if len(zone) > 1 && (zone[1:3] > "23" || zone[4:6] > "59") {
		return false
	}
	if part[4] < "60" {
		return true
	}
	before, err := time.Parse("15:04Z07:00", part[2]+":"+part[3]+strings.ToUpper(zone))
	before = before.UTC()
	return err == nil && before.Hour() == 23 && before.Minute() == 59
}

// IsDate says whether a text is a day that there is: 2026-03-27.
func IsDate(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// IsTime says whether a text is a time of day, with or without seconds and zone:
// 09:30, 09:30:00Z, 09:30+01:00.
func IsTime(text string) bool { return timeForm.MatchString(text) }

// IsURI says whether a text is a whole address: with a scheme.
func IsURI(text string) bool {
	address, err := url.Parse(text)
	if err != nil || !address.IsAbs() {
		return false
	}
	if host := address.Hostname(); strings.Contains(host, ":") {
		return strings.Contains(address.Host, "[") && isIPv6(host)
	}
	return true
}

func isIPv6(text string) bool {
	address, err := netip.ParseAddr(text)
	return err == nil && address.Is6() && address.Zone() == ""
}

// IsEmail says whether a text is an address for mail, without a name.
func IsEmail(text string) bool {
	at := strings.LastIndexByte(text, '@')
	if at < 0 || at > 64 || len(text) > 254 {
		return false
	}
	local, domain := text[:at], text[at+1:]
	if local != "" && !localForm.MatchString(local) && !quotedForm.MatchString(local) {
		return false
	}
	if inside, ok := strings.CutPrefix(domain, "["); ok && strings.HasSuffix(inside, "]") {
		return isLiteral(strings.TrimSuffix(inside, "]"))
	}
	return isHost(domain)
}

// isLiteral says whether the address of a mail server is given as a number.
func isLiteral(text string) bool {
	if number, ok := strings.CutPrefix(text, "IPv6:"); ok {
		return isIPv6(number)
	}
	address, err := netip.ParseAddr(text)
	return err == nil && address.Is4()
}

func isHost(text string) bool {
	text = strings.TrimSuffix(text, ".")
	for label := range strings.SplitSeq(text, ".") {
		if !labelForm.MatchString(label) {
			return false
		}
	}
	return len(text) <= 253
}
