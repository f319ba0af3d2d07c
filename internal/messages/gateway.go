package messages

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
	"unicode"

	"linkwork/internal/db"
)

// Gateway says how to reach a gateway for text messages. Linkwork has one plain
// shape of its own, to be fitted to a provider's by whoever runs the gateway:
//
//	POST <Address>
//	Authorization: Bearer <Token>
//	Content-Type: application/json
//	Idempotency-Key: <id>
//
//	{"id": "<id>", "to": "+447700900123", "text": "..."}
//
// It answers 2xx once it has the text, and for the same id again without
// sending it again; 429 or 503 for "not now, try later"; 401 or 403 where it
// does not know the token, which is tried later too; any other 4xx for "never",
// with {"why": "..."} if it can say so. After anything else nobody knows.
type Gateway struct {
	Address string        // "https://sms.example.org/messages"; http only on this same machine
	Token   string        // shared with the gateway
	Timeout time.Duration // of one attempt; zero is 30 seconds
}

// texter is the transport for SMS.
type texter struct {
	Gateway
	client *http.Client
}

// NewTexter checks how a gateway is to be reached; it does not connect.
func NewTexter(g Gateway) (Transport, error) {
	u, err := url.Parse(g.Address)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" {
		return nil, errors.New("messages: the gateway for texts is named like https://sms.example.org/messages")
	}
	switch {
	case u.Scheme == "https":
	case u.Scheme == "http" && here(u.Hostname()):
	default:
		return nil, errors.New("messages: texts travel over https; http only goes to this same machine")
	}
	if len(g.Token) < 16 || strings.ContainsFunc(g.Token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, errors.New("messages: the token for the gateway has at least 16 characters, without spaces")
	}
	if g.Timeout == 0 {
		g.Timeout = 30 * time.Second
	}
	return &texter{g, &http.Client{
		Timeout: g.Timeout,
		// A token goes to the address that was named and nowhere else.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		// On a connection that was used before net/http would send a request a
		// second time by itself, and nobody would count it.
		Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true, TLSHandshakeTimeout: 10 * time.Second},
	}}, nil
}

func here(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Send hands one text to the gateway.
func (t *texter) Send(ctx context.Context, e Entry) error {
	body, err := json.Marshal(map[string]string{"id": e.ID, "to": abroad(e.To), "text": e.Body()})
	if err != nil {
		return err
	}
	var left atomic.Bool // whether any of it may have left this machine
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { left.Store(true) }})
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, t.Address, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+t.Token)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", e.ID)
	answer, err := t.client.Do(r)
	switch {
	case err != nil && left.Load():
		return fmt.Errorf("%w: the gateway for texts did not answer: %w", ErrUnknown, err)
	case err != nil:
		return fmt.Errorf("the gateway for texts cannot be reached: %w", err)
	}
	defer answer.Body.Close()
	return took(answer)
}

// took reads what the gateway answered.
func took(answer *http.Response) error {
	code := answer.StatusCode
	switch {
	case code >= 200 && code < 300:
		return nil
	case code >= 300 && code < 400:
		return fmt.Errorf("the gateway for texts has moved (%d)", code)
	case code == http.StatusUnauthorized || code == http.StatusForbidden:
		return fmt.Errorf("the gateway for texts does not know our token (%d)", code)
	case code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable:
		return fmt.Errorf("the gateway for texts asks to try later (%d)", code)
	case code >= 400 && code < 500:
		return fmt.Errorf("%w: %s", ErrRefused, reason(answer.Body, code))
	}
	return fmt.Errorf("%w: the gateway for texts answered %d", ErrUnknown, code)
}

// mostAnswer is how much of an answer is read, in bytes.
const mostAnswer = 8 << 10

// reason is why the gateway refuses, as far as it says so in few plain words.
func reason(body io.Reader, code int) string {
	var said struct {
		Why string `json:"why"`
	}
	if err := json.NewDecoder(io.LimitReader(body, mostAnswer)).Decode(&said); err != nil || strings.TrimSpace(said.Why) == "" {
		return fmt.Sprintf("the gateway for texts answered %d", code)
	}
	return plainWords(said.Why)
}

// plainWords keeps at most 200 characters that a page can show.
func plainWords(said string) string {
	words := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, db.Storable(said)))
	return strings.TrimSpace(string(words[:min(len(words), 200)]))
}

// abroad writes a number as it is dialled from any country. A number that
// begins with 0 is a British one.
func abroad(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, phone)
	switch {
	case strings.HasPrefix(phone, "+"):
		return "+" + digits
	case strings.HasPrefix(digits, "00"):
		return "+" + digits[2:]
	case strings.HasPrefix(digits, "0"):
		return "+44" + digits[1:]
	}
	return digits
}
