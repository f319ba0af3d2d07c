package fhir

import (
	"fmt"
	"net/http"
	"testing"

	"linkwork/internal/db/dbtest"
)

// BenchmarkTransaction takes whole requests in, one after another.
func BenchmarkTransaction(b *testing.B) {
	k := newDesk(b, dbtest.SQLite(b))
	n := 0
	for b.Loop() {
		n++
		if w := k.send("POST", "/fhir/R4", harbour, message(fmt.Sprint(n))); w.Code != http.StatusOK {
			b.Fatal(w.Body)
		}
	}
}

// BenchmarkPoll is a sender asking for the last changes: a page of 20 Tasks.
func BenchmarkPoll(b *testing.B) {
	k := newDesk(b, dbtest.SQLite(b))
	for n := range 200 {
		k.send("POST", "/fhir/R4", harbour, message(fmt.Sprint(n)))
	}
	b.ResetTimer()
	for b.Loop() {
		if w := k.send("GET", "/fhir/R4/Task?_lastUpdated=ge2026-11-23", harbour, ""); w.Code != http.StatusOK {
			b.Fatal(w.Body)
		}
	}
}
