package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral"
	"linkwork/internal/openreferral/harvest"
	"linkwork/internal/places"
	"linkwork/internal/taxonomies"
)

const importHelp = `use: linkwork import WHAT FILE [--data DIR | --database URL]
  services FILE   Open Referral UK 1.0 or 3.0, HSDS 1 to 3.1: JSON, ndjson, or a zip of CSV tables
  changes FILE    only says what importing these services would change
  outcodes FILE   CSV of outcodes with latitude and longitude
  postcodes FILE  ONS Postcode Directory or Code-Point Open: CSV, or the zip they come in
  taxonomy FILE   a list of terms: CSV, HSDS JSON, SKOS in RDF/XML, Open Eligibility XML
    --name NAME   what it is to be called
    --dry         only says what loading it would change`

// importCommand reads a file into the directory and prints a report. What
// could not be read is named and does not stop the rest.
func importCommand(ctx context.Context, args []string, out io.Writer) error {
	words, flags := splitFlags(args)
	if len(words) != 2 {
		return errors.New(importHelp)
	}
	o, flags := readOptions(flags)
	if o != (options{}) && words[0] != "taxonomy" {
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
	return importFile(ctx, d, words[0], filepath.Base(words[1]), file, o, out)
}

// options are those of a taxonomy.
type options struct {
	name string
	dry  bool
}

// readOptions takes the options out of the settings.
func readOptions(flags []string) (o options, left []string) {
	for i := 0; i < len(flags); i++ {
		name, value, inOne := strings.Cut(strings.TrimLeft(flags[i], "-"), "=")
		switch {
		case name == "dry" && !inOne:
			o.dry = true
		case name == "name" && inOne:
			o.name = value
		case name == "name" && i+1 < len(flags):
			i++
			o.name = flags[i]
		default:
			left = append(left, flags[i])
		}
	}
	return o, left
}

func importFile(ctx context.Context, d *db.DB, what, source string, file io.Reader, o options, out io.Writer) error {
	switch what {
	case "services", "changes":
		return importServices(ctx, d, source, file, what == "changes", out)
	case "taxonomy":
		return importTaxonomy(ctx, d, source, file, o, out)
	case "postcodes":
		return importPostcodes(ctx, d, source, file, out)
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

// importPostcodes reads where postcodes are from a national file.
func importPostcodes(ctx context.Context, d *db.DB, source string, file io.Reader, out io.Writer) error {
	done, err := places.ImportPostcodes(ctx, d, file, source)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d postcodes in use, %d no longer in use, %d without a position; %d outcodes written, %d were there already; %d lines left out\n",
		done.Live, done.Terminated, done.Unplaced, done.Written, done.Unchanged, len(done.Rejected)+done.More)
	for _, row := range done.Rejected {
		fmt.Fprintf(out, "  left out: line %d: %s\n", row.Line, row.Reason)
	}
	return nil
}

// importTaxonomy loads a list of terms, or only says what that would change.
func importTaxonomy(ctx context.Context, d *db.DB, source string, file io.Reader, o options, out io.Writer) error {
	reading, err := taxonomies.Read(file)
	for _, problem := range reading.Problems {
		fmt.Fprintln(out, "  ", problem)
	}
	if reading.More > 0 {
		fmt.Fprintf(out, "   and %d more\n", reading.More)
	}
	if err == nil {
		reading, err = reading.Named(o.name, source)
	}
	if err != nil {
		return err
	}
	var done []taxonomies.Outcome
	if o.dry {
		err = d.Read(ctx, func(r *db.Snapshot) (err error) {
			done, err = taxonomies.Compare(r, reading)
			return err
		})
	} else {
		err = d.Write(ctx, func(tx *db.Tx) (err error) {
			done, err = directory.LoadTaxonomies(tx, directory.By{}, source, reading)
			return err
		})
	}
	for _, one := range done {
		fmt.Fprintf(out, "%s, edition %d: %d terms added, %d changed, %d unchanged, %d no longer in it\n", one.Taxonomy.Name, one.Taxonomy.Edition, one.Added, one.Changed, one.Unchanged, one.Gone)
	}
	return err
}

func importServices(ctx context.Context, d *db.DB, source string, file io.Reader, dry bool, out io.Writer) error {
	h, report, err := harvest.File(ctx, d, directory.By{}, directory.Source{ID: source}, file, openreferral.Read, dry)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s: %d records: %d added, %d changed, %d unchanged, %d left out; %d of before are not in the file, %d of them gone\n",
		report.Version, h.Read, h.Added, h.Changed, h.Unchanged, h.Rejected, h.Missed, h.Gone)
	if h.Message != "" {
		fmt.Fprintln(out, h.Message)
	}
	for _, problem := range report.Rejected {
		fmt.Fprintln(out, "  left out:", problem)
	}
	for _, problem := range report.Warnings {
		fmt.Fprintln(out, "  warning:", problem)
	}
	if dry {
		return printChanges(ctx, d, h.ID, out)
	}
	return nil
}

func printChanges(ctx context.Context, d *db.DB, id string, out io.Writer) error {
	return d.Read(ctx, func(r *db.Snapshot) error {
		lines, err := harvest.Lines(r, id)
		for _, line := range lines {
			if line.What == "warning" {
				continue
			}
			fmt.Fprintf(out, "  %s: %s (%s)\n", line.What, line.Name, line.SourceID)
			for _, detail := range line.Details {
				fmt.Fprintf(out, "    %s: %q becomes %q\n", detail.Field, detail.Before, detail.After)
			}
		}
		return err
	})
}
