package client

import (
	"context"
	"net"
	"net/http"
	"slices"
	"time"

	"code.dny.dev/ssrf"
)

// ports are those from which feeds are read.
var ports = []uint16{80, 443, 8080, 8443}

// guarded dials only where a feed may be. The guard sees the address that is
// connected to, after names are resolved, so it holds after redirects and for
// names that change.
func guarded() *net.Dialer {
	return &net.Dialer{Timeout: 10 * time.Second, Control: ssrf.New(ssrf.WithPorts(ports...)).Safe}
}

func transport(allow []string) *http.Transport {
	guard, plain := guarded(), &net.Dialer{Timeout: 10 * time.Second}
	return &http.Transport{
		Proxy: nil, // it would be dialled instead of the feed, and the guard would see only it
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			host, _, err := net.SplitHostPort(address)
			if err == nil && (slices.Contains(allow, host) || slices.Contains(allow, address)) {
				return plain.DialContext(ctx, network, address)
			}
			return guard.DialContext(ctx, network, address)
		},
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        30 * time.Second,
		TLSHandshakeTimeout:    10 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}
}

// checkRedirect follows a feed that has moved, but not for ever and not to
// another kind of address.
func checkRedirect(next *http.Request, before []*http.Request) error {
	from := before[0].URL.String()
	if next.URL.Scheme != "http" && next.URL.Scheme != "https" || next.URL.User != nil {
		return &Fault{Kind: Forbidden, URL: from, Detail: "it sends readers to something that is no web address"}
	}
	for _, passed := range before {
		if passed.URL.String() == next.URL.String() {
			return &Fault{Kind: Loop, URL: from, Detail: "through " + next.URL.String()}
		}
	}
	if len(before) > maxRedirects {
		return &Fault{Kind: Redirects, URL: from}
	}
	next.Header.Del("Referer")
	return nil
}
