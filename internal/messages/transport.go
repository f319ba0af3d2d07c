package messages

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Transport carries messages of one channel. Beside nil it returns an error
// that wraps one of those below, or any other: then the message has certainly
// not been taken and may be tried again.
type Transport interface {
	Send(ctx context.Context, e Entry) error
}

// Post is a Transport of mail that can keep a connection open for many messages.
type Post interface {
	Transport
	Open(ctx context.Context) (Line, error)
}

// Line is an open connection. It carries one message after the other, each with the
// errors of a Transport; after an error it is closed and another opened.
type Line interface {
	Transport
	Close()
}

var (
	ErrRefused = errors.New("refused for good")
	// ErrNoRecipient is ErrRefused because of the address itself: nobody reads mail
	// there. A server that refuses its sender (5.7) says nothing about an address.
	ErrNoRecipient = fmt.Errorf("%w: the address takes no mail", ErrRefused)
	ErrUnknown     = errors.New("may or may not have been taken")
	ErrWithheld    = errors.New("withheld")
)

// Withhold is the transport of the demo: it carries nothing.
type Withhold struct{}

// Send returns ErrWithheld.
func (Withhold) Send(context.Context, Entry) error { return ErrWithheld }

// Open returns a Line that carries nothing either.
func (w Withhold) Open(context.Context) (Line, error) { return w, nil }

// Close does nothing.
func (Withhold) Close() {}

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
