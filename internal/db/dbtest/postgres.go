package dbtest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"linkwork/internal/db"
	"linkwork/internal/db/migrations"
)

// PostgresURL makes an empty, migrated database on the test server and drops it
// when the test ends.
func PostgresURL(t testing.TB) string {
	t.Helper()
	base := server(t)
	pool, err := sql.Open("pgx", base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pool.Close() })
	template, err := template(pool, base)
	if err != nil {
		t.Fatal("make the template database:", err)
	}
	name := "linkwork_" + db.NewID(time.Now())
	if err := copyDatabase(pool, template, name); err != nil {
		t.Fatal("copy the template database:", err)
	}
	t.Cleanup(func() {
		if _, err := pool.Exec(fmt.Sprintf("DROP DATABASE %q WITH (FORCE)", name)); err != nil {
			t.Error("drop:", err)
		}
	})
	return named(base, name)
}

// copyDatabase waits while another test copies or fills the template.
func copyDatabase(pool *sql.DB, template, name string) error {
	for try := 0; ; try++ {
		_, err := pool.Exec(fmt.Sprintf("CREATE DATABASE %q TEMPLATE %q STRATEGY file_copy", name, template))
		busy, ok := errors.AsType[*pgconn.PgError](err)
		if !ok || busy.Code != "55006" || try == 200 {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
}

var made struct {
	sync.Mutex
	template string
}

// template is a migrated database named after the migrations in it, so that it
// is made once on a server. Test binaries run side by side take turns.
func template(pool *sql.DB, base string) (string, error) {
	made.Lock()
	defer made.Unlock()
	if made.template != "" {
		return made.template, nil
	}
	name, err := templateName()
	if err != nil {
		return "", err
	}
	ctx := context.Background()
	conn, err := pool.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock(7700900)"); err != nil {
		return "", err
	}
	defer conn.ExecContext(ctx, "SELECT pg_advisory_unlock(7700900)")
	var there bool
	err = conn.QueryRowContext(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&there)
	if err == nil && !there {
		err = fill(ctx, conn, base, name)
	}
	if err == nil {
		made.template = name
	}
	return name, err
}

// fill makes the template under another name first: half a template is none.
func fill(ctx context.Context, conn *sql.Conn, base, name string) error {
	draft := name + "_draft"
	for _, q := range []string{
		fmt.Sprintf("DROP DATABASE IF EXISTS %q WITH (FORCE)", draft),
		fmt.Sprintf("CREATE DATABASE %q TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'", draft),
	} {
		if _, err := conn.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	d, err := db.Open(ctx, named(base, draft))
	if err != nil {
		return err
	}
	if err := errors.Join(d.Migrate(ctx), d.Close()); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, fmt.Sprintf("ALTER DATABASE %q RENAME TO %q", draft, name))
	return err
}

func templateName() (string, error) {
	files, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	for _, f := range files {
		text, err := fs.ReadFile(migrations.Files, f)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s %d\n%s", f, len(text), text)
	}
	return fmt.Sprintf("linkwork_template_%x", sum.Sum(nil)[:8]), nil
}

// named is the URL base with another database's name.
func named(base, name string) string {
	u, err := url.Parse(base)
	if err != nil {
		panic("dbtest: LINKWORK_TEST_POSTGRES is not a URL")
	}
	u.Path = "/" + name
	return u.String()
}
