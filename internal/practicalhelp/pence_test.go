package practicalhelp_test

import (
	"testing"

	"linkwork/internal/practicalhelp"
)

func TestPoundsAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]practicalhelp.Pence{"": 0, "49": 4900, "49.5": 4950, " £1,049.50 ": 104950, "0.07": 7, "1000000": 100_000_000} {
		if got, err := practicalhelp.ParsePounds(text); err != nil || got != want {
			t.Errorf("%q: %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"-1", "1.234", "1.", ".5", "4e3", "ten", "49.5.5", "1000000.01", "99999999", "£", "+4", "4 9"} {
		if got, err := practicalhelp.ParsePounds(text); err == nil {
			t.Errorf("%q is %d", text, got)
		}
	}
	for amount, want := range map[practicalhelp.Pence]string{0: "£0", 7: "£0.07", 4950: "£49.50", 104900: "£1,049", 123456789: "£1,234,567.89", -4950: "-£49.50"} {
		if got := amount.String(); got != want {
			t.Errorf("%d is %q", amount, got)
		}
	}
}

func FuzzParsePounds(f *testing.F) {
	for _, seed := range []string{"49", "£1,049.50", "1.", "-3", "0.07"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		amount, err := practicalhelp.ParsePounds(text)
		if err != nil {
			return
		}
		if amount < 0 || amount > 100_000_000 {
			t.Errorf("%q is %d", text, amount)
		}
		if again, err := practicalhelp.ParsePounds(amount.Pounds()); err != nil || again != amount {
			t.Errorf("%q is %d and reads back as %d, %v", text, amount, again, err)
		}
	})
}
