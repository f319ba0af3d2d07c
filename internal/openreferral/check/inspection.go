package check

import (
	"encoding/json"
	"fmt"

	"linkwork/internal/dates"
	"linkwork/internal/openreferral/standard"
)

// Options say how strictly to check, and how much.
type Options struct {
	Today    dates.Date   // from which assurance is reckoned
	Own      bool         // the feed is our own: what is inconsistent is an error
	Sample   int          // services of a feed to ask for one by one; 20 when 0
	Progress func(string) // hears what is being read; may be nil
}

// inspection is one check.
type inspection struct {
	options  Options
	standard standard.Standard
	report   Report
	notes    notes
	looked   map[Level]bool
	counts   map[string]int // records read, by kind
	links    links
	useful   usefulness
	overHTTP bool // a feed is asked; otherwise a file is read
}

func newInspection(subject string, o Options) *inspection {
	if o.Sample == 0 {
		o.Sample = 20
	}
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	return &inspection{options: o, report: Report{Subject: subject}, notes: newNotes(), looked: map[Level]bool{},
		counts: map[string]int{}, links: newLinks(), useful: usefulness{today: o.Today}}
}

// place is a record that is being looked at.
type place struct {
	where  string // endpoint, or kind of record in a file
	number int    // in the file or collection, from 1
	table  bool   // number is a line of a table
	id     string
}

// loose is how bad something is that no schema forbids.
func (x *inspection) loose() Severity {
	if x.options.Own {
		return Error
	}
	return Warning
}

// word is what a record is called where it stands.
func (p place) word() string {
	if p.table {
		return "line"
	}
	return "record"
}

// whole is what the record is a part of.
func (p place) whole() string {
	if p.table {
		return "package"
	}
	return "feed"
}

// words say where a record is, seen from another place.
func (p place) words(from string) string {
	if p.table && p.where != from {
		return fmt.Sprintf("%s, line %d", p.where, p.number)
	}
	return fmt.Sprintf("%s %d", p.word(), p.number)
}

func (x *inspection) note(level Level, severity Severity, at place, path, message string, got any) {
	e := Example{Record: at.number, ID: shown(at.id), Path: path}
	if at.table {
		e.Record, e.Line = 0, at.number
	}
	if got != nil {
		e.Got = shown(got)
	}
	x.notes.add(Finding{Level: level, Severity: severity, Where: at.where, Message: message}, e)
}

// record looks at one record on the levels of schema and consistency. It
// returns the record, or false where there is none.
func (x *inspection) record(at place, kind string, shape standard.Shape, severity Severity, raw json.RawMessage) (fields, bool) {
	f, err := decoded(raw)
	if err != nil {
		x.note(Schema, severity, at, "", fmt.Sprintf("The record %v.", err), nil)
		return nil, false
	}
	if kind == "" {
		kind = x.kindOf(f)
		at.where = kind
	}
	at.id = f.text("id")
	x.counts[kind]++
	x.schema(at, kind, shape, severity, f)
	x.looked[Consistency] = true
	x.values(at, "", f)
	if kind == "service" {
		x.provider(at, f)
	}
	x.links.learn(x, at, kind, f)
	return f, true
}

// provider wants every service to name its organisation by id, or by that of its
// place as some tables of version 1 do. The publisher's guidance requires it and
// the schema does not.
func (x *inspection) provider(at place, f fields) {
	severity := Advice
	if x.options.Own {
		severity = Error
	}
	if !f.any("organization_id") && !f.object("organization").any("id") && !(at.table && f.any("location_id")) {
		x.note(Consistency, severity, at, "organization_id", "“organization_id” is missing. Say who provides the service.", nil)
	}
}

// finish makes the report of what was found.
func (x *inspection) finish() Report {
	x.links.resolve(x)
	x.report.Useful = x.useful.judge(x)
	r := x.report
	r.Standard = string(x.standard)
	r.Read = x.read()
	r.Levels = x.notes.results(x.looked)
	r.Findings = x.notes.sorted()
	if r.More = max(0, len(r.Findings)-maxFindings); r.More > 0 {
		r.Findings = r.Findings[:maxFindings]
	}
	return r
}

// kindsRead are the kinds of record in the order of a report.
var kindsRead = []struct{ kind, one, many string }{
	{"service", "service", "services"}, {"service_at_location", "service at a location", "services at locations"},
	{"organization", "organisation", "organisations"}, {"location", "location", "locations"},
	{"taxonomy", "taxonomy", "taxonomies"}, {"taxonomy_term", "taxonomy term", "taxonomy terms"}, {"review", "review", "reviews"}, {"contact", "contact", "contacts"}, {"phone", "phone number", "phone numbers"},
	{"schedule", "schedule", "schedules"}, {"regular_schedule", "regular schedule", "regular schedules"}, {"full service", "service in full", "services in full"},
}

func (x *inspection) read() (counts []Count) {
	counts = []Count{}
	for _, k := range kindsRead {
		if n := x.counts[k.kind]; n > 0 {
			counts = append(counts, Count{k.many, n})
		}
	}
	return counts
}
