package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral"
	"linkwork/internal/openreferral/harvest"
	"linkwork/internal/places"
	"linkwork/internal/taxonomies"
)

var importHelp = `use: linkwork import WHAT FILE [--data DIR | --database URL]
  services FILE   Open Referral UK 1.0 or 3.0, HSDS 1 to 3.1: JSON, ndjson, or a zip of CSV tables
  changes FILE    only says what importing these services would change
  outcodes FILE   CSV of outcodes with latitude and longitude
  postcodes FILE  ONS Postcode Directory or Code-Point Open: CSV, or the zip they come in
  taxonomy FILE   a list of terms: CSV, HSDS JSON, SKOS in RDF/XML, Open Eligibility XML
    --name NAME   what it is to be called
    --dry         only says what loading it would change
  The first line of a CSV of terms has headings. These are read, in any order; only
  name is needed, other columns are left alone. The page for loading a list
  (/admin/taxonomies/load) has all names that a heading may have:
` + headingsHelp() + `  The status is 0 when every record in the file was taken in, 1 when the file cannot
  be read, 3 when a service, a postcode or an outcode was left out. The report says
  what was left out and why, and warns of what was doubtful in what was taken`

// headingsHelp lists the headings of a file of terms, with a few of the names that
// each may have.
func headingsHelp() string {
	const few = 3
	var help strings.Builder
	for _, h := range taxonomies.Headings {
		fmt.Fprintf(&help, "    %-44s %s\n", strings.Join(h.Names[:min(len(h.Names), few)], ", "), h.Holds)
	}
	return help.String()
}

// errLeftOut is returned after the report of an import that had to leave records
// out. It ends the program with status 3.
var errLeftOut = errors.New("not every record in the file could be taken in")

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
		fmt.Fprintf(out, "%s written, %d already there, %d left out\n", dates.Count(imported.Written, "outcode", "outcodes"), imported.Unchanged, len(imported.Rejected))
		for _, row := range imported.Rejected {
			fmt.Fprintf(out, "  left out: %v\n", row)
		}
		return cmp.Or(err, whole(len(imported.Rejected)))
	}
	return errors.New(importHelp)
}

// whole is the outcome of an import that left out so much.
func whole(leftOut int) error {
	if leftOut > 0 {
		return errLeftOut
	}
	return nil
}

// importPostcodes reads where postcodes are from a national file.
func importPostcodes(ctx context.Context, d *db.DB, source string, file io.Reader, out io.Writer) error {
	done, err := places.ImportPostcodes(ctx, d, file, source)
	if err != nil {
		return err
	}
	leftOut := len(done.Rejected) + done.More
	fmt.Fprintf(out, "%s in use, %d no longer in use, %d without a position; %s written, %d already there; %s left out\n",
		dates.Count(done.Live, "postcode", "postcodes"), done.Terminated, done.Unplaced, dates.Count(done.Written, "outcode", "outcodes"), done.Unchanged, dates.Count(leftOut, "line", "lines"))
	for _, row := range done.Rejected {
		fmt.Fprintf(out, "  left out: line %d: %s\n", row.Line, row.Reason)
	}
	return whole(leftOut)
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

// importServices reads services into the directory, or only says what that would
// change.
func importServices(ctx context.Context, d *db.DB, source string, file io.Reader, dry bool, out io.Writer) error {
	h, report, err := harvest.File(ctx, d, directory.By{}, directory.Source{ID: source}, file, openreferral.Read, dry)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s: %s, read as %s\n", source, dates.Count(h.Read, "record", "records"), cmp.Or(report.Version, "nothing known"))
	fmt.Fprintln(out, outcome(h))
	if h.Message != "" {
		fmt.Fprintln(out, h.Message)
	}
	for _, problem := range report.Rejected {
		fmt.Fprintln(out, "  left out:", problem)
	}
	for _, problem := range report.Warnings {
		fmt.Fprintln(out, "  warning:", problem)
	}
	if report.More > 0 {
		fmt.Fprintf(out, "  and %s more\n", dates.Count(report.More, "warning", "warnings"))
	}
	if dry {
		err = printChanges(ctx, d, h.ID, out)
	}
	return cmp.Or(err, whole(h.Rejected))
}

// outcome says what was done, or would be, to how many services.
func outcome(h harvest.Harvest) string {
	format := "%d added, %d changed, %d as before, %d left out; %d no longer in the file, of which %d are withdrawn"
	if h.Dry {
		format = "If it were imported: %d added, %d changed, %d as before, %d left out; %d no longer in the file"
		return fmt.Sprintf(format, h.Added, h.Changed, h.Unchanged, h.Rejected, h.Missed)
	}
	return fmt.Sprintf(format, h.Added, h.Changed, h.Unchanged, h.Rejected, h.Missed, h.Gone)
}

// linesOfChange are the kinds of line that say what an import would change; what
// would be left out was said already.
var linesOfChange = map[string]string{"added": "would be added", "changed": "would change", "missing": "is no longer in the file"}

// printChanges says service by service, and field by field, what would change.
func printChanges(ctx context.Context, d *db.DB, id string, out io.Writer) error {
	return d.Read(ctx, func(r *db.Snapshot) error {
		lines, err := harvest.Lines(r, id)
		for _, line := range lines {
			words, ok := linesOfChange[line.What]
			if !ok {
				continue
			}
			fmt.Fprintf(out, "  %s (%s) %s\n", line.Name, line.SourceID, words)
			for _, detail := range line.Details {
				fmt.Fprintf(out, "    %s\n", changeWords(detail))
			}
		}
		return err
	})
}

// changeWords say how a field would change.
func changeWords(d harvest.Detail) string {
	switch {
	case d.Before == "" && d.After == "":
		return d.Field
	case d.Before == "":
		return fmt.Sprintf("%s: now empty, would be “%s”", d.Field, d.After)
	case d.After == "":
		return fmt.Sprintf("%s: now “%s”, would be empty", d.Field, d.Before)
	}
	return fmt.Sprintf("%s: now “%s”, would be “%s”", d.Field, d.Before, d.After)
}
