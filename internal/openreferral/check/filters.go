package check

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"linkwork/internal/openreferral/client"
	"linkwork/internal/openreferral/document"
	"linkwork/internal/openreferral/standard"
)

// noSuch are filters that no service can meet, by the words of the standard. A
// filter that lets any through does not filter.
var noSuch = []struct {
	name, value string
	severity    Severity // where it is ignored
}{
	{"search", "zzqxjkvwpf", Warning},
	{"taxonomy_term_id", "00000000-0000-4000-8000-000000000000", Warning},
	{"minimum_age", "999", Warning},
	{"maximum_age", "-1", Warning},
	{"modified_after", "2999-01-01T00:00:00Z", Advice},
}

// filters asks whether filters filter. Those of version 1.0 have other names and
// are not asked; those of age only where services say ages.
func (x *asking) filters(ctx context.Context, ids []string) {
	if x.standard == standard.ORUK1 || len(ids) == 0 {
		return
	}
	for _, f := range noSuch {
		if x.over(ctx) {
			return
		}
		mayPass := 0
		if strings.HasSuffix(f.name, "_age") {
			if x.aged == 0 {
				continue
			}
			mayPass = len(ids) - x.aged // see docs/decisions/0028
		}
		x.options.Progress("the filter " + f.name)
		n, err := x.ask(ctx, url.Values{f.name: {f.value}})
		if !x.ends(ctx, err) {
			x.filtered(f.name, f.severity, n, mayPass, len(ids), err)
		}
	}
	x.finds(ctx)
}

// ask returns how many services a filter lets through.
func (x *asking) ask(ctx context.Context, query url.Values) (int, error) {
	query.Set("page", "1")
	_, d, err := x.client.Document(ctx, "/services", query)
	if fault, ok := errors.AsType[*client.Fault](err); ok {
		switch fault.Status {
		case http.StatusNotFound, http.StatusBadRequest, http.StatusUnprocessableEntity:
			return 0, nil // a refusal lets nothing through
		}
	}
	if err != nil {
		return 0, err
	}
	if items, ok := d.Envelope.Items(); ok && len(d.Records) > 0 {
		return max(items, len(d.Records)), nil
	}
	return len(d.Records), nil
}

// filtered judges a filter that let n of all services through where mayPass
// could be right.
func (x *asking) filtered(name string, severity Severity, n, mayPass, all int, err error) {
	at := place{where: "/services"}
	switch {
	case errors.Is(err, document.ErrEmpty):
	case err != nil:
		x.note(Consistency, severity, at, "", fmt.Sprintf("Asked with %s it fails. %s", name, sentenceOf(err)), nil)
	case n <= mayPass:
	case n >= all:
		x.note(Consistency, severity, at, "", fmt.Sprintf("The filter %s is ignored: with a value that no service can have, all are given.", name), nil)
	default:
		x.note(Consistency, Advice, at, "", fmt.Sprintf("The filter %s lets services through that it should not.", name), fmt.Sprintf("%d of %d", n, all))
	}
}

// finds searches for a word of a service's name.
func (x *asking) finds(ctx context.Context) {
	_, d, err := x.client.Document(ctx, "/services", url.Values{"page": {"1"}})
	if err != nil || len(d.Records) == 0 {
		return
	}
	f, err := decoded(d.Records[0])
	word := longest(f.text("name"))
	if err != nil || word == "" {
		return
	}
	if n, err := x.ask(ctx, url.Values{"search": {word}}); err == nil && n == 0 {
		x.note(Consistency, Warning, place{where: "/services"}, "", "Searching for a word of a service’s name finds nothing.", word)
	}
}

// longest is the longest word of a text.
func longest(text string) (word string) {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if utf8.RuneCountInString(w) > utf8.RuneCountInString(word) {
			word = w
		}
	}
	return word
}
