package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"

	"linkwork/internal/db"
	"linkwork/internal/inbound"
	"linkwork/internal/messages"
	"linkwork/internal/teams"
	"linkwork/internal/web/serve"
)

// collectAt lets garbage grow to three times what lives before it is collected.
// What lives is a few megabytes, so this costs about 20 MB and saves a sixth of
// the processor time (docs/performance.md).
const collectAt = 300

// serveCommand serves an area's own data.
func serveCommand(ctx context.Context, args []string, out io.Writer) error {
	c, err := readConfig("serve", args)
	if err != nil {
		return err
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	d, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer d.Close()
	keys, err := keysToServe(ctx, d, c, out)
	if err != nil {
		return err
	}
	h, err := newHouse(d, keys, c.BaseURL, log)
	if err != nil {
		return err
	}
	h.senders = map[messages.Channel]messages.Transport{}
	h.visits.Mail = c.SMTP != ""
	h.edges[inbound.Pattern] = inbound.Texts(d, c.SMSSecret, log)
	h.edges[inbound.ReceiptPattern] = inbound.Receipts(d, c.SMSSecret, log)
	if c.SMSGateway != "" {
		if h.senders[messages.SMS], err = messages.NewTexter(messages.Gateway{Address: c.SMSGateway, Token: c.SMSToken}); err != nil {
			return err
		}
		h.visits.Texts = true
	}
	if c.SMTP != "" {
		if h.senders[messages.Email], err = mailer(d, c.SMTP); err != nil {
			return err
		}
	}
	if c.Metrics != "" {
		stop, err := serveMetrics(c.Metrics, d)
		if err != nil {
			return err
		}
		defer stop()
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	proxies, err := c.proxies()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Linkwork is ready at %s\n", c.BaseURL)
	if h.visits.SetupKey, err = setupKey(ctx, d); err != nil {
		return err
	}
	if h.visits.SetupKey != "" {
		fmt.Fprintf(out, "Nothing is set up yet. Open %s/setup with the key %s\n", c.BaseURL, h.visits.SetupKey)
	}
	return h.run(ctx, l, func(next http.Handler) http.Handler { return serve.BehindProxy(next, proxies) })
}

// open opens the database and brings it to this version.
func open(ctx context.Context, c config) (*db.DB, error) {
	address, err := c.url()
	if err != nil {
		return nil, err
	}
	d, err := db.Open(ctx, address)
	if err != nil {
		return nil, err
	}
	if err := d.Migrate(ctx); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// setupKey makes a key for the set-up page of an empty house, so that whoever
// finds the page first is not its administrator; "" for a house that is set up.
func setupKey(ctx context.Context, d *db.DB) (string, error) {
	err := d.Read(ctx, func(r *db.Snapshot) error {
		_, err := teams.TheArea(r)
		return err
	})
	if errors.Is(err, db.ErrNotFound) {
		return rand.Text()[:12], nil
	}
	return "", err
}
