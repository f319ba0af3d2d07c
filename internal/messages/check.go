package messages

import (
	"net/mail"
	"strings"
	"unicode"

	"linkwork/internal/db"
)

// check refuses what would reach somebody else, or say more than it should.
func (m Message) check() error {
	var bad db.Invalid
	switch m.Channel {
	case Email:
		if !IsAddress(m.To) {
			bad.Add("to", "Enter an email address in the correct format, like name@example.com")
		}
		if strings.TrimSpace(m.Subject) == "" || !oneLine(m.Subject) {
			bad.Add("subject", "Enter a subject of one line")
		}
	case SMS:
		if !IsPhone(m.To) {
			bad.Add("to", "Enter a phone number, like 07700 900 982")
		}
	default:
		bad.Add("channel", "Choose email or text")
	}
	if strings.TrimSpace(m.Text) == "" {
		bad.Add("text", "Enter the message")
	}
	if m.WayOut != "" && (m.Channel != Email || !strings.Contains(m.Text, "{way-out}")) {
		bad.Add("text", "An email must say where its way out is")
	}
	if m.Secret != "" && !strings.Contains(m.Text, "{secret}") {
		bad.Add("text", "The message must say where its link goes")
	}
	return bad.Err()
}

// IsAddress says whether to is exactly one mail address with nothing around it.
func IsAddress(to string) bool {
	if !oneLine(to) {
		return false
	}
	a, err := mail.ParseAddress(to)
	return err == nil && a.Name == "" && a.Address == to
}

// oneLine says whether a header can hold s as it is.
func oneLine(s string) bool {
	return len(s) <= 250 && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
	})
}
