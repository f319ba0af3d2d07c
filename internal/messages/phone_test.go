package messages_test

import (
	"testing"

	"linkwork/internal/messages"
)

func TestPhonesAreReadAsPeopleTypeThem(t *testing.T) {
	for typed, want := range map[string]struct {
		number, ext string
		ok          bool
	}{
		"01632 960123":               {"01632 960123", "", true},
		"(01632) 960 123":            {"01632 960 123", "", true},
		"01632-960-123":              {"01632 960 123", "", true},
		"+44 (0)7700 900 123":        {"+44 7700 900 123", "", true},
		"+44 (7700) 900123":          {"+44 7700 900123", "", true},
		"01632 960123 ext 4":         {"01632 960123", "4", true},
		"(01632) 960 123 Ext. 412":   {"01632 960 123", "412", true},
		"01632 960123 extension: 12": {"01632 960123", "12", true},
		"01632 960123x4":             {"01632 960123x4", "", false}, // it may be a slip of the finger
		"01632 960123 x4":            {"01632 960123", "4", true},
		"01632 960123, #4":           {"01632 960123", "4", true},
		"01632 960123 or 960124":     {"01632 960123 or 960124", "", false},
		"4":                          {"4", "", false},
		"ext 4":                      {"", "4", false},
		"":                           {"", "", false},
		"07700+900123":               {"07700+900123", "", false},
	} {
		number, ext, ok := messages.Phone(typed)
		if number != want.number || ext != want.ext || ok != want.ok {
			t.Errorf("%q: %q, %q, %v", typed, number, ext, ok)
		}
		if ok && !messages.IsPhone(number) {
			t.Errorf("%q is no address for texts", number)
		}
	}
	for _, typed := range []string{"(01632) 960 123", "01632 960123 ext 4"} {
		if messages.IsPhone(typed) {
			t.Errorf("a text is sent to %q", typed)
		}
	}
}
