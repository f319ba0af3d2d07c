package client

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strings"

	"code.dny.dev/ssrf"

	"linkwork/internal/openreferral/document"
)

// Kind is a way in which a feed can be bad; errors.Is finds it in a Fault.
// What came instead of data has its kinds in package document.
type Kind string

func (k Kind) Error() string { return string(k) }

// The kinds of fault. Each ends a sentence that begins with "the address".
const (
	BadAddress  Kind = "is not that of a feed"
	Forbidden   Kind = "leads into a private network or to a port that Linkwork does not read from"
	Unreachable Kind = "cannot be reached"
	NoHost      Kind = "names a host that there is not"
	Insecure    Kind = "has no certificate that can be trusted"
	Slow        Kind = "did not answer in time"
	TooLarge    Kind = "answers with more than Linkwork reads at once"
	Redirects   Kind = "sends readers on too often"
	Loop        Kind = "sends readers round in a circle"
	NotThere    Kind = "does not answer: there is nothing there"
	Locked      Kind = "wants a key or a password; an open feed needs none"
	Busy        Kind = "is busy"
	Failing     Kind = "answers with an error"
	Packed      Kind = "answers in a compression that was not asked for"
	NotOffered  Kind = "does not offer this"
	Repeats     Kind = "gives the same page again"
	Endless     Kind = "goes on without end"
	Totals      Kind = "counts wrongly"
)

// Fault is what is wrong with a feed at one address.
type Fault struct {
	Kind   error // a Kind, or one of package document's errors
	URL    string
	Detail string // more words, or empty
	Status int    // of the answer, where there was one
	cause  error
}

// Sentence says the fault without the address.
func (f *Fault) Sentence() string {
	words := "The address " + f.Kind.Error()
	if broken, ok := errors.AsType[*document.Broken](f.cause); ok {
		words = "The address " + broken.Error()
	}
	if f.Detail != "" {
		words += ": " + short(f.Detail)
	}
	return words + "."
}

func (f *Fault) Error() string { return f.URL + ": " + strings.TrimSuffix(f.Sentence(), ".") }

// Unwrap finds the kind and the cause.
func (f *Fault) Unwrap() []error {
	if f.cause == nil {
		return []error{f.Kind}
	}
	return []error{f.Kind, f.cause}
}

// faultOf says what a failed request means. The reader's own end is no fault
// of the feed.
func faultOf(ctx context.Context, address string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if known, ok := errors.AsType[*Fault](err); ok {
		return known
	}
	return &Fault{Kind: kindOf(err), URL: address, cause: err}
}

func kindOf(err error) Kind {
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedPort), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return Forbidden
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return Slow
	case is[*net.DNSError](err):
		return NoHost
	case is[*tls.CertificateVerificationError](err), is[tls.RecordHeaderError](err):
		return Insecure
	}
	return Unreachable
}

func is[T error](err error) bool {
	_, ok := errors.AsType[T](err)
	return ok
}
