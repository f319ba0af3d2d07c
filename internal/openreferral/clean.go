package openreferral

import (
	"html"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"github.com/microcosm-cc/bluemonday"
)

// How long texts may be, in characters.
const (
	shortText = 300
	longText  = 20_000
)

var (
	tag      = regexp.MustCompile(`<[a-zA-Z/!]`)
	lineEnds = regexp.MustCompile(`(?i)<br\s*/?>|</(p|li|div|h[1-6]|tr)>`)
	manyEnds = regexp.MustCompile(`\n\s*\n\s*`)
	noTags   = bluemonday.StrictPolicy()
)

// plain returns a long text without markup, paragraphs kept. It is shown as
// text and never as HTML, so this is for reading, not for safety.
func (o object) plain(name string) string {
	text := o.text(name, longText)
	if !tag.MatchString(text) {
		return text
	}
	text = lineEnds.ReplaceAllString(text, "\n")
	text = html.UnescapeString(noTags.Sanitize(text))
	return tidy(manyEnds.ReplaceAllString(text, "\n\n"))
}

// link returns a web address. One without a scheme gets https; any scheme but
// http and https is dropped, for it could run in a reader's browser.
func (o object) link(name string) string {
	text := o.text(name, 2000)
	if text == "" {
		return ""
	}
	if strings.HasPrefix(strings.ToLower(text), "www.") {
		text = "https://" + text
	}
	address, err := url.Parse(text)
	if err != nil || address.Scheme != "http" && address.Scheme != "https" || address.Hostname() == "" || address.User != nil {
		o.warn(name, "is not a web address (http or https); left out")
		return ""
	}
	return address.String()
}

// email returns an address for mail, without a name.
func (o object) email(name string) string {
	text := strings.TrimPrefix(o.text(name, shortText), "mailto:")
	if text == "" {
		return ""
	}
	address, err := mail.ParseAddress(text)
	if err != nil || address.Address != text {
		o.warn(name, "is not an email address; left out")
		return ""
	}
	return text
}

// phone returns a phone number as published, without quotes round it.
func (o object) phone(name string) string {
	text := strings.Trim(o.text(name, 60), `"' `)
	if text != "" && strings.IndexFunc(text, unicode.IsDigit) < 0 {
		o.warn(name, "is not a phone number; left out")
		return ""
	}
	return text
}

// firstPhone returns the first number of a list of phones.
func (o object) firstPhone() string {
	for _, phone := range o.list("phones") {
		if number := phone.phone("number"); number != "" {
			return number
		}
	}
	return ""
}

// firstOf returns the first text that is not empty.
func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
