package backup

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"linkwork/internal/db"
)

// longest is how long a backup or a restore may take.
const longest = 12 * time.Hour

// Backup writes the database to dir, which must be empty or absent.
func Backup(ctx context.Context, d *db.DB, dir string) (Manifest, error) {
	if err := emptyFolder(dir); err != nil {
		return Manifest{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	m := Manifest{Format: format, MadeAt: d.Now()}
	err := d.Read(ctx, func(s *db.Snapshot) (err error) {
		if m.Version, err = db.Version(s); err != nil {
			return err
		}
		all, err := tables(s, d.Engine())
		if err != nil {
			return err
		}
		for _, t := range all {
			entry, err := save(s, t, dir)
			if err != nil {
				return fmt.Errorf("backup: %s: %w", t.name, err)
			}
			m.Tables = append(m.Tables, entry)
		}
		return nil
	})
	if err != nil {
		return Manifest{}, err
	}
	return m, m.write(dir)
}

func emptyFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	if len(files) > 0 {
		return fmt.Errorf("backup: the folder %s is not empty", dir)
	}
	return nil
}

// save writes one table to its file.
func save(r db.Reader, t table, dir string) (entry Table, err error) {
	err = writeFile(fileOf(dir, t.name), func(f *os.File) error {
		zip := gzip.NewWriter(f)
		entry, err = dump(r, t, zip)
		return errors.Join(err, zip.Close())
	})
	return entry, err
}

func fileOf(dir, table string) string { return filepath.Join(dir, table+".ndjson.gz") }

// dump writes the rows of a table to w in the order of its key.
func dump(r db.Reader, t table, w io.Writer) (Table, error) {
	sum := sha256.New()
	out := bufio.NewWriterSize(io.MultiWriter(w, sum), 64<<10)
	rows, err := r.Query(`SELECT ` + list(t.names()) + ` FROM ` + quoted(t.name) + ` ORDER BY ` + list(t.key))
	if err != nil {
		return Table{}, err
	}
	defer rows.Close()
	entry := Table{Name: t.name, Columns: t.columns}
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for rows.Next() {
		row, err := t.read(rows)
		if err != nil {
			return Table{}, err
		}
		if err := lines.Encode(row); err != nil {
			return Table{}, err
		}
		entry.Rows++
	}
	if err := errors.Join(rows.Err(), out.Flush()); err != nil {
		return Table{}, err
	}
	entry.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return entry, nil
}

// read takes one row from the database.
func (t table) read(s db.Scanner) ([]any, error) {
	row := make([]any, len(t.columns))
	for i, c := range t.columns {
		row[i] = c.Kind.cell()
	}
	if err := s.Scan(row...); err != nil {
		return nil, err
	}
	for i, cell := range row {
		row[i] = value(cell)
	}
	return row, nil
}

func (t table) names() []string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.Name
	}
	return names
}

// list quotes names for SQL, which come from the database's own catalogue.
func list(names []string) string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = quoted(n)
	}
	return strings.Join(all, ", ")
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
