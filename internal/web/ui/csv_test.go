package ui

import (
	"strings"
	"testing"
)

func FuzzInertTextIsNoFormula(f *testing.F) {
	for _, text := range []string{"=1+1", "+44", "-1", "@SUM", "\t=1", "", "Car Scheme"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Inert(text)
		if got != "" && strings.ContainsAny(got[:1], "=+-@\t\r\n") || !strings.HasSuffix(got, text) {
			t.Errorf("%q becomes %q", text, got)
		}
	})
}
