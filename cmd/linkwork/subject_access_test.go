package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/reflections"
)

func TestARequestFindsTheNotesThatNameThePerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person, other := c.Supported(amina), c.Supported(amina)
		c.Contact(amina, person, casework.Entry{Reflection: reflections.Reflection{PersonID: person, Words: "Stayed until her son came."}})
		c.Contact(amina, other, casework.Entry{Reflection: reflections.Reflection{Words: "Met on the bench."}})
		var out bytes.Buffer
		c.OK(namedNotes(t.Context(), d, person, &out))
		if !strings.Contains(out.String(), "Stayed until her son came.") || strings.Contains(out.String(), "bench") {
			t.Errorf("%s", out.String())
		}
		out.Reset()
		c.OK(namedNotes(t.Context(), d, other, &out))
		if strings.TrimSpace(out.String()) != "[]" {
			t.Errorf("somebody whom no note names gets %s", out.String())
		}
		if err := namedNotes(t.Context(), d, "nobody", &out); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("nobody: %v", err)
		}
	})
}
