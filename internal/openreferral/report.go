package openreferral

import (
	"fmt"

	"linkwork/internal/dates"
)

// Place is where something stands in a file: a line of a table or of a
// spreadsheet, or a record. Empty is the file itself.
type Place struct {
	File   string // of a package of tables
	Line   int    // from 1
	Record int    // from 1
}

func (p Place) String() string {
	switch {
	case p.File != "" && p.Line > 0:
		return fmt.Sprintf("%s, line %d", p.File, p.Line)
	case p.File != "":
		return p.File
	case p.Line > 0:
		return fmt.Sprintf("line %d", p.Line)
	case p.Record > 0:
		return fmt.Sprintf("record %d", p.Record)
	}
	return "file"
}

// Problem is something wrong with one record.
type Problem struct {
	Place
	ID     string // as published; empty when it has none
	Field  string // path in the record: service_at_locations[0].location.latitude
	Reason string // a sentence for the person who imports
}

// Where says in which record the problem is: "services.csv, line 4 (walk-1)".
func (p Problem) Where() string {
	if p.ID == "" {
		return p.Place.String()
	}
	return fmt.Sprintf("%v (%s)", p.Place, p.ID)
}

func (p Problem) String() string {
	where := p.Where()
	if p.Field != "" {
		where += ", " + p.Field
	}
	return where + ": " + p.Reason
}

// Report says what an import did.
type Report struct {
	Source    string
	Version   string // that its records look like: "Open Referral UK 1.0"
	Read      int    // records in the file
	Added     int
	Changed   int
	Unchanged int
	Rejected  []Problem // records that were not imported
	Warnings  []Problem // parts of imported records that were left out or doubtful
	More      int       // further warnings that are not listed
	Missing   []string  // ids of this source's services that the file no longer lists
}

func (r Report) String() string {
	return fmt.Sprintf("%s: %d added, %d changed, %d unchanged, %d rejected; %s; %s of this source not in the file",
		dates.Count(r.Read, "record", "records"), r.Added, r.Changed, r.Unchanged, len(r.Rejected), dates.Count(len(r.Warnings)+r.More, "warning", "warnings"),
		dates.Count(len(r.Missing), "service", "services"))
}

// maxWarnings keeps a report readable; every rejected record is listed.
const maxWarnings = 1000

// remarks collects the problems of one file.
type remarks struct {
	rejected []Problem
	warnings []Problem
	more     int
}

func (r *remarks) reject(p Problem) { r.rejected = append(r.rejected, p) }

func (r *remarks) warn(p Problem) {
	if len(r.warnings) == maxWarnings {
		r.more++
		return
	}
	r.warnings = append(r.warnings, p)
}
