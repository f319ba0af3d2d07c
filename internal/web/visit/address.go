package visit

import "net"

// Address is the network address that the request came from, without a port.
// Behind a trusted proxy the server has put the caller's address there.
func (v *Visit) Address() string {
	host, _, err := net.SplitHostPort(v.R.RemoteAddr)
	if err != nil {
		return v.R.RemoteAddr
	}
	return host
}
