package castest

import (
	"errors"
	"testing"

	"linkwork/internal/db"
)

// Message is what an error says about one field; "" if it says nothing.
func Message(err error, field string) string {
	var bad *db.Invalid
	if !errors.As(err, &bad) {
		return ""
	}
	for _, f := range bad.Fields {
		if f.Field == field {
			return f.Message
		}
	}
	return ""
}

// Refused fails the test unless the error is about a field.
func Refused(t testing.TB, err error, field string) {
	t.Helper()
	if Message(err, field) == "" {
		t.Errorf("want the field %q refused, got %v", field, err)
	}
}

// Is fails the test unless the error is the one wanted.
func Is(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("want %v, got %v", want, err)
	}
}
