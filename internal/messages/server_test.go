package messages_test

import (
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// server is a mail server on this machine that does as it is told.
type server struct {
	address string
	mu      sync.Mutex
	got     []string // whole messages
	to      []string
	refuse  error         // said to RCPT
	vanish  bool          // take the message, then break the connection
	delay   time.Duration // before the answer to DATA
}

func newServer(t *testing.T) *server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{address: l.Addr().String()}
	srv := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{s, c}, nil }))
	srv.ErrorLog = discard{}
	go srv.Serve(l)
	t.Cleanup(func() { srv.Close() })
	return s
}

// be changes what the server does.
func (s *server) be(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

func (s *server) messages() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.got...)
}

type session struct {
	*server
	conn *smtp.Conn
}

func (s *session) Reset()                               {}
func (s *session) Logout() error                        { return nil }
func (s *session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.to = append(s.to, to)
	return s.refuse
}

func (s *session) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, string(text))
	time.Sleep(s.delay)
	if s.vanish {
		s.conn.Conn().Close()
	}
	return nil
}

type discard struct{}

func (discard) Printf(string, ...any) {}
func (discard) Println(...any)        {}
