package db

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Invalid lists every field of a form or message that cannot be accepted. It
// is the only error whose text reaches a page.
type Invalid struct{ Fields []FieldError }

// FieldError says what is wrong with one field, in words for the person who
// filled it in.
type FieldError struct{ Field, Message string }

// Add notes a faulty field.
func (v *Invalid) Add(field, message string) {
	v.Fields = append(v.Fields, FieldError{field, message})
}

// Trim takes the space around a text away, and notes the field as faulty if more
// than most characters are left, or none and need says what to enter.
func (v *Invalid) Trim(field string, text *string, most int, need string) {
	*text = strings.TrimSpace(*text)
	switch n := utf8.RuneCountInString(*text); {
	case n == 0 && need != "":
		v.Add(field, need)
	case n > most:
		v.Add(field, "Use "+grouped(most)+" characters or fewer")
	}
}

// grouped writes a number as people read it: 4,000.
func grouped(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	rest := strconv.Itoa(n % 1000)
	return grouped(n/1000) + "," + strings.Repeat("0", 3-len(rest)) + rest
}

// Fault is an error about one field.
func Fault(field, message string) error {
	return &Invalid{[]FieldError{{field, message}}}
}

// Err is v, or nil when no field was added.
func (v *Invalid) Err() error {
	if v == nil || len(v.Fields) == 0 {
		return nil
	}
	return v
}

func (v *Invalid) Error() string {
	lines := make([]string, len(v.Fields))
	for i, f := range v.Fields {
		lines[i] = f.Field + ": " + f.Message
	}
	return "invalid: " + strings.Join(lines, "; ")
}
