package main

import (
	"context"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/demo"
	"linkwork/internal/files"
)

// show is the demonstration running for a test.
type show struct {
	url  string
	db   *db.DB
	cast *demo.Cast
}

// tale is the demonstration as a file, with the address at which it was told: links in
// messages lead there.
type tale struct {
	address string
	file    []byte
}

// story is told once; each test goes on with a copy of its own.
var story = sync.OnceValues(func() (s tale, err error) {
	l, err := freePort()
	if err != nil {
		return s, err
	}
	s.address = l.Addr().String()
	l.Close()
	dir, err := os.MkdirTemp("", "linkwork-story-")
	if err != nil {
		return s, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "linkwork.db")
	d, _, err := makeDemo(context.Background(), path, "http://"+s.address)
	if err != nil {
		return s, err
	}
	if err := d.Close(); err != nil {
		return s, err
	}
	s.file, err = os.ReadFile(path)
	return s, err
})

// freePort listens below the ports that outgoing connections are given, so that the same
// port is free again for the next test.
func freePort() (l net.Listener, err error) {
	for port := 11_000; port < 20_000; port += 1 + rand.IntN(50) {
		if l, err = net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port)); err == nil {
			return l, nil
		}
	}
	return nil, err
}

// startDemo serves a copy of the demonstration until the test ends.
func startDemo(t *testing.T) show {
	t.Helper()
	s, err := story()
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	url, path := "http://"+s.address, filepath.Join(t.TempDir(), "linkwork.db")
	if err := os.WriteFile(path, s.file, 0o600); err != nil {
		t.Fatal(err)
	}
	d, cast, err := makeDemo(t.Context(), path, url)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- serveDemo(ctx, d, files.Keys{}, cast, url, l, io.Discard) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		d.Close()
	})
	return show{url, d, cast}
}
