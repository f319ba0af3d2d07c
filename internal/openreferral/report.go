package openreferral

import "fmt"

// Problem is something wrong with one record.
type Problem struct {
	Record int    // place in the file, from 1; 0 for the file itself
	ID     string // as published; empty when it has none
	Field  string // path in the record: service_at_locations[0].location.latitude
	Reason string // a sentence for the person who imports
}

func (p Problem) String() string {
	where := fmt.Sprintf("record %d", p.Record)
	if p.Record == 0 {
		where = "file"
	}
	if p.ID != "" {
		where += " (" + p.ID + ")"
	}
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
	return fmt.Sprintf("%d records: %d added, %d changed, %d unchanged, %d rejected; %d warnings; %d services of this source are not in the file",
		r.Read, r.Added, r.Changed, r.Unchanged, len(r.Rejected), len(r.Warnings)+r.More, len(r.Missing))
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
