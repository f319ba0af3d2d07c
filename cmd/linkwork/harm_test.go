package main

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// harms lists what on a page did not come from us: elements and attributes of
// a payload, and whatever could run.
func harms(root *html.Node) (found []string) {
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if why := harmful(n); why != "" {
			found = append(found, "<"+n.Data+">: "+why)
		}
		for _, a := range n.Attr {
			if why := harmfulAttribute(n, a); why != "" {
				found = append(found, "<"+n.Data+"> "+a.Key+": "+why)
			}
		}
	}
	return found
}

func harmful(n *html.Node) string {
	switch {
	case n.Data == "script" && (!strings.HasPrefix(attr(n, "src"), "/assets/") || strings.TrimSpace(content(n)) != ""):
		return "a script that is not ours"
	case slices.Contains([]string{"iframe", "object", "embed", "base", "style", "math", "applet", "frame"}, n.Data):
		return "never on our pages"
	case n.Data == "meta" && has(n, "http-equiv"):
		return "a refresh"
	case strings.HasPrefix(n.Data, "lwx"):
		return "an element of a payload"
	}
	return ""
}

var addresses = []string{"href", "src", "action", "formaction", "xlink:href", "data", "poster"}

func harmfulAttribute(n *html.Node, a html.Attribute) string {
	if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "lwx") || a.Key == "srcdoc" || a.Key == "style" {
		return "never on our pages"
	}
	if !slices.Contains(addresses, a.Key) {
		return ""
	}
	u, err := url.Parse(a.Val)
	switch {
	case err != nil:
		return "no address: " + a.Val
	case strings.Contains(u.Host, "evil.example"):
		return "leads to " + u.Host
	case slices.Contains([]string{"", "http", "https", "mailto", "tel", "sms"}, u.Scheme):
		return ""
	}
	return "scheme " + u.Scheme
}

// shows reports whether a page has a text as words or in a field.
func shows(root *html.Node, text string) bool {
	want := plain(text)
	for n := range root.Descendants() {
		if n.Type == html.TextNode && strings.Contains(plain(n.Data), want) || n.Type == html.ElementNode && strings.Contains(plain(attr(n, "value")), want) {
			return true
		}
	}
	return false
}

func plain(s string) string { return strings.Join(strings.Fields(s), " ") }
