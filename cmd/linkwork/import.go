package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"linkwork/internal/db"
	"linkwork/internal/openreferral"
	"linkwork/internal/places"
)

const importHelp = `use: linkwork import WHAT FILE [--data DIR | --database URL]
  services FILE   Open Referral UK 3.0 or HSDS 3.0, JSON or ndjson
  outcodes FILE   CSV of outcodes with latitude and longitude`

// importCommand reads a file into the directory and prints a report. What
// could not be read is named and does not stop the rest.
func importCommand(ctx context.Context, args []string, out io.Writer) error {
	words, flags := splitFlags(args)
	if len(words) != 2 {
		return errors.New(importHelp)
	}
	c, err := readConfig("import", flags)
	if err != nil {
		return err
	}
	file, err := os.Open(words[1])
	if err != nil {
		return err
	}
	defer file.Close()
	d, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer d.Close()
	return importFile(ctx, d, words[0], filepath.Base(words[1]), file, out)
}

func importFile(ctx context.Context, d *db.DB, what, source string, file io.Reader, out io.Writer) error {
	switch what {
	case "services":
		report, err := openreferral.Import(ctx, d, file, source)
		fmt.Fprintln(out, report)
		for _, problem := range report.Rejected {
			fmt.Fprintln(out, "  left out:", problem)
		}
		for _, problem := range report.Warnings {
			fmt.Fprintln(out, "  warning:", problem)
		}
		return err
	case "outcodes":
		imported, err := places.ImportOutcodes(ctx, d, file, source)
		fmt.Fprintf(out, "%d outcodes written, %d were there already, %d left out\n", imported.Written, imported.Unchanged, len(imported.Rejected))
		for _, row := range imported.Rejected {
			fmt.Fprintf(out, "  left out: %v\n", row)
		}
		return err
	}
	return errors.New(importHelp)
}
