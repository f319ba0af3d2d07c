package files_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/files"
	"linkwork/internal/jobs"
)

const piece = 256 << 10 // what is in one row

var (
	interview = files.Owner{Kind: "interview", ID: "a"}
	another   = files.Owner{Kind: "interview", ID: "b"}
)

// cabinet is a store with a key of its own.
type cabinet struct {
	testing.TB
	d *db.DB
	*files.Store
}

func newKeys(t testing.TB) files.Keys {
	t.Helper()
	k, err := files.ReadKeys(files.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func each(t *testing.T, test func(t *testing.T, c cabinet)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) { test(t, cabinet{t, d, files.New(d, newKeys(t))}) })
}

// noise is n bytes that are the same each time.
func noise(n int) []byte {
	b := make([]byte, n)
	rand.NewChaCha8([32]byte{byte(n), byte(n >> 8)}).Read(b)
	return b
}

func recording(most int64) files.Incoming {
	return files.Incoming{By: "asha", Name: "walk.m4a", MediaType: "audio/mp4", Most: most}
}

func (c cabinet) take(body []byte) files.File {
	c.Helper()
	f, err := c.Take(context.Background(), recording(int64(len(body))), bytes.NewReader(body))
	if err != nil {
		c.Fatal(err)
	}
	return f
}

func (c cabinet) attach(id string, of files.Owner, expires time.Time) {
	c.Helper()
	dbtest.Write(c, c.d, func(tx *db.Tx) error { return files.Attach(tx, "asha", id, of, expires) })
}

// kept takes a file in for the interview.
func (c cabinet) kept(body []byte) string {
	c.Helper()
	f := c.take(body)
	c.attach(f.ID, interview, time.Time{})
	return f.ID
}

func (c cabinet) get(of files.Owner, id string) (f files.File, err error) {
	err = c.d.Read(context.Background(), func(s *db.Snapshot) error { f, err = files.Get(s, of, id); return err })
	return f, err
}

func (c cabinet) read(id string) ([]byte, error) {
	c.Helper()
	f, err := c.get(interview, id)
	if err != nil {
		return nil, err
	}
	content, err := c.Open(context.Background(), f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(content)
}

// work does all jobs that are due.
func (c cabinet) work() {
	c.Helper()
	dbtest.Write(c, c.d, files.Plan)
	if err := jobs.NewRunner(c.d, files.Handlers(c.d)).Drain(context.Background()); err != nil {
		c.Fatal(err)
	}
}

func (c cabinet) count(q string, args ...any) (n int) {
	c.Helper()
	dbtest.Read(c, c.d, func(s *db.Snapshot) error { return s.QueryRow(q, args...).Scan(&n) })
	return n
}

func (c cabinet) do(q string, args ...any) {
	c.Helper()
	dbtest.Write(c, c.d, func(tx *db.Tx) error { _, err := tx.Exec(q, args...); return err })
}

func TestAFileComesBackAsItCame(t *testing.T) {
	each(t, func(t *testing.T, c cabinet) {
		body := noise(2*piece + 1000)
		sum := sha256.Sum256(body)
		taken := c.take(body)
		if _, err := c.get(interview, taken.ID); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("it belongs to nothing and is found: %v", err)
		}
		if _, err := c.Open(t.Context(), taken); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("it belongs to nothing and is opened: %v", err)
		}
		dbtest.ClockOf(c.d).Advance(time.Minute)
		end := dbtest.Start.AddDate(0, 0, 30)
		c.attach(taken.ID, interview, end)

		f, err := c.get(interview, taken.ID)
		if err != nil || f.Size != int64(len(body)) || f.SHA256 != hex.EncodeToString(sum[:]) || f.Name != "walk.m4a" || f.MediaType != "audio/mp4" ||
			!f.CreatedAt.Equal(dbtest.Start) || !f.AttachedAt.Equal(dbtest.Start.Add(time.Minute)) || !f.ExpiresAt.Equal(end) {
			t.Errorf("%+v, %v", f, err)
		}
		content, err := c.Open(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		if err := iotest.TestReader(content, body); err != nil { // all of it, in every way, with seeking
			t.Error(err)
		}
		if n := c.count(`SELECT count(*) FROM file_chunks`); n != 3 {
			t.Errorf("%d pieces", n)
		}
		dbtest.Read(t, c.d, func(s *db.Snapshot) error {
			sealed, err := db.List(s, func(s db.Scanner) (b []byte, err error) { return b, s.Scan(&b) }, `SELECT body FROM file_chunks`)
			for _, s := range sealed {
				if bytes.Contains(s, body[:32]) || bytes.Contains(s, body[piece:piece+32]) {
					t.Error("it is kept in the clear")
				}
			}
			return err
		})
	})
}

func TestAFileIsFoundByItsOwnerAlone(t *testing.T) {
	each(t, func(t *testing.T, c cabinet) {
		first := c.kept([]byte("first"))
		dbtest.ClockOf(c.d).Advance(time.Second)
		second := c.kept([]byte("second"))
		for _, of := range []files.Owner{another, {Kind: "photograph", ID: "a"}, {}} {
			if _, err := c.get(of, first); !errors.Is(err, db.ErrNotFound) {
				t.Errorf("%v has it: %v", of, err)
			}
			err := c.d.Write(t.Context(), func(tx *db.Tx) error { return files.KeepUntil(tx, of, first, dbtest.Start) })
			if !errors.Is(err, db.ErrNotFound) {
				t.Errorf("%v sets its end: %v", of, err)
			}
			dbtest.Write(t, c.d, func(tx *db.Tx) error { return files.Remove(tx, of, first, "mischief") })
		}
		dbtest.Read(t, c.d, func(s *db.Snapshot) error {
			all, err := files.Of(s, interview)
			if len(all) != 2 || all[0].ID != first || all[1].ID != second {
				t.Errorf("%+v", all)
			}
			return err
		})
		for _, id := range []string{"../../etc/passwd", "..%2f..%2f", "%00", first + "/..", strings.ToUpper(first), "\xc0\xae\xc0\xae"} {
			if _, err := c.get(interview, db.Storable(id)); !errors.Is(err, db.ErrNotFound) {
				t.Errorf("%q: %v", id, err)
			}
		}
	})
}

func TestOnlyWhoSentAFileAttachesItOnce(t *testing.T) {
	each(t, func(t *testing.T, c cabinet) {
		f := c.take([]byte("signed"))
		attach := func(by, id string, of files.Owner) error {
			return c.d.Write(t.Context(), func(tx *db.Tx) error { return files.Attach(tx, by, id, of, time.Time{}) })
		}
		if err := attach("ben", f.ID, another); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("somebody else attached it: %v", err)
		}
		if err := attach("asha", f.ID, interview); err != nil {
			t.Error(err)
		}
		if err := attach("asha", f.ID, another); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("it changed its owner: %v", err)
		}
		failed := errors.New("the act failed")
		g := c.take([]byte("with an act"))
		err := c.d.Write(t.Context(), func(tx *db.Tx) error {
			if err := files.Attach(tx, "asha", g.ID, interview, time.Time{}); err != nil {
				return err
			}
			return failed
		})
		if _, found := c.get(interview, g.ID); !errors.Is(err, failed) || !errors.Is(found, db.ErrNotFound) {
			t.Errorf("attached without its act: %v, %v", err, found)
		}
	})
}

func TestWhatWasTamperedWithIsFound(t *testing.T) {
	body := noise(3*piece + 5)
	each(t, func(t *testing.T, c cabinet) {
		for name, tamper := range map[string]func(id, other string){
			"a byte": func(id, _ string) {
				var sealed []byte
				dbtest.Read(t, c.d, func(s *db.Snapshot) error {
					return s.QueryRow(`SELECT body FROM file_chunks WHERE file_id = $1 AND place = 1`, id).Scan(&sealed)
				})
				sealed[1000] ^= 1
				c.do(`UPDATE file_chunks SET body = $2 WHERE file_id = $1 AND place = 1`, id, sealed)
			},
			"two pieces exchanged": func(id, _ string) {
				c.do(`UPDATE file_chunks SET place = CASE place WHEN 0 THEN 10 ELSE 11 END WHERE file_id = $1 AND place < 2`, id)
				c.do(`UPDATE file_chunks SET place = 11 - place WHERE file_id = $1 AND place >= 10`, id)
			},
			"the end cut off": func(id, _ string) { c.do(`DELETE FROM file_chunks WHERE file_id = $1 AND place = 3`, id) },
			"the end cut off and the size made to fit": func(id, _ string) {
				c.do(`DELETE FROM file_chunks WHERE file_id = $1 AND place = 3`, id)
				c.do(`UPDATE files SET size = $2 WHERE id = $1`, id, 3*piece)
			},
			"a piece of another file": func(id, other string) {
				c.do(`UPDATE file_chunks SET body = (SELECT o.body FROM file_chunks o WHERE o.file_id = $2 AND o.place = 2) WHERE file_id = $1 AND place = 2`, id, other)
			},
			"all pieces and the key of another file": func(id, other string) {
				c.do(`UPDATE file_chunks SET body = (SELECT o.body FROM file_chunks o WHERE o.file_id = $2 AND o.place = file_chunks.place) WHERE file_id = $1`, id, other)
				c.do(`UPDATE files SET locked_key = (SELECT o.locked_key FROM files o WHERE o.id = $2) WHERE id = $1`, id, other)
			},
			"another hash":          func(id, _ string) { c.do(`UPDATE files SET sha256 = $2 WHERE id = $1`, id, strings.Repeat("0", 64)) },
			"another kind of bytes": func(id, _ string) { c.do(`UPDATE files SET media_type = 'text/html' WHERE id = $1`, id) },
			"a key too short":       func(id, _ string) { c.do(`UPDATE files SET locked_key = $2 WHERE id = $1`, id, []byte("short")) },
			"an empty piece": func(id, _ string) {
				c.do(`UPDATE file_chunks SET body = $2 WHERE file_id = $1 AND place = 0`, id, []byte{})
			},
		} {
			id, other := c.kept(body), c.kept(noise(len(body)))
			tamper(id, other)
			if got, err := c.read(id); !errors.Is(err, files.ErrDamaged) {
				t.Errorf("%s: %d bytes, %v", name, len(got), err)
			} else if !bytes.HasPrefix(body, got) {
				t.Errorf("%s: wrong bytes came before the error", name)
			}
		}
	})
}

func TestTheRightKeyOpensIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		old, new := files.NewKey(), files.NewKey()
		with := func(text string) cabinet {
			k, err := files.ReadKeys(text)
			if err != nil {
				t.Fatal(err)
			}
			return cabinet{t, d, files.New(d, k)}
		}
		closed := func(text string) (n int) {
			k, err := files.ReadKeys(text)
			if err != nil {
				t.Fatal(err)
			}
			dbtest.Read(t, d, func(s *db.Snapshot) error {
				locked, err := files.Closed(s, k)
				for _, l := range locked {
					n += l.Files
				}
				return err
			})
			return n
		}
		before := with(old).kept([]byte("before"))
		if _, err := with(new).read(before); !errors.Is(err, files.ErrNoKey) {
			t.Errorf("another key: %v", err)
		}
		if _, err := with("").Take(t.Context(), recording(10), strings.NewReader("none")); !errors.Is(err, files.ErrNotNow) {
			t.Errorf("no key: %v", err)
		}
		both := with(new + "\n" + old)
		after := both.kept([]byte("after"))
		for id, want := range map[string]string{before: "before", after: "after"} {
			if got, err := both.read(id); err != nil || string(got) != want {
				t.Errorf("%q, %v", got, err)
			}
		}
		if _, err := with(old).read(after); !errors.Is(err, files.ErrNoKey) {
			t.Errorf("the first key does not lock: %v", err)
		}
		if closed("") != 2 || closed(old) != 1 || closed(new) != 1 || closed(old+" "+new) != 0 {
			t.Error("what cannot be opened is not counted")
		}
	})
}

func TestAFileEnds(t *testing.T) {
	each(t, func(t *testing.T, c cabinet) {
		clock := dbtest.ClockOf(c.d)
		body := noise(2*piece + 1)
		expires, removed, stays := c.take(body).ID, c.kept(body), c.kept(body)
		c.attach(expires, interview, dbtest.Start.Add(time.Hour))
		dbtest.Write(t, c.d, func(tx *db.Tx) error { return files.KeepUntil(tx, interview, expires, dbtest.Start.Add(2*time.Hour)) })
		clock.Advance(90 * time.Minute)
		c.work()
		f, err := c.get(interview, expires)
		if err != nil {
			t.Fatalf("gone before its time: %v", err)
		}
		listening, err := c.Open(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.CopyN(io.Discard, listening, 10); err != nil {
			t.Fatal(err)
		}
		clock.Set(dbtest.Start.Add(2 * time.Hour))
		if _, err := c.get(interview, expires); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("found after its time: %v", err)
		}
		if _, err := io.Copy(io.Discard, listening); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("read on after its time: %v", err)
		}
		err = c.d.Write(t.Context(), func(tx *db.Tx) error { return files.KeepUntil(tx, interview, expires, time.Time{}) })
		if !errors.Is(err, db.ErrNotFound) {
			t.Errorf("brought back after its time: %v", err)
		}
		dbtest.Write(t, c.d, func(tx *db.Tx) error { return files.Remove(tx, interview, removed, "consent was withdrawn") })
		if n := c.count(`SELECT count(*) FROM files WHERE id = $1 AND locked_key IS NULL AND name = ''`, removed); n != 1 {
			t.Error("its key is still there")
		}
		clock.Set(dbtest.Start.Add(3 * time.Hour))
		c.work()
		dbtest.Write(t, c.d, func(tx *db.Tx) error { return files.Remove(tx, interview, removed, "again") })
		if n := c.count(`SELECT count(*) FROM file_chunks WHERE file_id <> $1`, stays); n != 0 {
			t.Errorf("%d pieces are left", n)
		}
		dbtest.Read(t, c.d, func(s *db.Snapshot) error {
			gone, err := files.DestroyedOf(s, interview)
			if len(gone) != 2 || gone[0].ID != expires || gone[0].Why != "its time was over" || gone[1].Why != "consent was withdrawn" ||
				gone[0].Size != int64(len(body)) || gone[0].SHA256 == "" || gone[0].DestroyedAt.IsZero() || gone[0].Name != "" {
				t.Errorf("%+v", gone)
			}
			if _, err := c.Open(t.Context(), gone[0]); !errors.Is(err, db.ErrNotFound) {
				t.Errorf("opened: %v", err)
			}
			return err
		})
		if got, err := c.read(stays); err != nil || !bytes.Equal(got, body) {
			t.Errorf("its neighbour: %d bytes, %v", len(got), err)
		}
	})
}

func TestWhatBelongsToNothingIsSwept(t *testing.T) {
	each(t, func(t *testing.T, c cabinet) {
		waits := c.take(noise(piece + 1))
		kept := c.kept([]byte("kept"))
		dbtest.ClockOf(c.d).Advance(files.Waits - time.Minute)
		c.work()
		if n := c.count(`SELECT count(*) FROM files`); n != 2 {
			t.Fatalf("%d files before the day is over", n)
		}
		dbtest.ClockOf(c.d).Advance(time.Hour)
		c.work()
		if files, pieces := c.count(`SELECT count(*) FROM files`), c.count(`SELECT count(*) FROM file_chunks`); files != 1 || pieces != 1 {
			t.Errorf("%d files, %d pieces", files, pieces)
		}
		err := c.d.Write(t.Context(), func(tx *db.Tx) error { return files.Attach(tx, "asha", waits.ID, interview, time.Time{}) })
		if !errors.Is(err, db.ErrNotFound) {
			t.Errorf("attached: %v", err)
		}
		if got, err := c.read(kept); err != nil || string(got) != "kept" {
			t.Errorf("%q, %v", got, err)
		}
	})
}

func TestWhatIsBrokenOffLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, c cabinet) {
		lost := errors.New("the connection was lost")
		body := noise(2*piece + 1)
		for name, try := range map[string]struct {
			body io.Reader
			most int64
			want error
		}{
			"broken off": {io.MultiReader(bytes.NewReader(body), iotest.ErrReader(lost)), 1 << 30, lost},
			"empty":      {strings.NewReader(""), 100, files.ErrEmpty},
			"too large":  {bytes.NewReader(body), 2 * piece, files.Unfit{Words: "This file is larger than 512 kB. Choose a smaller one"}},
			"far larger": {bytes.NewReader(noise(3 << 20)), 2 << 20, files.Unfit{Words: "This file is larger than 2 MB. Choose a smaller one"}},
		} {
			if _, err := c.Take(t.Context(), recording(try.most), try.body); !errors.Is(err, try.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		ctx, stop := context.WithCancel(t.Context())
		stopping := io.MultiReader(bytes.NewReader(body), readerFunc(func([]byte) (int, error) { stop(); return 0, io.EOF }))
		if _, err := c.Take(ctx, recording(1<<30), stopping); !errors.Is(err, context.Canceled) {
			t.Errorf("stopped: %v", err)
		}
		if err := jobs.NewRunner(c.d, files.Handlers(c.d)).Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		if files, pieces := c.count(`SELECT count(*) FROM files`), c.count(`SELECT count(*) FROM file_chunks`); files != 0 || pieces != 0 {
			t.Errorf("%d files, %d pieces", files, pieces)
		}
	})
}

// TestManyComeInAtOnce: on PostgreSQL writes that meet are run again.
func TestManyComeInAtOnce(t *testing.T) {
	each(t, func(t *testing.T, c cabinet) {
		body := noise(4*piece + 7)
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				f, err := c.Take(t.Context(), recording(int64(len(body))), bytes.NewReader(body))
				if err == nil {
					err = c.d.Write(t.Context(), func(tx *db.Tx) error { return files.Attach(tx, "asha", f.ID, interview, time.Time{}) })
				}
				if err != nil {
					t.Error(err)
					return
				}
				if got, err := c.read(f.ID); err != nil || !bytes.Equal(got, body) {
					t.Errorf("%d bytes, %v", len(got), err)
				}
			})
		}
		all.Wait()
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(b []byte) (int, error) { return f(b) }

// TestEverySizeComesBack: sizes around whole pieces, read from any place on.
func TestEverySizeComesBack(t *testing.T) {
	each(t, func(t *testing.T, c cabinet) {
		rapid.Check(t, func(r *rapid.T) {
			size := max(1, rapid.IntRange(0, 3).Draw(r, "pieces")*piece+rapid.SampledFrom([]int{-17, -1, 0, 1, 2, 16, 100}).Draw(r, "more"))
			from := rapid.IntRange(0, size).Draw(r, "from")
			body := noise(size)
			f, err := c.get(interview, c.kept(body))
			if err != nil {
				r.Fatal(err)
			}
			content, err := c.Open(context.Background(), f)
			if err != nil {
				r.Fatal(err)
			}
			if _, err := content.Seek(int64(from), io.SeekStart); err != nil {
				r.Fatal(err)
			}
			got, err := io.ReadAll(content)
			if err != nil || !bytes.Equal(got, body[from:]) || f.Size != int64(size) {
				r.Fatalf("%d of %d bytes from %d, %v", len(got), size, from, err)
			}
		})
	})
}

func TestANameIsOneLineWithoutFolders(t *testing.T) {
	c := cabinet{t, dbtest.SQLite(t), nil}
	c.Store = files.New(c.d, newKeys(t))
	for sent, want := range map[string]string{
		"walk.m4a": "walk.m4a", "../../etc/passwd": "passwd", `C:\Users\Asha\walk.m4a`: "walk.m4a", "": "file", "..": "file", "/": "file", "a/": "a",
		"a\r\nSet-Cookie: x": "aSet-Cookie: x", "nul\x00.jpg": "nul.jpg", "bad\xff.jpg": "bad\uFFFD.jpg", "turned\u202egpj.exe": "turnedgpj.exe", "  Wörter.pdf ": "Wörter.pdf",
		strings.Repeat("é", 300) + ".pdf": strings.Repeat("é", 196) + ".pdf",
	} {
		in := recording(10)
		in.Name = sent
		f, err := c.Take(t.Context(), in, strings.NewReader("x"))
		if err != nil || f.Name != want {
			t.Errorf("%q became %q, %v", sent, f.Name, err)
		}
	}
}
