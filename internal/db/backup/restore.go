package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"

	"linkwork/internal/db"
)

// Restore brings the backup in dir into d, which must be empty and at the
// backup's version (db.MigrateTo). also runs in the same write, after the data
// is in and compared: what must be done before anybody uses it, like keeping
// messages from being sent again, so that it is never there without. The
// closure reads files; that is harmless when it runs again.
func Restore(ctx context.Context, d *db.DB, dir string, also func(*db.Tx) error) (Manifest, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return m, err
	}
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	err = d.Write(ctx, func(tx *db.Tx) error {
		all, err := fits(tx, d.Engine(), m)
		if err != nil {
			return err
		}
		for i, t := range all {
			if err := fill(tx, t, m.Tables[i], dir); err != nil {
				return fmt.Errorf("backup: %s: %w", t.name, err)
			}
		}
		if also == nil {
			return nil
		}
		return also(tx)
	})
	return m, err
}

// fits checks that the database can take the backup, and returns its tables in
// the order of the manifest.
func fits(tx *db.Tx, engine string, m Manifest) ([]table, error) {
	version, err := db.Version(tx)
	if err != nil {
		return nil, err
	}
	if version != m.Version {
		return nil, fmt.Errorf("backup: it is of version %d and the database is at %d", m.Version, version)
	}
	there, err := tables(tx, engine)
	if err != nil {
		return nil, err
	}
	byName := map[string]table{}
	for _, t := range there {
		byName[t.name] = t
	}
	all := make([]table, len(m.Tables))
	for i, entry := range m.Tables {
		t, ok := byName[entry.Name]
		if !ok || !reflect.DeepEqual(t.columns, entry.Columns) {
			return nil, fmt.Errorf("backup: the database has no such table %s", entry.Name)
		}
		if err := isEmpty(tx, t); err != nil {
			return nil, err
		}
		all[i] = t
	}
	if len(there) != len(all) {
		return nil, errors.New("backup: the database has more tables than the backup")
	}
	return all, nil
}

func isEmpty(tx *db.Tx, t table) error {
	var some bool
	err := tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM ` + quoted(t.name) + `)`).Scan(&some)
	if err == nil && some {
		return fmt.Errorf("backup: the database is not empty: %s has rows", t.name)
	}
	return err
}

// fill brings one table in, and reads it back to compare.
func fill(tx *db.Tx, t table, want Table, dir string) error {
	in, err := openRows(fileOf(dir, t.name), t)
	if err != nil {
		return err
	}
	defer in.close()
	if err := insertAll(tx, t, in); err != nil {
		return err
	}
	if in.count != want.Rows || in.sum() != want.SHA256 {
		return errors.New("the file is not the one that was written")
	}
	got, err := dump(tx, t, io.Discard)
	if err != nil {
		return err
	}
	if got.Rows != want.Rows || got.SHA256 != want.SHA256 {
		return errors.New("what was stored is not what was in the file")
	}
	return nil
}
