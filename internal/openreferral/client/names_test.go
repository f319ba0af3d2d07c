package client

import (
	"context"
	"errors"
	"net"
	"testing"

	"code.dny.dev/ssrf"
	"golang.org/x/net/dns/dnsmessage"
)

// turncoat is a name server that gives a public address the first time and one
// of this machine ever after.
func turncoat(t *testing.T) *net.Resolver {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	go func() {
		addresses := [][4]byte{{192, 0, 43, 8}, {127, 0, 0, 1}}
		for question := make([]byte, 1500); ; {
			n, from, err := server.ReadFrom(question)
			if err != nil {
				return
			}
			reply, told := answer(question[:n], addresses[0])
			if told {
				addresses = addresses[len(addresses)-1:]
			}
			server.WriteTo(reply, from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}

// answer replies to a question for an IPv4 address with one, and to others with
// nothing.
func answer(question []byte, address [4]byte) (reply []byte, told bool) {
	var m dnsmessage.Message
	if err := m.Unpack(question); err != nil || len(m.Questions) != 1 {
		return nil, false
	}
	m.Response, m.Additionals = true, nil
	q := m.Questions[0]
	if told = q.Type == dnsmessage.TypeA; told {
		m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, Body: &dnsmessage.AResource{A: address}}}
	}
	reply, err := m.Pack()
	return reply, told && err == nil
}

// Whoever looks at a name before dialling sees a public address; the dialler is
// led to this machine, and does not go.
func TestANameThatTurnsRoundIsNotFollowed(t *testing.T) {
	names := turncoat(t)
	public, err := names.LookupIP(t.Context(), "ip4", "directory.example")
	if err != nil || len(public) != 1 || public[0].IsLoopback() {
		t.Fatalf("%v, %v", public, err)
	}
	d := guarded()
	d.Resolver = names
	if _, err := d.DialContext(t.Context(), "tcp", "directory.example:80"); !errors.Is(err, ssrf.ErrProhibitedIP) || kindOf(err) != Forbidden {
		t.Errorf("%v", err)
	}
}
