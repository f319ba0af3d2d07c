package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/openreferral/check"
	"linkwork/internal/openreferral/client"
)

const validateHelp = `use: linkwork validate services FILE|URL [--json] [--own] [--sample N] [--pause 1s] [--allow HOST] [--quiet]
  Says whether a feed of services is any good: by the standard (Open Referral UK
  1.0 and 3.0, HSDS 1 to 3.1), in itself, and to people who look for help.
  A FILE is JSON, one record a line (ndjson), or a zip of CSV tables (HSDS, or Open
  Referral UK 1.0). The version is told by what is in it; where nothing tells it,
  only what is a fault in every version is an error.
  The status is 0 without errors, 1 with errors, 2 when it cannot be read`

// errUnsound is returned after a report with errors.
var errUnsound = errors.New("it has errors")

// unreadable is a feed about which nothing can be said. It ends the program
// with status 2.
type unreadable struct{ error }

func (u unreadable) Unwrap() error { return u.error }

// exitStatus is the status with which the program ends for an error.
func exitStatus(err error) int {
	if errors.Is(err, errLeftOut) {
		return 3
	}
	if _, ok := errors.AsType[unreadable](err); ok {
		return 2
	}
	return 1
}

// validation is how a feed is to be checked.
type validation struct {
	check       check.Options
	client      client.Options
	json, quiet bool
}

// validateCommand checks a file or a feed and prints the report. It needs no
// database.
func validateCommand(ctx context.Context, args []string, out io.Writer) error {
	words, flags := splitFlags(args)
	if len(words) != 2 || words[0] != "services" {
		return unreadable{errors.New(validateHelp)}
	}
	v, err := readValidation(flags)
	if err != nil {
		return err
	}
	report, err := v.run(ctx, words[1])
	if err != nil {
		return unreadable{err}
	}
	if v.json {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(report)
	} else {
		report.Write(out)
	}
	if err == nil && report.Errors() {
		return errUnsound
	}
	return err
}

func readValidation(args []string) (v validation, err error) {
	var allow string
	flags := flag.NewFlagSet("linkwork validate", flag.ContinueOnError)
	flags.BoolVar(&v.json, "json", false, "print the report as JSON")
	flags.BoolVar(&v.quiet, "quiet", false, "do not say what is being read")
	flags.BoolVar(&v.check.Own, "own", false, "it is our own feed: what is inconsistent is an error")
	flags.IntVar(&v.check.Sample, "sample", 20, "services to ask for one by one")
	flags.DurationVar(&v.client.Pause, "pause", time.Second, "between two requests")
	flags.StringVar(&allow, "allow", "", "hosts that may lie in a private network, with commas between them, like directory.local or 127.0.0.1:8081")
	if err := flags.Parse(args); err != nil {
		return v, unreadable{err}
	}
	if flags.NArg() > 0 || v.check.Sample < 1 || v.client.Pause < 0 {
		return v, unreadable{errors.New(validateHelp)}
	}
	if v.client.Pause == 0 {
		v.client.Pause = -1 // nothing at all, where nothing said is a second
	}
	if allow != "" {
		v.client.Allow = strings.Split(allow, ",")
	}
	v.check.Today = dates.Of(time.Now())
	return v, nil
}

func (v validation) run(ctx context.Context, subject string) (check.Report, error) {
	if !strings.Contains(subject, "://") {
		file, err := os.Open(subject)
		if err != nil {
			return check.Report{}, err
		}
		defer file.Close()
		return check.File(file, filepath.Base(subject), v.check)
	}
	c, err := client.New(subject, v.client)
	if err != nil {
		return check.Report{}, err
	}
	if !v.quiet && !v.json {
		v.check.Progress = func(what string) { fmt.Fprintln(os.Stderr, "reading", what) }
	}
	return check.Feed(ctx, c, v.check)
}
