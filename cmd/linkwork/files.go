package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"linkwork/internal/db"
	"linkwork/internal/files"
)

// filesKeys are the keys for encrypted files: those of the setting, or else those
// in the data folder.
func (c config) filesKeys() (files.Keys, error) {
	if c.FilesKey == "" && c.Data != "" {
		return files.KeysIn(c.Data)
	}
	keys, err := files.ReadKeys(c.FilesKey)
	if err != nil {
		return keys, fmt.Errorf("--files-key or LINKWORK_FILES_KEY: %w", err)
	}
	return keys, nil
}

// keyPlace is where the keys stand, in words for whoever runs Linkwork.
func (c config) keyPlace() string {
	if c.FilesKey == "" && c.Data != "" {
		return filepath.Join(c.Data, files.KeyFile)
	}
	return "LINKWORK_FILES_KEY"
}

// keysToServe are the keys of an area that is served. A data folder gets one at
// its first start. In the place of one that is missing none is made: whoever puts
// the old one back must not lose what a new one locked.
func keysToServe(ctx context.Context, d *db.DB, c config, out io.Writer) (files.Keys, error) {
	keys, err := c.filesKeys()
	if err != nil {
		return keys, err
	}
	closed, err := sayClosed(ctx, d, c, keys, out)
	if err != nil || closed || !keys.None() || c.Data == "" {
		return keys, err
	}
	if keys, err = files.MakeKey(c.Data); err != nil {
		return keys, err
	}
	fmt.Fprintf(out, "A key for encrypted files was made: %s. Keep a copy of it apart from the backups. Without it those files are lost.\n", c.keyPlace())
	return keys, nil
}

// sayClosed says which files cannot be opened, and what to do.
func sayClosed(ctx context.Context, d *db.DB, c config, keys files.Keys, out io.Writer) (some bool, err error) {
	var closed []files.Locked
	err = d.Read(ctx, func(r *db.Snapshot) (err error) {
		closed, err = files.Closed(r, keys)
		return err
	})
	for _, l := range closed {
		fmt.Fprintf(out, "%d encrypted files cannot be opened: the key that locked them (%s) is not in %s. Put your copy of it there, below a key that is there already, and start again. "+
			"Without it these originals, recordings and signed papers are lost; everything else is here.\n", l.Files, l.KeyID, c.keyPlace())
	}
	return len(closed) > 0, err
}

// sayApart says after a backup that it does not hold the keys, if it needs them.
func sayApart(ctx context.Context, d *db.DB, c config, out io.Writer) error {
	n := 0
	err := d.Read(ctx, func(r *db.Snapshot) error {
		all, err := files.All(r)
		n = 0
		for _, l := range all {
			n += l.Files
		}
		return err
	})
	if err == nil && n > 0 {
		fmt.Fprintf(out, "%d encrypted files are in it, and their key is not. Keep a copy of %s in another place: without it they are lost.\n", n, c.keyPlace())
	}
	return err
}
