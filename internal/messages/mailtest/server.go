// Package mailtest is a mail server on this machine for tests: real SMTP, and it keeps
// what it takes.
package mailtest

import (
	"io"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// Mail is a mail that the server took.
type Mail struct {
	To     string
	Header mail.Header
	Body   string // as it came, but for the breaks that quoted-printable puts into long lines
}

// Server is a mail server.
type Server struct {
	Address string // "127.0.0.1:2525"
	mu      sync.Mutex
	got     []Mail
	asking  sync.Mutex
	asked   func(to string) error
}

// New starts a server that ends with the test.
func New(t testing.TB) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Address: l.Addr().String()}
	srv := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{Server: s}, nil }))
	srv.ErrorLog = quiet{}
	srv.EnableSMTPUTF8 = true
	go srv.Serve(l)
	t.Cleanup(func() { srv.Close() })
	return s
}

// Asked lets answer be what is said to each recipient, one after the other; nil takes
// them.
func (s *Server) Asked(answer func(to string) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = answer
}

// Got is what the server has taken so far.
func (s *Server) Got() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail(nil), s.got...)
}

// Count is how many mails the server has taken so far.
func (s *Server) Count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.got)
}

type session struct {
	*Server
	to string
}

func (s *session) Reset()                               {}
func (s *session) Logout() error                        { return nil }
func (s *session) Mail(string, *smtp.MailOptions) error { return nil }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	s.mu.Lock()
	answer := s.asked
	s.mu.Unlock()
	if answer == nil {
		return nil
	}
	s.asking.Lock()
	defer s.asking.Unlock()
	return answer(to)
}

func (s *session) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m, err := mail.ReadMessage(strings.NewReader(string(text)))
	if err != nil {
		return err
	}
	body, err := io.ReadAll(m.Body)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, Mail{s.to, m.Header, strings.ReplaceAll(string(body), "=\r\n", "")})
	return nil
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}
