package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/demo"
	"linkwork/internal/files"
	"linkwork/internal/identity"
	"linkwork/internal/messages"
	"linkwork/internal/web/choose"
)

// demoCommand serves the made-up cast from a folder that goes away.
func demoCommand(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("linkwork demo", flag.ContinueOnError)
	listen := flags.String("listen", "127.0.0.1:8080", "address of this machine to serve on")
	keep := flags.String("keep", "", "folder to keep the made-up data in; a temporary one, deleted at the end, when empty")
	token := flags.String("api-token", "", "API token of the made-up practice; none when empty")
	if err := flags.Parse(args); err != nil {
		return err
	}
	host, _, err := net.SplitHostPort(*listen)
	if err != nil || !loopback(host) {
		return fmt.Errorf("the demonstration has no passwords, so --listen must be an address of this machine, like 127.0.0.1:8080")
	}
	dir := *keep
	if dir == "" {
		if dir, err = os.MkdirTemp("", "linkwork-demo-"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	} else if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	l, err := net.Listen("tcp", *listen)
	if err != nil {
		return err
	}
	baseURL := "http://" + l.Addr().String()
	d, cast, err := makeDemo(ctx, filepath.Join(dir, "linkwork.db"), baseURL)
	if err != nil {
		return err
	}
	defer d.Close()
	keys, err := keysToServe(ctx, d, config{Data: dir}, io.Discard)
	if err != nil {
		return err
	}
	if *token != "" {
		if err := demoToken(ctx, d, cast, *token); err != nil {
			return err
		}
	}
	return serveDemo(ctx, d, keys, cast, baseURL, l, out)
}

// makeDemo tells the story into a new file, or opens the one that was kept.
func makeDemo(ctx context.Context, path, baseURL string) (*db.DB, *demo.Cast, error) {
	clock := new(demo.Clock)
	options := []db.Option{db.WithClock(clock.Now)}
	_, missing := os.Stat(path)
	if missing != nil {
		options = append(options, db.WithoutSync())
	}
	d, err := db.Open(ctx, "sqlite:"+path, options...)
	if err != nil {
		return nil, nil, err
	}
	if err := d.Migrate(ctx); err != nil {
		d.Close()
		return nil, nil, err
	}
	var cast *demo.Cast
	if missing != nil {
		cast, err = demo.Build(ctx, d, clock, baseURL)
	} else {
		cast, err = demo.Find(ctx, d)
	}
	if err != nil {
		d.Close()
	}
	return d, cast, err
}

func demoToken(ctx context.Context, d *db.DB, cast *demo.Cast, token string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, err := identity.SetToken(tx, audit.System, cast.PracticeID, "demonstration", token)
		return err
	})
}

func serveDemo(ctx context.Context, d *db.DB, keys files.Keys, cast *demo.Cast, baseURL string, l net.Listener, out io.Writer) error {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	h, err := newHouse(d, keys, baseURL, log)
	if err != nil {
		return err
	}
	h.visits.Demo, h.visits.Mail, h.visits.Texts = true, true, true
	h.senders = map[messages.Channel]messages.Transport{messages.Email: messages.Withhold{}, messages.SMS: messages.Withhold{}}
	h.more = choose.Routes(choose.Cast{LinkWorker: cast.LinkWorker, Manager: cast.Manager, Practice: cast.Practice, Administrator: cast.Administrator, Researcher: cast.Researcher, FieldResearcher: cast.FieldResearcher, PublicLead: cast.PublicLead,
		Person: cast.Person, Born: cast.Born})
	fmt.Fprintf(out, "Linkwork is ready at %s\nEverybody in it is made up. Nothing is sent. Stop with Ctrl+C.\n", baseURL)
	return h.run(ctx, l, nil)
}
