package messages

import (
	"context"
	"errors"
	"strings"
)

// Transport carries messages of one channel. Beside nil it returns an error
// that wraps one of those below, or any other: then the message has certainly
// not been taken and may be tried again.
type Transport interface {
	Send(ctx context.Context, e Entry) error
}

var (
	ErrRefused  = errors.New("refused for good")
	ErrUnknown  = errors.New("may or may not have been taken")
	ErrWithheld = errors.New("withheld")
)

// Withhold is the transport of the demo: it carries nothing.
type Withhold struct{}

// Send returns ErrWithheld.
func (Withhold) Send(context.Context, Entry) error { return ErrWithheld }

// Body is the text of a message with its secret in place.
func (e Entry) Body() string { return fill(e.Text, e.Secret) }

// BodyHTML is the HTML of a message with its secret in place, "" for none.
func (e Entry) BodyHTML() string { return fill(e.HTML, e.Secret) }

func fill(text, secret string) string {
	if secret == "" {
		return text
	}
	return strings.ReplaceAll(text, "{secret}", secret)
}
