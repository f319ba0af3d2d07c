package backup

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// addTables makes tables with what the rooms' tables may not have.
func addTables(t testing.TB, d *db.DB) {
	t.Helper()
	for _, q := range []string{
		`CREATE TABLE test_marks (writer BIGINT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (writer, n))`,
		`CREATE TABLE test_tree (id TEXT PRIMARY KEY, parent TEXT REFERENCES test_tree (id), "order" INTEGER)`,
		`CREATE TABLE a_leaf (id TEXT PRIMARY KEY, tree TEXT REFERENCES test_tree, weight DOUBLE PRECISION, dead BOOLEAN, photo BYTEA)`,
	} {
		dbtest.Write(t, d, func(tx *db.Tx) error {
			_, err := tx.Exec(q)
			return err
		})
	}
}

// grow puts random rows into every table there is. A row that a rule of its
// table refuses is left out.
func grow(t testing.TB, d *db.DB, many int) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	var all []table
	dbtest.Read(t, d, func(s *db.Snapshot) (err error) {
		all, err = tables(s, d.Engine())
		return err
	})
	keys := map[string][]any{} // by table: keys that can be referred to
	for _, tab := range all {
		for range many {
			row := tab.random(random, keys)
			err := d.Write(context.Background(), func(tx *db.Tx) error {
				ins := &inserter{tx: tx, table: tab, ready: [][]any{row}}
				return ins.flush()
			})
			if err == nil {
				keys[tab.name] = append(keys[tab.name], row[tab.place(tab.key[0])])
			}
		}
		if len(keys[tab.name]) == 0 {
			t.Logf("%s stayed empty", tab.name)
		}
	}
}

func (t table) random(random *rand.Rand, keys map[string][]any) []any {
	row := make([]any, len(t.columns))
	for i, c := range t.columns {
		switch c.Kind {
		case Text:
			row[i] = fmt.Sprintf("%x ‘ćwierć’ <b> \" \\ \u2028 %d", random.Uint64(), i)
		case Int:
			row[i] = random.Int64N(1 << 30)
		case Float:
			row[i] = random.NormFloat64()
		case Bool:
			row[i] = random.IntN(2) == 0
		case Bytes:
			row[i] = []byte{0, 255, byte(random.Uint32())}
		}
	}
	for _, ref := range t.refs {
		row[t.place(ref.column)] = nil
		if known := keys[ref.table]; len(known) > 0 {
			row[t.place(ref.column)] = known[random.IntN(len(known))]
		}
	}
	return row
}

func backUp(t testing.TB, d *db.DB) (string, Manifest) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "backup")
	m, err := Backup(context.Background(), d, dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir, m
}

func TestThereAndBackIsTheSame(t *testing.T) {
	one, two, three := dbtest.SQLite(t), dbtest.Postgres(t), dbtest.SQLite(t)
	for _, d := range []*db.DB{one, two, three} {
		addTables(t, d)
	}
	grow(t, one, 40)
	dir, first := backUp(t, one)
	for _, d := range []*db.DB{two, three} {
		if _, err := Restore(t.Context(), d, dir, nil); err != nil {
			t.Fatal(err)
		}
		var m Manifest
		if dir, m = backUp(t, d); !reflect.DeepEqual(m.Tables, first.Tables) {
			t.Errorf("through %s:\n%+v\n%+v", d.Engine(), first.Tables, m.Tables)
		}
	}
	rows := int64(0)
	for _, table := range first.Tables {
		rows += table.Rows
	}
	t.Logf("%d tables, %d rows", len(first.Tables), rows)
}

// TestABackupIsOneMoment backs up while eight write numbers in order: for each
// of them it holds the numbers from 0 up to some number, among them all that
// were acknowledged before it began.
func TestABackupIsOneMoment(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		addTables(t, d)
		const writers = 8
		var mu sync.Mutex
		acked := make([]int, writers)
		ctx, stop := context.WithCancel(t.Context())
		var all sync.WaitGroup
		for w := range writers {
			all.Go(func() {
				for n := 0; ctx.Err() == nil; n++ {
					err := d.Write(context.Background(), func(tx *db.Tx) error {
						_, err := tx.Exec(`INSERT INTO test_marks (writer, n) VALUES ($1, $2)`, w, n)
						return err
					})
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					acked[w] = n + 1
					mu.Unlock()
				}
			})
		}
		time.Sleep(100 * time.Millisecond)
		for range 3 {
			mu.Lock()
			before := append([]int(nil), acked...)
			mu.Unlock()
			dir, _ := backUp(t, d)
			prefixes(t, dir, before)
		}
		stop()
		all.Wait()
	})
}

func prefixes(t *testing.T, dir string, atLeast []int) {
	t.Helper()
	to := dbtest.SQLite(t)
	addTables(t, to)
	if _, err := Restore(t.Context(), to, dir, nil); err != nil {
		t.Fatal(err)
	}
	for w, least := range atLeast {
		dbtest.Read(t, to, func(s *db.Snapshot) error {
			var count, last int
			err := s.QueryRow(`SELECT count(*), coalesce(max(n) + 1, 0) FROM test_marks WHERE writer = $1`, w).Scan(&count, &last)
			if count != last || count < least {
				t.Errorf("writer %d: %d numbers up to %d, %d acknowledged before", w, count, last, least)
			}
			return err
		})
	}
}

func TestRestoreIsAllOrNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, to *db.DB) {
		from := dbtest.SQLite(t)
		addTables(t, from)
		addTables(t, to)
		grow(t, from, 5)
		dir, m := backUp(t, from)
		sorry := errors.New("sorry")
		spoil := map[string]func(dir string){
			"a file is missing": func(dir string) { os.Remove(fileOf(dir, "test_tree")) },
			"a file is another's": func(dir string) {
				os.Rename(fileOf(dir, "audit"), fileOf(dir, "test_tree"))
			},
			"a file is cut short": func(dir string) {
				info, _ := os.Stat(fileOf(dir, "test_tree"))
				os.Truncate(fileOf(dir, "test_tree"), info.Size()-20)
			},
			"no manifest": func(dir string) { os.Remove(filepath.Join(dir, manifestFile)) },
			"another count": func(dir string) {
				change(t, dir, `"rows": 5`, `"rows": 6`)
			},
			"another version": func(dir string) {
				change(t, dir, fmt.Sprintf(`"version": %d`, m.Version), `"version": 1`)
			},
			"a later format": func(dir string) { change(t, dir, `"format": 1`, `"format": 2`) },
		}
		for name, how := range spoil {
			copied := filepath.Join(t.TempDir(), "copy")
			if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
				t.Fatal(err)
			}
			how(copied)
			if _, err := Restore(t.Context(), to, copied, nil); err == nil {
				t.Errorf("%s: no error", name)
			}
		}
		if _, err := Restore(t.Context(), to, dir, func(*db.Tx) error { return sorry }); !errors.Is(err, sorry) {
			t.Errorf("what comes after failed: %v", err)
		}
		if _, now := backUp(t, to); rowsIn(now) != 0 {
			t.Errorf("%d rows were left behind", rowsIn(now))
		}
		if _, err := Restore(t.Context(), to, dir, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := Restore(t.Context(), to, dir, nil); err == nil || !strings.Contains(err.Error(), "not empty") {
			t.Errorf("into what is there: %v", err)
		}
		if _, err := Backup(t.Context(), to, dir); err == nil || !strings.Contains(err.Error(), "not empty") {
			t.Errorf("over another backup: %v", err)
		}
	})
}

func change(t *testing.T, dir, from, to string) {
	t.Helper()
	file := filepath.Join(dir, manifestFile)
	b, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(b), from) {
		t.Fatal("nothing to change: ", from, err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(b), from, to, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

func rowsIn(m Manifest) (n int64) {
	for _, t := range m.Tables {
		n += t.Rows
	}
	return n
}

// TestRowsThatReferForwards: a row may refer to one with a later key.
func TestRowsThatReferForwards(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, to *db.DB) {
		from := dbtest.SQLite(t)
		addTables(t, from)
		addTables(t, to)
		dbtest.Write(t, from, func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO test_tree (id, parent) VALUES ('d', NULL), ('c', 'd'), ('b', 'c'), ('a', 'b'), ('s', 's')`)
			return err
		})
		dir, _ := backUp(t, from)
		if _, err := Restore(t.Context(), to, dir, nil); err != nil {
			t.Error(err)
		}
	})
}

func TestABackupBesideTheProcessThatServes(t *testing.T) {
	url := dbtest.SQLiteURL(t)
	serving, err := db.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer serving.Close()
	beside, err := db.Open(t.Context(), url, db.WithReadOnly())
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	backUp(t, beside)
}
