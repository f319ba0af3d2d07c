package db_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// wire stands between the driver and the server and can break the connection
// around a COMMIT.
type wire struct {
	network, server string
	listener        net.Listener
	mu              sync.Mutex
	cut             string // "" | "before" | "after": the next COMMIT
}

// newWire returns a wire to the server of url and a URL that goes through it.
func newWire(t *testing.T, server string) (*wire, string) {
	t.Helper()
	config, err := pgconn.ParseConfig(server)
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{}
	w.network, w.server = pgconn.NetworkAddress(config.Host, config.Port)
	if w.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.listener.Close() })
	go w.accept()
	u := url.URL{Scheme: "postgres", User: url.UserPassword(config.User, config.Password), Host: w.listener.Addr().String(),
		Path: "/" + config.Database, RawQuery: "sslmode=disable"}
	return w, u.String()
}

func (w *wire) accept() {
	for {
		client, err := w.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial(w.network, w.server)
		if err != nil {
			client.Close()
			continue
		}
		c := &call{wire: w, client: client, server: server}
		go c.up()
		go c.down()
	}
}

// call is one connection through the wire.
type call struct {
	*wire
	client, server net.Conn
	mute           bool // do not pass the server's next words on
}

func (c *call) up() {
	defer c.server.Close()
	for b := make([]byte, 64<<10); ; {
		n, err := c.client.Read(b)
		if err != nil {
			return
		}
		c.mu.Lock()
		if bytes.Contains(b[:n], []byte("commit\x00")) {
			if c.cut == "before" {
				c.cut = ""
				c.mu.Unlock()
				c.client.Close()
				return
			}
			c.mute, c.cut = c.cut == "after", ""
		}
		c.mu.Unlock()
		if _, err := c.server.Write(b[:n]); err != nil {
			return
		}
	}
}

func (c *call) down() {
	defer c.client.Close()
	for b := make([]byte, 64<<10); ; {
		n, err := c.server.Read(b)
		c.mu.Lock()
		mute := c.mute
		c.mu.Unlock()
		if err != nil || mute {
			return
		}
		if _, err := c.client.Write(b[:n]); err != nil {
			return
		}
	}
}

func TestACommitThatNobodyConfirmed(t *testing.T) {
	w, through := newWire(t, dbtest.PostgresURL(t))
	d, err := db.Open(t.Context(), through)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	slips(t, d)
	for _, c := range []struct {
		id, cut string
		receipt bool
		saved   bool // and known to be
	}{
		{"a", "after", true, true},
		{"b", "before", true, false},
		{"c", "after", false, false},
	} {
		w.mu.Lock()
		w.cut = c.cut
		w.mu.Unlock()
		ran := 0
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			ran++
			if c.receipt {
				tx.Receipt(`SELECT 1 FROM slips WHERE id = $1`, c.id)
			}
			return add(tx, c.id)
		})
		if (err == nil) != c.saved || err != nil && !errors.Is(err, db.ErrUnavailable) || ran != 1 {
			t.Errorf("%+v: %v, ran %d times", c, err, ran)
		}
	}
	kept(t, d, "a", "c")
}

func TestTheServerGoesAway(t *testing.T) {
	w, through := newWire(t, dbtest.PostgresURL(t))
	d, err := db.Open(t.Context(), through)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	slips(t, d)
	addr := w.listener.Addr().String()
	w.listener.Close()
	d.Write(t.Context(), func(tx *db.Tx) error { // break the connections that are open
		tx.Exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()`)
		return nil
	})
	if err := d.Ready(t.Context()); !errors.Is(err, db.ErrUnavailable) {
		t.Errorf("ready: %v", err)
	}
	if err := d.Write(t.Context(), adds("a")); !errors.Is(err, db.ErrUnavailable) {
		t.Errorf("write: %v", err)
	}
	err = d.Read(t.Context(), func(s *db.Snapshot) error { return nil })
	if !errors.Is(err, db.ErrUnavailable) {
		t.Errorf("read: %v", err)
	}
	if w.listener, err = net.Listen("tcp", addr); err != nil {
		t.Fatal(err)
	}
	go w.accept()
	write(t, d, adds("b"))
	if err := d.Ready(t.Context()); err != nil {
		t.Errorf("ready again: %v", err)
	}
	kept(t, d, "b")
}

func TestAServerThatHangs(t *testing.T) {
	d := dbtest.Postgres(t)
	db.SetTimes(d, 100*time.Millisecond, 100*time.Millisecond)
	sleep := func(r db.Reader) error {
		var none string
		return r.QueryRow(`SELECT 'slept' FROM pg_sleep(20)`).Scan(&none)
	}
	began := time.Now()
	err := d.Write(t.Context(), func(tx *db.Tx) error { return sleep(tx) })
	if !errors.Is(err, db.ErrUnavailable) {
		t.Errorf("write: %v", err)
	}
	if err := d.Read(t.Context(), func(s *db.Snapshot) error { return sleep(s) }); !errors.Is(err, db.ErrUnavailable) {
		t.Errorf("read: %v", err)
	}
	if time.Since(began) > 5*time.Second {
		t.Errorf("waited %v", time.Since(began))
	}
	db.SetTimes(d, time.Minute, time.Minute)
	slips(t, d)
	write(t, d, adds("a"))
	kept(t, d, "a")
}

func TestAStandbyIsNotReady(t *testing.T) {
	server := dbtest.PostgresURL(t)
	d, err := db.Open(t.Context(), server+"&default_transaction_read_only=on")
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Ready(t.Context()); !errors.Is(err, db.ErrUnavailable) {
		t.Errorf("ready: %v", err)
	}
}

// TestWriteSkew: two who each look at both and change one, in opposite ways,
// must not both be believed.
func TestWriteSkew(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		slips(t, d)
		for round := range 20 {
			one, two := fmt.Sprint("one", round), fmt.Sprint("two", round)
			write(t, d, func(tx *db.Tx) error { return errors.Join(add(tx, one), add(tx, two)) })
			var all sync.WaitGroup
			for _, mine := range []string{one, two} {
				all.Go(func() {
					err := d.Write(context.Background(), func(tx *db.Tx) error {
						var n int
						if err := tx.QueryRow(`SELECT sum(n) FROM slips WHERE id IN ($1, $2)`, one, two).Scan(&n); err != nil || n < 2 {
							return err
						}
						_, err := tx.Exec(`UPDATE slips SET n = 0 WHERE id = $1`, mine)
						return err
					})
					if err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			dbtest.Read(t, d, func(s *db.Snapshot) error {
				var n string
				err := s.QueryRow(`SELECT sum(n) FROM slips WHERE id IN ($1, $2)`, one, two).Scan(&n)
				if left, _ := strconv.Atoi(n); left != 1 {
					t.Errorf("left %s", n)
				}
				return err
			})
		}
	})
}
