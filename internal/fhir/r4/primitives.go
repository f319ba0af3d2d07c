package r4

import (
	"regexp"
	"strings"
	"time"
)

// Primitive values are kept as they were written, so that a date without a day
// stays one and a decimal keeps its digits. Empty means absent.
type (
	Code     string // a token: "active"
	URI      string // uri, url, canonical, oid, uuid
	ID       string // at most 64 of letters, digits, - and .
	Date     string // 2026, 2026-11 or 2026-11-23
	DateTime string // a Date, or with a time and zone
	Instant  string // a moment to the second at least, with a zone
	Time     string // 09:30:00
	Decimal  string // a JSON number
	Base64   string // bytes
)

var (
	codeShape    = regexp.MustCompile(`^[^\s]+( [^\s]+)*$`)
	idShape      = regexp.MustCompile(`^[A-Za-z0-9\-.]{1,64}$`)
	uriShape     = regexp.MustCompile(`^\S+$`)
	dateShape    = regexp.MustCompile(`^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`)
	momentShape  = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$`)
	timeShape    = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?$`)
	base64Shape  = regexp.MustCompile(`^[A-Za-z0-9+/\s]*={0,2}\s*$`)
	maxPrimitive = 1 << 20 // bytes, as the standard says of strings
)

func (c Code) wrong() string {
	return unless(codeShape.MatchString(string(c)), "is not a code: no spaces at its ends, none doubled")
}

func (u URI) wrong() string { return unless(uriShape.MatchString(string(u)), "is not a URI") }

func (i ID) wrong() string {
	return unless(idShape.MatchString(string(i)), "is not an id: at most 64 letters, digits, - and .")
}

func (d Date) wrong() string {
	_, ok := d.Span()
	return unless(ok, "is not a date, such as 2026, 2026-11 or 2026-11-23")
}

func (d DateTime) wrong() string {
	_, ok := d.Span()
	return unless(ok, "is not a date, or a date and time with seconds and a time zone")
}

func (i Instant) wrong() string {
	return unless(!i.Time().IsZero(), "is not a moment, such as 2026-11-23T09:30:00Z")
}

func (t Time) wrong() string {
	return unless(timeShape.MatchString(string(t)), "is not a time, such as 09:30:00")
}

func (b Base64) wrong() string { return unless(base64Shape.MatchString(string(b)), "is not base64") }

func unless(ok bool, wrong string) string {
	if ok {
		return ""
	}
	return wrong
}

// Span is the time a partial date covers: From is in it, To is not.
type Span struct{ From, To time.Time }

// Span returns the days a date covers, in UTC, and whether it is a date.
func (d Date) Span() (Span, bool) {
	if !dateShape.MatchString(string(d)) {
		return Span{}, false
	}
	layouts := map[int]string{len("2026"): "2006", len("2026-11"): "2006-01", len("2026-11-23"): time.DateOnly}
	from, err := time.Parse(layouts[len(d)], string(d))
	if err != nil || from.Year() == 0 {
		return Span{}, false
	}
	switch len(d) {
	case len("2026"):
		return Span{from, from.AddDate(1, 0, 0)}, true
	case len("2026-11"):
		return Span{from, from.AddDate(0, 1, 0)}, true
	}
	return Span{from, from.AddDate(0, 0, 1)}, true
}

// Span returns the time a dateTime covers: a year, month or day in UTC, or the
// second or part of a second it names.
func (d DateTime) Span() (Span, bool) {
	if !strings.Contains(string(d), "T") {
		return Date(d).Span()
	}
	from := Instant(d).Time()
	if from.IsZero() {
		return Span{}, false
	}
	unit := time.Second
	if _, fraction, ok := strings.Cut(string(d), "."); ok {
		digits := strings.IndexFunc(fraction, func(r rune) bool { return r < '0' || r > '9' })
		for range min(digits, 9) {
			unit /= 10
		}
	}
	return Span{from, from.Add(unit)}, true
}

// Time returns the moment, or the zero time if it is none. A leap second is
// the second after it.
func (i Instant) Time() time.Time {
	text := string(i)
	if !momentShape.MatchString(text) {
		return time.Time{}
	}
	leap := text[17:19] == "60"
	if leap {
		text = text[:17] + "59" + text[19:]
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil || t.Year() == 0 {
		return time.Time{}
	}
	if leap {
		t = t.Add(time.Second)
	}
	return t
}

// InstantOf writes a moment in UTC with milliseconds.
func InstantOf(t time.Time) Instant { return Instant(t.UTC().Format("2006-01-02T15:04:05.000Z07:00")) }

// DateTimeOf writes a moment in UTC to the second.
func DateTimeOf(t time.Time) DateTime { return DateTime(t.UTC().Format(time.RFC3339)) }
