package messages

import (
	"context"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"strconv"
	"strings"
	"time"

	mail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// Security is how the connection to a mail server is protected.
type Security string

// The ways.
const (
	StartTLS Security = "starttls" // the usual, port 587
	TLS      Security = "tls"      // from the first byte, port 465
	Plain    Security = "none"     // only to this same machine
)

// SMTP says how to reach a mail server.
type SMTP struct {
	Address  string   // "mail.example.org:587"
	Security Security // "" is StartTLS
	Username string   // "" to send without logging in
	Password string
	From     func(context.Context) (string, error) // the sender now: "Linkwork <noreply@example.org>"
	Timeout  time.Duration                         // of each step; zero is 30 seconds
}

// mailer is the transport for Email.
type mailer struct {
	client *mail.Client
	from   func(context.Context) (string, error)
}

// NewMailer checks how a server is to be reached; it does not connect.
func NewMailer(s SMTP) (Post, error) {
	host, port, err := net.SplitHostPort(s.Address)
	if err != nil {
		return nil, fmt.Errorf("messages: the mail server is named like mail.example.org:587: %w", err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, fmt.Errorf("messages: port of the mail server: %w", err)
	}
	if s.Timeout == 0 {
		s.Timeout = 30 * time.Second
	}
	options := []mail.Option{mail.WithPort(number), mail.WithTimeout(s.Timeout)}
	security, err := s.security(host)
	if err != nil {
		return nil, err
	}
	options = append(options, security)
	if s.Username != "" {
		options = append(options, mail.WithUsername(s.Username), mail.WithPassword(s.Password),
			mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover))
	}
	client, err := mail.NewClient(host, options...)
	if err != nil {
		return nil, fmt.Errorf("messages: %w", err)
	}
	return &mailer{client, s.From}, nil
}

// security refuses to send people's letters in the clear across a network.
func (s SMTP) security(host string) (mail.Option, error) {
	switch s.Security {
	case StartTLS, "":
		return mail.WithTLSPolicy(mail.TLSMandatory), nil
	case TLS:
		return mail.WithSSL(), nil
	case Plain:
		if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
			return mail.WithTLSPolicy(mail.NoTLS), nil
		}
		return nil, errors.New("messages: mail without encryption only goes to this same machine; use starttls or tls")
	}
	return nil, fmt.Errorf("messages: security of the mail server is starttls, tls or none, not %q", s.Security)
}

// Send carries one message to the server, on a connection of its own.
func (m *mailer) Send(ctx context.Context, e Entry) error {
	l, err := m.Open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	return l.Send(ctx, e)
}

// Open connects to the server.
func (m *mailer) Open(ctx context.Context) (Line, error) {
	conn, err := m.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("the mail server does not answer: %w", err)
	}
	return &mailLine{m, conn}, nil
}

// mailLine is one connection to the server.
type mailLine struct {
	*mailer
	conn *smtp.Client
}

// Send carries one message over the connection.
func (l *mailLine) Send(ctx context.Context, e Entry) error {
	msg, err := l.compose(ctx, e)
	if err != nil {
		return err
	}
	err = l.client.SendWithSMTPClient(l.conn, msg)
	if msg.IsDelivered() { // trouble after that is none of the message's
		return nil
	}
	return outcome(err)
}

// Close says goodbye to the server.
func (l *mailLine) Close() { l.client.CloseWithSMTPClient(l.conn) }

func (m *mailer) compose(ctx context.Context, e Entry) (*mail.Msg, error) {
	from, err := m.from(ctx)
	if err != nil {
		return nil, err
	}
	sender, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("the sender's address is not set up: %w", err)
	}
	_, host, _ := strings.Cut(sender.Address, "@")
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	msg.FromMailAddress(sender)
	msg.SetAddrHeaderFromMailAddress(mail.HeaderTo, &netmail.Address{Address: e.To})
	msg.Subject(e.Subject)
	msg.SetMessageIDWithValue(e.ID + "@" + host)
	msg.SetDateWithValue(e.QueuedAt)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	if e.WayOut != "" { // RFC 2369; a reader's program shows a button for it
		msg.SetGenHeader("List-Unsubscribe", "<"+e.WayOut+">")
	}
	if e.ListID != "" { // RFC 2919; and RFC 8058: the button works without a page
		msg.SetGenHeader("List-Id", "<"+e.ListID+"."+host+">")
		msg.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	}
	msg.SetBodyString(mail.TypeTextPlain, e.Body())
	if e.HTML != "" {
		msg.AddAlternativeString(mail.TypeTextHTML, e.BodyHTML())
	}
	return msg, nil
}

// outcome names what a failed attempt means. The server's 5xx is for good. If
// the connection broke after the last byte of the message, nobody knows.
func outcome(err error) error {
	send, ok := errors.AsType[*mail.SendError](err)
	switch {
	case !ok:
		return err
	case send.ErrorCode() >= 500 && send.Reason == mail.ErrSMTPRcptTo && !strings.HasPrefix(send.EnhancedStatusCode(), "5.7."):
		return fmt.Errorf("%w: %w", ErrNoRecipient, err)
	case send.ErrorCode() >= 500:
		return fmt.Errorf("%w: %w", ErrRefused, err)
	case send.ErrorCode() == 0 && send.Reason == mail.ErrSMTPDataClose:
		return fmt.Errorf("%w: %w", ErrUnknown, err)
	}
	return err
}
