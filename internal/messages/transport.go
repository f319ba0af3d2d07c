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

// Body is the text of a message with its secret and its way out in place.
func (e Entry) Body() string { return e.fill(e.Text) }

// BodyHTML is the HTML of a message with its secret in place, "" for none.
func (e Entry) BodyHTML() string { return e.fill(e.HTML) }

func (e Entry) fill(text string) string {
	if e.Secret != "" {
		text = strings.ReplaceAll(text, "{secret}", e.Secret)
	}
	if e.WayOut != "" {
		text = strings.ReplaceAll(text, "{way-out}", e.WayOut)
	}
	return text
}
