package client

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Options say how a feed is read. The zero value is for strangers' feeds.
type Options struct {
	Pause   time.Duration // between two requests; one second when 0, none when negative
	Timeout time.Duration // of one answer with its body; 30 seconds when 0
	MaxBody int64         // bytes of one answer, unpacked; 32 MB when 0
	MaxWait time.Duration // the longest that a feed may ask to wait; one minute when 0
	Allow   []string      // hosts, or hosts with their port, that may lie in a private network and on any port
	Contact string        // who reads, for the publisher's log: an address of a page or for mail
}

// tries is how often a feed that is busy is asked.
const tries = 3

// maxRedirects is how often a feed may send us on.
const maxRedirects = 5

// Client reads one feed. It is for one reader at a time.
type Client struct {
	base    *url.URL
	http    *http.Client
	options Options
	agent   string
	last    time.Time // of the latest request
	now     func() time.Time
	sleep   func(context.Context, time.Duration) error
}

// New prepares to read the feed under an address; nothing is asked yet. An
// address of its services is taken as that of the feed. The error is a *Fault.
func New(address string, o Options) (*Client, error) {
	base, err := parse(address)
	if err != nil {
		return nil, err
	}
	o.Pause, o.Timeout = cmp.Or(o.Pause, time.Second), cmp.Or(o.Timeout, 30*time.Second)
	o.MaxBody, o.MaxWait = cmp.Or(o.MaxBody, 32<<20), cmp.Or(o.MaxWait, time.Minute)
	c := &Client{base: base, options: o, agent: "Linkwork", now: time.Now, sleep: sleep}
	if o.Contact != "" {
		c.agent += " (" + strings.Map(printable, o.Contact) + ")"
	}
	c.http = &http.Client{Transport: transport(o.Allow), CheckRedirect: checkRedirect}
	return c, nil
}

// Base is the address of the feed, without a slash at its end.
func (c *Client) Base() string { return c.base.String() }

// printable keeps what may stand in a header.
func printable(r rune) rune {
	if r < ' ' || r > '~' {
		return -1
	}
	return r
}

func parse(address string) (*url.URL, error) {
	bad := func(why string) error { return &Fault{Kind: BadAddress, URL: address, Detail: why} }
	base, err := url.Parse(strings.TrimSpace(address))
	switch {
	case err != nil:
		return nil, bad("it cannot be read")
	case base.Scheme != "http" && base.Scheme != "https":
		return nil, bad("it must begin with https:// or http://")
	case base.Hostname() == "":
		return nil, bad("it names no host")
	case base.User != nil:
		return nil, bad("it must not hold a name or a password")
	}
	base.Fragment, base.RawFragment = "", ""
	base = base.JoinPath()
	base.Path = strings.TrimSuffix(strings.TrimSuffix(base.Path, "/"), "/services")
	base.RawPath = ""
	return base, nil
}

// address is that of something under the base. What the base has after its
// question mark stays.
func (c *Client) address(path string, query url.Values) string {
	address := *c.base
	address.Path = strings.TrimSuffix(address.Path, "/") + path
	all := address.Query()
	for name, values := range query {
		all[name] = values
	}
	address.RawQuery = all.Encode()
	return address.String()
}
