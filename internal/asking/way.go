package asking

import "linkwork/internal/messages"

// Way is how a link goes to a person.
type Way string

// The ways.
const (
	ByText  Way = "sms"
	ByEmail Way = "email"
	ByCode  Way = "code" // scanned from the worker's screen
)

// Words says how a link went.
func (w Way) Words() string {
	switch w {
	case ByText:
		return "by text"
	case ByEmail:
		return "by email"
	case ByCode:
		return "as a code to scan"
	}
	return ""
}

func (w Way) channel() messages.Channel { return messages.Channel(w) }
