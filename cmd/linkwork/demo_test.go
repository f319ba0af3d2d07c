package main

import (
	"context"
	"io"
	"net"
	"path/filepath"
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

// startDemo serves the demonstration on a port of its own until the test ends.
func startDemo(t *testing.T) show {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + l.Addr().String()
	d, cast, err := makeDemo(t.Context(), filepath.Join(t.TempDir(), "linkwork.db"), url)
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
