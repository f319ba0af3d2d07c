package db

import "strings"

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
