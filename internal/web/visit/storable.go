package visit

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// No browser sends a NUL or text that is not UTF-8, and neither database keeps
// them. From whoever does, each becomes the sign for an unreadable character,
// so that the rest of the words is saved.

const unreadable = "\uFFFD"

func storable(text string) bool { return utf8.ValidString(text) && !strings.Contains(text, "\x00") }

func toStorable(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, unreadable), "\x00", unreadable)
}

func storableFields(sent url.Values) Fields {
	for name, values := range sent {
		for i, value := range values {
			values[i] = toStorable(value)
		}
		if !storable(name) {
			delete(sent, name)
		}
	}
	return Fields{sent}
}
