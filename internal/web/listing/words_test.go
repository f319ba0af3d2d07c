package listing_test

import (
	"strings"
	"testing"

	"linkwork/internal/directory"
	"linkwork/internal/web/listing"
)

func TestPhoneHref(t *testing.T) {
	for number, want := range map[string]string{
		"01632 960 100": "tel:01632960100", "(01632) 960-100": "tel:01632960100", "+44 (0)1632 960100": "tel:+441632960100", "111": "tel:111",
		"": "", "01632 960 100 or 101": "", "ask Joan": "", "01632960100;ext=1": "", "12": "", "01632 960 100 / 01632 960 200": "",
	} {
		if got := listing.PhoneHref(number); got != want {
			t.Errorf("%q: %q, want %q", number, got, want)
		}
	}
}

// Whatever a feed says is a phone number, the link dials digits or is none.
func FuzzPhoneHref(f *testing.F) {
	for _, seed := range []string{"01632 960 100", "+44 (0)1632", "javascript:alert(1)", "\u0661\u0662\u0663"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, number string) {
		digits, ok := strings.CutPrefix(listing.PhoneHref(number), "tel:")
		if ok && strings.Trim(strings.TrimPrefix(digits, "+"), "0123456789") != "" || !ok && digits != "" {
			t.Fatalf("%q: %q", number, digits)
		}
	})
}

func TestANameStandsOnce(t *testing.T) {
	s := directory.Service{Name: "Lunch Club", Organisation: directory.Organisation{Name: "Lunch Club"}}
	if got := listing.Caption(s); got != "" {
		t.Error(got)
	}
	s.Organisation.Name = "Friends"
	if got := listing.Caption(s); got != "Friends" {
		t.Error(got)
	}
}
