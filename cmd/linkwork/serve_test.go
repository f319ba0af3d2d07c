package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/messages"
	"linkwork/internal/web/webtest"
)

// TestFromAnEmptyHouse is the smoke run on both engines: an empty house is set
// up, a colleague invited, and a person asks for help, is taken on and spoken
// with.
func TestFromAnEmptyHouse(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { fromEmpty(t, "--data", t.TempDir()) })
	t.Run("postgres", func(t *testing.T) { fromEmpty(t, "--database", dbtest.PostgresURL(t)) })
}

func fromEmpty(t *testing.T, flag, place string) {
	s := startServe(t, flag, place)
	p := webtest.Start(t).Page(t, s.url)
	p.Go("/")
	shown(p, "set-up")
	p.Fill("key", "wrong")
	p.Submit("Set up")
	p.See("Enter the key that Linkwork printed when it started")
	p.Fill("key", s.key(t))
	p.Fill("name", "Saltmere social prescribing")
	p.Fill("phone", "01632 960 100")
	p.Fill("teams", "Harbour network, 01632 960 110, QY1 QY2")
	p.Fill("practices", "Bay Street Practice, QY101, Harbour network, desk@bay-street.example")
	p.Fill("your_name", "Sam Quill")
	p.Fill("email", "sam@linkwork.example")
	p.Fill("password", "correct horse battery")
	p.Submit("Set up")
	p.See("Linkwork is set up")
	shown(p, "admin")
	p.Go("/admin/accounts")
	p.Click("Invite somebody")
	p.Fill("name", "Amina Yusuf")
	p.Fill("Work email address", "amina@linkwork.example")
	p.Choose("Role > Link worker")
	p.Select("team", "Harbour network")
	p.Submit("Invite")
	p.See("Invited, but Linkwork has no mail server yet")
	shown(p, "accounts")
	p.Submit("Log out")

	p.Go(link.FindString(s.invitation(t, flag, place)))
	p.Fill("password", "another good pass phrase")
	p.Submit("Set password and go on")
	p.See("You have no people yet")
	p.Submit("Log out")
	p.Go("/ask-for-help")
	p.Fill("First name", "Ned")
	p.Fill("Last name", "Fenn")
	p.Fill("birth_date-day", "1")
	p.Fill("birth_date-month", "5")
	p.Fill("birth_date-year", "1960")
	p.Fill("Phone number", "07700 900 111")
	p.Choose("Feeling lonely")
	p.Submit("Send")
	p.See("We have your message")

	p.Go("/login")
	p.Fill("email", "amina@linkwork.example")
	p.Fill("password", "not this one at all")
	p.Submit("Log in")
	p.See("That email and password do not match")
	p.Fill("password", "another good pass phrase")
	p.Submit("Log in")
	p.Go("/referrals")
	p.Click("Ned Fenn")
	p.Submit("Save decision")
	p.See("Taken on")
	p.Click("Record a contact")
	p.Fill("words", "Spoke for the first time.")
	p.Submit("Save contact")
	p.See("Contact recorded")
	p.NoTroubles()
}

// served is serveCommand running for a test.
type served struct {
	url string
	out *output
}

func startServe(t *testing.T, args ...string) served {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	s := served{"http://" + address, new(output)}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- serveCommand(ctx, append(args, "--listen", address), s.out) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	for range 100 {
		if answer, err := http.Get(s.url + "/readyz"); err == nil {
			answer.Body.Close()
			return s
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("serve did not become ready")
	return s
}

// key is the set-up key that serve printed.
func (s served) key(t *testing.T) string {
	t.Helper()
	found := regexp.MustCompile(`with the key (\S+)`).FindStringSubmatch(s.out.String())
	if found == nil {
		t.Fatalf("no key in %q", s.out.String())
	}
	return found[1]
}

// invitation reads the mail that waits, beside the process that serves.
func (s served) invitation(t *testing.T, flag, place string) string {
	t.Helper()
	c := config{Data: place}
	if flag == "--database" {
		c = config{Database: place}
	}
	address, err := c.url()
	if err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(t.Context(), address, db.WithReadOnly())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var body string
	dbtest.Read(t, d, func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 10)
		for _, e := range all {
			if strings.Contains(e.Purpose, "invitation") {
				body = e.Body()
			}
		}
		return err
	})
	return body
}

// output is a buffer that a running command and a test share.
type output struct {
	mu   sync.Mutex
	text strings.Builder
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

var _ io.Writer = (*output)(nil)

func TestUnsafeSettingsRefuseToStart(t *testing.T) {
	for _, c := range []struct {
		args []string
		says string
	}{
		{nil, "say where the data is"},
		{[]string{"--data", "x", "--database", "postgres://y"}, "exclude each other"},
		{[]string{"--database", "mysql://y"}, "must begin with postgres://"},
		{[]string{"--data", "x", "--listen", "0.0.0.0:80"}, "must not travel in the clear"},
		{[]string{"--data", "x", "--base-url", "http://linkwork.example"}, "must not travel in the clear"},
		{[]string{"--data", "x", "--base-url", "https://linkwork.example"}, "Set --trust-proxy"},
		{[]string{"--data", "x", "--base-url", "linkwork.example"}, "--base-url must be like"},
		{[]string{"--data", "x", "--trust-proxy", "proxy"}, "must be a network"},
		{[]string{"--data", "x", "--metrics", "0.0.0.0:9090"}, "must be an address of this machine"},
		{[]string{"--data", "x", "--sms-gateway", "https://sms.example.org/messages", "--sms-token", "a-token-of-thirty-two-characters"}, "needs --sms-in-secret"},
		{[]string{"--data", "x", "--colour", "blue"}, "not defined"},
		{[]string{"--data", "x", "word"}, "takes no"},
	} {
		if _, err := readConfig("serve", c.args); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("serve %v: %v, want %q", c.args, err, c.says)
		}
	}
	t.Setenv("LINKWORK_DATABSE", "postgres://y")
	if _, err := readConfig("serve", []string{"--data", "x"}); err == nil || !strings.Contains(err.Error(), "LINKWORK_DATABSE is not known") {
		t.Errorf("a misspelled variable: %v", err)
	}
}

func TestASecondProcessOnOneFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	startServe(t, "--data", dir)
	err := serveCommand(t.Context(), []string{"--data", dir, "--listen", "127.0.0.1:0"}, io.Discard)
	if err == nil {
		t.Fatal("a second process was let in")
	}
	t.Log("it says:", err)
}
