package backup

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

const (
	format       = 1
	manifestFile = "manifest.json"
)

// Manifest says what is in a backup.
type Manifest struct {
	Format  int       `json:"format"`
	MadeAt  time.Time `json:"made_at"`
	Version int64     `json:"version"` // of the tables, see db.Version
	Tables  []Table   `json:"tables"`
}

// Table says what is in one table's file.
type Table struct {
	Name    string   `json:"name"`
	Columns []Column `json:"columns"`
	Rows    int64    `json:"rows"`
	SHA256  string   `json:"sha256"` // of the lines before compression, hexadecimal
}

// Column is one column; its place is its place in each row.
type Column struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
}

// ReadManifest reads the manifest of the backup in dir.
func ReadManifest(dir string) (m Manifest, err error) {
	b, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if errors.Is(err, os.ErrNotExist) {
		return m, fmt.Errorf("backup: %s holds no finished backup: there is no %s", dir, manifestFile)
	}
	if err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	if err := json.Unmarshal(b, &m); err != nil {
		return m, fmt.Errorf("backup: %s: %w", manifestFile, err)
	}
	if m.Format != format {
		return m, fmt.Errorf("backup: this is format %d; this Linkwork reads format %d", m.Format, format)
	}
	return m, nil
}

// write puts the manifest in its place once it is safely on the disk.
func (m Manifest) write(dir string) error {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	draft := filepath.Join(dir, manifestFile+".part")
	if err := writeFile(draft, func(f *os.File) error {
		_, err := f.Write(append(b, '\n'))
		return err
	}); err != nil {
		return err
	}
	if err := os.Rename(draft, filepath.Join(dir, manifestFile)); err != nil {
		return err
	}
	return syncFolder(dir)
}

// writeFile makes a new file, readable by its owner only, and syncs it.
func writeFile(name string, write func(*os.File) error) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Sync(), f.Close())
}

func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
