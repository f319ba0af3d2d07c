package ui

import (
	"context"
	"strings"
)

// FieldError says what is wrong with one field, in words that tell the reader
// what to do. Field is the name of the input, or the name of a date followed by
// -day, -month or -year when only that box is wrong.
type FieldError struct{ Field, Message string }

// Errors are the faults of one form in the order of the page. The zero value
// has none.
type Errors []FieldError

// ErrorsOf turns another package's list of faults of the same shape into Errors.
func ErrorsOf[T ~struct{ Field, Message string }](list []T) Errors {
	out := make(Errors, len(list))
	for i, e := range list {
		out[i] = FieldError(e)
	}
	return out
}

// Add appends a fault.
func (e *Errors) Add(field, message string) {
	*e = append(*e, FieldError{Field: field, Message: message})
}

// Any reports whether there is at least one fault.
func (e Errors) Any() bool { return len(e) > 0 }

// Of is the faults for one of several forms of a page: none of them unless it is
// the one that came back.
func (e Errors) Of(cameBack bool) Errors {
	if cameBack {
		return e
	}
	return nil
}

// IDOf is the id of a field that several forms of a page have: made from its name
// in the one that came back, because there the error summary leads.
func IDOf(cameBack bool, name, form string) string {
	if cameBack {
		return ""
	}
	return name + "-" + form
}

// For returns the first message about a field, or the empty string.
func (e Errors) For(field string) string {
	for _, f := range e {
		if f.Field == field {
			return f.Message
		}
	}
	return ""
}

// anchor is the id the error summary links to. The day box of a date carries
// the date's own name, so that a fault of the whole date lands in a box.
func (f FieldError) anchor() string {
	return "#" + fieldID(strings.TrimSuffix(f.Field, "-day"))
}

type errorsKey struct{}

// WithErrors returns a context in which fields find their errors by name.
// [Form] does this for its content.
func WithErrors(ctx context.Context, e Errors) context.Context {
	return context.WithValue(ctx, errorsKey{}, e)
}

// errorFor prefers the error given to the field over that of the form.
func errorFor(ctx context.Context, own, field string) string {
	if own != "" {
		return own
	}
	e, _ := ctx.Value(errorsKey{}).(Errors)
	return e.For(field)
}
