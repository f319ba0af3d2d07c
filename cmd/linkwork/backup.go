package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"linkwork/internal/db"
	"linkwork/internal/db/backup"
	"linkwork/internal/identity"
	"linkwork/internal/messages"
	"linkwork/internal/updates/readers"
)

// backupCommand writes everything to a folder, beside a process that serves.
func backupCommand(ctx context.Context, args []string, out io.Writer) error {
	words, flags := splitFlags(args)
	if len(words) != 1 {
		return errors.New("use: linkwork backup FOLDER [--data DIR | --database URL]")
	}
	c, err := readConfig("backup", flags)
	if err != nil {
		return err
	}
	address, err := c.url()
	if err != nil {
		return err
	}
	d, err := db.Open(ctx, address, db.WithReadOnly())
	if err != nil {
		return err
	}
	defer d.Close()
	if _, err := backup.Backup(ctx, d, words[0]); err != nil {
		return err
	}
	fmt.Fprintln(out, "Backed up to", words[0])
	return sayApart(ctx, d, c, out)
}

// restoreCommand reads a backup into an empty database of either engine.
// Messages that were waiting are stopped, because they may have gone since, and
// everybody has to log in again. It says which files have no key here.
func restoreCommand(ctx context.Context, args []string, out io.Writer) error {
	words, flags := splitFlags(args)
	if len(words) != 1 {
		return errors.New("use: linkwork restore FOLDER [--data DIR | --database URL]")
	}
	c, err := readConfig("restore", flags)
	if err != nil {
		return err
	}
	keys, err := c.filesKeys()
	if err != nil {
		return err
	}
	d, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer d.Close()
	var stopped int64
	_, err = backup.Restore(ctx, d, words[0], func(tx *db.Tx) (err error) {
		if stopped, err = messages.Fence(tx); err != nil {
			return err
		}
		if err := readers.Fence(tx); err != nil {
			return err
		}
		return identity.EndEveryone(tx)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Restored from %s. %d waiting messages were stopped: they may have been sent since the backup.\n", words[0], stopped)
	_, err = sayClosed(ctx, d, c, keys, out)
	return err
}
