package visit

import (
	"encoding/csv"
	"strings"
	"testing"
)

func FuzzNoCellIsAFormula(f *testing.F) {
	for _, text := range []string{"=1+1", "+44", "-1", "-1+1", "@SUM", "\t=1", "", "Car \"Scheme\"", "-.", "-0.5"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := spreadsheet([][]string{{"a", "b"}, {text, "end"}})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(string(file))).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%q is written as %q: %v", text, file, err)
		}
		got := inert(text)
		if got != "" && strings.ContainsAny(got[:1], "=+-@\t\r\n") || !strings.HasSuffix(got, text) {
			t.Errorf("%q becomes %q", text, got)
		}
	})
}
