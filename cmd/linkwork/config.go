package main

import (
	"errors"
	"flag"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// config is what serve and its neighbours are told by flags, or else by
// LINKWORK_… variables. A key that nobody knows refuses to start: a misspelled
// setting must not pass for a set one.
type config struct {
	Data, Database string
	Listen         string
	BaseURL        string
	Metrics        string
	TrustProxy     string
	SMTP           string
	SMSSecret      string
	SMSGateway     string
	SMSToken       string
	FilesKey       string
}

// keys are the settings: flag, variable and what it says in help.
func (c *config) keys() []setting {
	return []setting{
		{"data", &c.Data, "", "folder for an SQLite database"},
		{"database", &c.Database, "", "postgres://… of a PostgreSQL database, instead of --data"},
		{"listen", &c.Listen, "127.0.0.1:8080", "address to serve on"},
		{"base-url", &c.BaseURL, "", "address under which people reach Linkwork, like https://linkwork.example"},
		{"metrics", &c.Metrics, "", "address to serve /metrics on, like 127.0.0.1:9090; off when empty"},
		{"trust-proxy", &c.TrustProxy, "", "network of the proxy in front that ends TLS, like 127.0.0.1/32"},
		{"sms-in-secret", &c.SMSSecret, "", "secret with which a gateway hands texts over at /inbound/sms; none are taken when empty"},
		{"sms-gateway", &c.SMSGateway, "", "https://… address of the gateway that texts are handed to; they wait when empty. It needs --sms-token, and --sms-in-secret, because whoever gets texts must be able to answer STOP"},
		{"sms-token", &c.SMSToken, "", "token that the gateway for texts knows"},
		{"files-key", &c.FilesKey, "", "key that encrypts recordings, originals of photographs and signed papers: 64 hexadecimal digits, as openssl rand -hex 32 prints them. When empty, files.key in the data folder holds it"},
		{"smtp", &c.SMTP, "", "smtp://user:password@host:587 to send mail with; mail waits when empty"},
	}
}

type setting struct {
	name  string
	value *string
	usual string
	help  string
}

func (s setting) variable() string {
	return "LINKWORK_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))
}

// readConfig reads flags and variables and says what is wrong with them.
func readConfig(name string, args []string) (config, error) {
	var c config
	flags := flag.NewFlagSet("linkwork "+name, flag.ContinueOnError)
	for _, s := range c.keys() {
		usual := s.usual
		if set, ok := os.LookupEnv(s.variable()); ok {
			usual = set
		}
		flags.StringVar(s.value, s.name, usual, s.help+" ("+s.variable()+")")
	}
	if err := c.checkVariables(); err != nil {
		return c, err
	}
	if err := flags.Parse(args); err != nil {
		return c, err
	}
	if flags.NArg() > 0 {
		return c, fmt.Errorf("%s takes no %q. Settings begin with --", name, flags.Arg(0))
	}
	return c, c.check(name)
}

// checkThere refuses a data folder without a database, which is a mistyped one,
// for commands that work on what is there.
func (c *config) checkThere(name string) error {
	if c.Data == "" || name == "migrate" || name == "restore" {
		return nil
	}
	if _, err := os.Stat(filepath.Join(c.Data, "linkwork.db")); err != nil {
		return fmt.Errorf("there is no Linkwork database in %s. serve or migrate makes one", c.Data)
	}
	return nil
}

func (c *config) checkVariables() error {
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		if !strings.HasPrefix(name, "LINKWORK_") || strings.HasPrefix(name, "LINKWORK_TEST_") {
			continue
		}
		if !slices.ContainsFunc(c.keys(), func(s setting) bool { return s.variable() == name }) {
			return fmt.Errorf("the variable %s is not known. Remove it, or see linkwork serve --help for the right name", name)
		}
	}
	return nil
}

// check says what is wrong with the settings for a command. What only matters
// for serving is asked of serve alone.
func (c *config) check(name string) error {
	switch {
	case c.Data == "" && c.Database == "":
		return errors.New("say where the data is: --data DIR for SQLite, or --database postgres://… for PostgreSQL")
	case c.Data != "" && c.Database != "":
		return errors.New("--data and --database exclude each other. Keep one")
	case c.Database != "" && !strings.HasPrefix(c.Database, "postgres://") && !strings.HasPrefix(c.Database, "postgresql://"):
		return errors.New("--database must begin with postgres://. For SQLite use --data DIR")
	}
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return fmt.Errorf("--listen must be like 127.0.0.1:8080, not %q", c.Listen)
	}
	if c.BaseURL == "" {
		c.BaseURL = "http://" + c.Listen
	}
	c.BaseURL = strings.TrimRight(c.BaseURL, "/")
	base, err := url.Parse(c.BaseURL)
	if err != nil || base.Host == "" || base.Path != "" || base.Scheme != "http" && base.Scheme != "https" {
		return fmt.Errorf("--base-url must be like https://linkwork.example, not %q", c.BaseURL)
	}
	if name != "serve" {
		return c.checkThere(name)
	}
	if base.Scheme == "http" && !(loopback(host) && loopback(base.Hostname())) {
		return errors.New("people's records must not travel in the clear. Put a proxy that ends TLS in front, and set --base-url https://… and --trust-proxy to the proxy's network")
	}
	if _, err := c.proxies(); err != nil {
		return err
	}
	if c.SMSGateway != "" && c.SMSSecret == "" {
		return errors.New("--sms-gateway needs --sms-in-secret: whoever gets texts must be able to answer STOP")
	}
	if base.Scheme == "https" && c.TrustProxy == "" {
		return errors.New("--base-url is https, and Linkwork leaves TLS to a proxy in front. Set --trust-proxy to its network, like 127.0.0.1/32")
	}
	if c.Metrics != "" {
		if host, _, err := net.SplitHostPort(c.Metrics); err != nil || !loopback(host) {
			return errors.New("--metrics must be an address of this machine, like 127.0.0.1:9090: figures are not for the public")
		}
	}
	return nil
}

func (c *config) proxies() ([]netip.Prefix, error) {
	var list []netip.Prefix
	for _, text := range strings.Split(c.TrustProxy, ",") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("--trust-proxy must be a network like 127.0.0.1/32, not %q", text)
		}
		list = append(list, prefix)
	}
	return list, nil
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// url is the address of the database. The folder is made if it is not there.
func (c *config) url() (string, error) {
	if c.Database != "" {
		return c.Database, nil
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return "", fmt.Errorf("the data folder: %w", err)
	}
	path, err := filepath.Abs(filepath.Join(c.Data, "linkwork.db"))
	return "sqlite:" + path, err
}
