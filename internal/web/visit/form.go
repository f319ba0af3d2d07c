package visit

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/web/ui"
)

// Fields are what a form sent, as raw text.
type Fields struct{ url.Values }

// Text is a field without surrounding space.
func (f Fields) Text(name string) string { return strings.TrimSpace(f.Get(name)) }

// All is every value of a field, as of checkboxes.
func (f Fields) All(name string) []string { return f.Values[name] }

// Is reports whether a field has a value, as of one checkbox or radio.
func (f Fields) Is(name, value string) bool { return f.Get(name) == value }

// Number is a whole number of 0 or more; otherwise -1, which no act accepts.
// An empty field is 0.
func (f Fields) Number(name string) int {
	text := f.Text(name)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// Of is what was typed into one of several forms of a page: nothing unless it
// is the one that came back.
func (f Fields) Of(cameBack bool) Fields {
	if cameBack {
		return f
	}
	return Fields{}
}

// SetNumber fills in a number.
func (f Fields) SetNumber(name string, n int) { f.Set(name, strconv.Itoa(n)) }

// Date reads the three boxes of a date. A fault is added to bad.
func (f Fields) Date(name string, bad *db.Invalid) dates.Date {
	d, err := dates.ParseBoxes(f.Get(name+"-day"), f.Get(name+"-month"), f.Get(name+"-year"))
	if err != nil {
		bad.Add(name, "Enter a real date, like 27 3 2026")
	}
	return d
}

// Clock reads a time of day as people type it. ok is false for what is none, and a fault is
// added to bad.
func (f Fields) Clock(name string, bad *db.Invalid) (hour, minute int, ok bool) {
	hour, minute, err := dates.ParseClock(f.Get(name))
	if half, is := errors.AsType[dates.EitherHalf](err); is {
		bad.Add(name, "Say whether it is in the morning or the afternoon: "+string(half)+"am or "+string(half)+"pm")
	} else if err != nil {
		bad.Add(name, "Enter a time, like 10:30am or 14:30")
	}
	return hour, minute, err == nil
}

// DateInput is a date question with what was typed.
func (f Fields) DateInput(d ui.DateInput) ui.DateInput {
	d.Day, d.Month, d.Year = f.Get(d.Name+"-day"), f.Get(d.Name+"-month"), f.Get(d.Name+"-year")
	return d
}

// SetDate fills the three boxes of a date.
func (f Fields) SetDate(name string, d dates.Date) {
	if d.IsZero() {
		return
	}
	f.Set(name+"-day", strconv.Itoa(d.Day))
	f.Set(name+"-month", strconv.Itoa(int(d.Month)))
	f.Set(name+"-year", strconv.Itoa(d.Year))
}

// Version is the version of the record that the page showed.
func (f Fields) Version() int { return f.Number("_version") }

// hash is the SHA-256 of everything that was sent but the token.
func (f Fields) hash() string {
	names := make([]string, 0, len(f.Values))
	for name := range f.Values {
		if name != "_once" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	sum := sha256.New()
	for _, name := range names {
		for _, value := range f.Values[name] {
			sum.Write([]byte(strconv.Quote(name) + "=" + strconv.Quote(value) + "\n"))
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// NewToken makes the token of a form that is being drawn.
func NewToken() string { return rand.Text() }

// Once is the key that makes a second sending of the same form harmless.
func (v *Visit) Once() once.Key {
	actor := v.Actor.AccountID
	if actor == "" {
		actor = "public"
	}
	return once.Key{Actor: actor, Token: v.Fields.Get("_once"), BodyHash: v.Fields.hash()}
}

// Merge adds faults to those that a form has already, leaving out fields that
// have one.
func Merge(bad, more *db.Invalid) *db.Invalid {
	for _, fault := range more.Fields {
		if !slices.ContainsFunc(bad.Fields, func(f db.FieldError) bool { return f.Field == fault.Field }) {
			bad.Fields = append(bad.Fields, fault)
		}
	}
	return bad
}

// Faults turns the faults of a form into the errors of a page.
func Faults(bad *db.Invalid) ui.Errors {
	if bad == nil {
		return nil
	}
	return ui.ErrorsOf(bad.Fields)
}
