package places

import (
	"errors"
	"testing"
)

func TestParsePostcode(t *testing.T) {
	for text, want := range map[string]Postcode{
		"qx3 7lb":          {"QX3", "7LB"},
		" QX37LB ":         {"QX3", "7LB"},
		"q x 3 - 7 l b":    {"QX3", "7LB"},
		"QX3\u00a07LB":     {"QX3", "7LB"},
		"QX3 OLB":          {"QX3", "0LB"}, // letter O for nought
		"QX3 ILB":          {"QX3", "1LB"},
		"M1 1AA":           {"M1", "1AA"},
		"CR2 6XH":          {"CR2", "6XH"},
		"DN55 1PT":         {"DN55", "1PT"},
		"W1A 1HQ":          {"W1A", "1HQ"},
		"EC1A 1BB":         {"EC1A", "1BB"},
		"gir 0aa":          {"GIR", "0AA"},
		"QX11\u200b 1AA\n": {"QX11", "1AA"},
	} {
		if got, err := ParsePostcode(text); err != nil || got != want {
			t.Errorf("ParsePostcode(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	for text, want := range map[string]error{
		"": ErrPostcodeEmpty, "  ": ErrPostcodeEmpty, "QX3": ErrPostcodeUnknown, "QX3 7L": ErrPostcodeUnknown,
		"123 456": ErrPostcodeUnknown, "QX3 7L8": ErrPostcodeUnknown, "QX3/7LB": ErrPostcodeUnknown, "ＱX3 7LB": ErrPostcodeUnknown,
	} {
		if got, err := ParsePostcode(text); !errors.Is(err, want) {
			t.Errorf("ParsePostcode(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
}

func TestParseOutcode(t *testing.T) {
	for text, want := range map[string]string{"qx3": "QX3", "QX3 7LB": "QX3", "w1a": "W1A", "M1": "M1", "M1 1AA": "M1", "DN55": "DN55", "B11": "B11", "QX3 7": "QX3", "qx3 7l": "QX3"} {
		if got, err := ParseOutcode(text); err != nil || got != want {
			t.Errorf("ParseOutcode(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "harbour", "QX", "3", "QX 7"} {
		if got, err := ParseOutcode(text); err == nil {
			t.Errorf("ParseOutcode(%q) = %q", text, got)
		}
	}
}

func FuzzPostcode(f *testing.F) {
	for _, seed := range []string{"qx3 7lb", "QX3 OLB", "GIR 0AA", "", "\xff", "W1A1HQ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParsePostcode(text)
		if err != nil {
			return
		}
		if again, err := ParsePostcode(p.String()); err != nil || again != p {
			t.Fatalf("%q: %v does not survive: %v, %v", text, p, again, err)
		}
		if outcode, err := ParseOutcode(text); err != nil || outcode != p.Outcode && p.Outcode != "GIR" {
			t.Fatalf("%q: outcode %q, %v", text, outcode, err)
		}
	})
}
