package sameness

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestAddress is how many bytes of a web or mail address are looked at.
const longestAddress = 2000

// Site is a web address without what does not tell pages apart.
type Site struct {
	Host string // "harbour.example", without "www."
	Path string // "/lunch-club", without a slash at its end; empty for the front page
}

func (s Site) String() string { return s.Host + s.Path }

// ParseSite brings a web address to host and path: no scheme, port, "www.",
// query, fragment or slash at the end, in small letters. A query is kept if the
// path alone names no page ("/service?id=7"). Second is false for anything that
// is not a web address.
func ParseSite(text string) (Site, bool) {
	text = strings.TrimSpace(text)
	if len(text) > longestAddress || !utf8.ValidString(text) {
		return Site{}, false
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	address, err := url.Parse(text)
	if err != nil || !isWeb(address) {
		return Site{}, false
	}
	host := strings.TrimSuffix(strings.ToLower(address.Hostname()), ".")
	for strings.HasPrefix(host, "www.") {
		host = strings.TrimPrefix(host, "www.")
	}
	if !isHost(host) {
		return Site{}, false
	}
	return Site{host, pathOf(address)}, true
}

func isWeb(address *url.URL) bool {
	scheme := strings.ToLower(address.Scheme)
	return (scheme == "http" || scheme == "https") && address.User == nil
}

// isHost says whether a name looks like one on the web: labels with dots.
func isHost(host string) bool {
	return strings.Contains(host, ".") && !strings.Contains(host, "..") && !strings.HasPrefix(host, ".") && !strings.HasSuffix(host, ".") && strings.IndexFunc(host, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && r != '.' && r != '-' && r != '_'
	}) < 0
}

// frontPages are what servers call the page of a folder, at the end of a path.
var frontPages = regexp.MustCompile(`(/index\.(html?|php)|/default\.aspx|/home|/)+$`)

func pathOf(address *url.URL) string {
	clean := frontPages.ReplaceAllString(strings.ToLower(path.Clean("/"+address.EscapedPath())), "")
	if id := address.Query().Get("id"); id != "" {
		clean += "?id=" + url.QueryEscape(strings.ToLower(id))
	}
	return clean
}

// ParseEmail brings an address to small letters, without "mailto:". Second is
// false for anything that is not one address.
func ParseEmail(text string) (string, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	text = strings.TrimSpace(strings.TrimPrefix(text, "mailto:"))
	text, _, _ = strings.Cut(text, "?")
	name, host, ok := strings.Cut(text, "@")
	if !ok || name == "" || !isHost(host) || len(text) > longestAddress || strings.ContainsFunc(name, unfitForMail) {
		return "", false
	}
	return text, true
}

func unfitForMail(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError || strings.ContainsRune("<>,;:\"()[]\\", r)
}
