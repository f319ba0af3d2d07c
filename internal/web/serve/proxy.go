package serve

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// BehindProxy puts the caller's network address, as a trusted proxy in front
// names it, in place of the proxy's. What anybody else says is ignored: the
// header is read only when the connection comes from one of the networks, and
// then only the last address that is not itself a trusted proxy counts.
func BehindProxy(next http.Handler, trusted []netip.Prefix) http.Handler {
	if len(trusted) == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if from, ok := address(r.RemoteAddr); ok && within(from, trusted) {
			if caller := lastUntrusted(r.Header.Values("X-Forwarded-For"), trusted); caller != "" {
				r.RemoteAddr = net.JoinHostPort(caller, "0")
			}
		}
		next.ServeHTTP(w, r)
	})
}

func address(hostPort string) (netip.Addr, bool) {
	host, _, err := net.SplitHostPort(hostPort)
	if err != nil {
		return netip.Addr{}, false
	}
	addr, err := netip.ParseAddr(host)
	return addr.Unmap(), err == nil
}

func within(addr netip.Addr, networks []netip.Prefix) bool {
	for _, network := range networks {
		if network.Contains(addr) {
			return true
		}
	}
	return false
}

func lastUntrusted(headers []string, trusted []netip.Prefix) string {
	hops := strings.Split(strings.Join(headers, ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		addr, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			return ""
		}
		if addr = addr.Unmap(); !within(addr, trusted) {
			return addr.String()
		}
	}
	return ""
}
