package main

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/backup"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/jobs"
	"linkwork/internal/messages"
)

// TestBackupWhileServing backs up with the binary beside a process that takes
// referrals, and restores into both engines: what was acknowledged before is
// there, whole; no message that waited goes out; people can log in.
func TestBackupWhileServing(t *testing.T) {
	p := newProgram(t, 4)
	queueMail(t, p)
	p.start()
	kept := startSenders(p, 4)
	time.Sleep(500 * time.Millisecond)
	before := kept.now()
	folder := filepath.Join(t.TempDir(), "backup")
	p.command("backup", folder, "--data", p.folder)
	during := len(kept.now()) - len(before)
	time.Sleep(100 * time.Millisecond)
	after := kept.stop()
	p.end(syscall.SIGTERM)
	if len(before) == 0 || during == 0 {
		t.Fatalf("%d acknowledged before, %d during: nothing was written beside the backup", len(before), during)
	}
	t.Logf("%d acknowledged before the backup, %d during, %d in all", len(before), during, len(after))
	t.Run("sqlite", func(t *testing.T) {
		restored := *p
		restored.TB, restored.folder = t, t.TempDir()
		checkRestored(t, &restored, "sqlite:"+filepath.Join(restored.folder, "linkwork.db"), before, folder, "--data", restored.folder)
	})
	t.Run("postgres", func(t *testing.T) {
		address := dbtest.PostgresURL(t)
		restored := *p
		restored.TB = t
		checkRestored(t, &restored, address, before, folder, "--database", address)
	})
}

// queueMail leaves two messages waiting: serve has no mail server here.
func queueMail(t *testing.T, p *program) {
	t.Helper()
	d := p.open()
	defer d.Close()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		for _, to := range []string{"desk0@surgery.example", "desk1@surgery.example"} {
			if _, err := messages.Queue(tx, messages.Message{Channel: messages.Email, To: to, Subject: "Linkwork: there is news", Text: "Hello", Purpose: "test"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkRestored(t *testing.T, p *program, address string, before []string, folder, flag, place string) {
	said := p.command("restore", folder, flag, place)
	if !strings.Contains(said, "2 waiting messages were stopped") {
		t.Errorf("restore says %q", said)
	}
	d, err := db.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	n := wholeReferrals(t, d, before)
	nothingIsSent(t, d)
	sameRows(t, d, folder)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d referrals restored", n)
	p.serve(flag, place)
	logIn(t, p.url)
	p.end(syscall.SIGTERM)
}

// nothingIsSent does all work that is due, with a mail server that listens.
func nothingIsSent(t *testing.T, d *db.DB) {
	t.Helper()
	post := newPost(t)
	mailer, err := mailer(d, "smtp://"+post.address+"?plain")
	if err != nil {
		t.Fatal(err)
	}
	sender := messages.NewSender(d, map[messages.Channel]messages.Transport{messages.Email: mailer})
	if err := jobs.NewRunner(d, sender.Handlers()).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := post.count(); got != 0 {
		t.Errorf("%d messages went out after the restore", got)
	}
	read(t, d, func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 10)
		for _, e := range all {
			if e.State != messages.Stopped {
				t.Errorf("a message to %s is %s", e.To, e.State)
			}
		}
		if len(all) != 2 {
			t.Errorf("%d messages", len(all))
		}
		return err
	})
}

// sameRows compares how many rows there are with what the backup says of
// itself, apart from sessions, which end with a restore.
func sameRows(t *testing.T, d *db.DB, folder string) {
	t.Helper()
	m, err := backup.ReadManifest(folder)
	if err != nil {
		t.Fatal(err)
	}
	read(t, d, func(r *db.Snapshot) error {
		for _, table := range m.Tables {
			var n int64
			if err := r.QueryRow(`SELECT count(*) FROM "` + table.Name + `"`).Scan(&n); err != nil {
				return err
			}
			if n != table.Rows && table.Name != "sessions" && table.Name != "jobs" {
				t.Errorf("%s: %d rows, the backup has %d", table.Name, n, table.Rows)
			}
		}
		return nil
	})
}

func logIn(t *testing.T, at string) {
	t.Helper()
	b := surf(t, at)
	for _, f := range b.get("/login").forms(t) {
		fields := f.fill("", false)
		fields.Set("email", staffEmail)
		fields.Set("password", staffPassword)
		b.post(f.action, fields)
	}
	if got := b.get("/day"); got.status != http.StatusOK {
		t.Errorf("after logging in: %d", got.status)
	}
	if got := b.post("/login", url.Values{"email": {staffEmail}, "password": {"not this one at all"}}); got.status == http.StatusSeeOther {
		t.Error("a wrong password logs in")
	}
}
