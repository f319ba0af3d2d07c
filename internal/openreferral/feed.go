package openreferral

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"linkwork/internal/directory"
	"linkwork/internal/openreferral/document"
	"linkwork/internal/openreferral/standard"
	"linkwork/internal/vocabulary"
)

// Item is a service that can be imported and where it stood in the file.
type Item struct {
	Place
	Service directory.Service
}

// feed reads one file.
type feed struct {
	source        string
	version       version
	notes         remarks
	items         []Item
	seen          map[string]int // ids of services, to their items
	organisations map[string]directory.Organisation
	locations     map[string]directory.Location
}

func newFeed(source string) *feed {
	return &feed{
		source: source, seen: make(map[string]int),
		organisations: make(map[string]directory.Organisation), locations: make(map[string]directory.Location),
	}
}

// Read reads a file without importing it: JSON of any version, one document a
// line, or a zip of CSV tables. The report counts nothing as added or changed,
// but lists what would be rejected and what is doubtful. The error says that
// the file as a whole cannot be read.
func Read(file io.Reader, source string) ([]Item, Report, error) {
	f := newFeed(source)
	body, err := whole(file)
	if err != nil {
		return nil, Report{Source: source}, err
	}
	read, err := f.readAny(body)
	if err != nil {
		return nil, Report{Source: source}, err
	}
	return f.items, f.report(read), nil
}

// ReadRecords reads records of a page, the first of which has this number in
// its source.
func ReadRecords(source string, records []json.RawMessage, first int) ([]Item, Report) {
	f := newFeed(source)
	for i, record := range records {
		f.record(first+i, record)
	}
	return f.items, f.report(len(records))
}

func (f *feed) report(read int) Report {
	return Report{Source: f.source, Version: f.version.words(), Read: read, Rejected: f.notes.rejected, Warnings: f.notes.warnings, More: f.notes.more}
}

// readAny reads a file of any form and returns how many records it has.
func (f *feed) readAny(body []byte) (records int, err error) {
	if document.IsZip(body) {
		return f.readPackage(body)
	}
	text, said := document.Text(body)
	for _, remark := range said {
		f.notes.warn(Problem{Reason: remark})
	}
	raw, err := documents(text, &f.notes)
	for i, record := range raw {
		f.record(i+1, record)
	}
	return len(raw), err
}

// readPackage reads a zip of CSV tables. A line that cannot be read is rejected.
func (f *feed) readPackage(body []byte) (records int, err error) {
	p, err := document.ReadPackage(body, maxFile, maxRecords)
	if errors.Is(err, document.ErrBig) {
		return 0, ErrTooLarge
	}
	if err != nil {
		return 0, fmt.Errorf("openreferral: the file %w", err)
	}
	for _, fault := range p.Faults {
		f.notes.reject(Problem{Place: Place{File: fault.File, Line: fault.Line}, Reason: fault.Reason})
	}
	for _, file := range p.Unknown {
		f.notes.warn(Problem{Place: Place{File: file}, Reason: "is no table of the standard; it is not read"})
	}
	f.version.tables = standard.SeenInTables(p.Headings()).Settled(standard.DeclaredByPackage(p.Version))
	services := Assemble(p, f.notes.warn)
	if len(services) == 0 {
		return 0, errors.New("openreferral: the package has no services.csv, or nothing in it that can be read")
	}
	for _, s := range services {
		f.object(s.Place, object{fields: s.Fields})
	}
	return len(services), nil
}

// record reads one record, which may hold several services.
func (f *feed) record(number int, raw json.RawMessage) {
	at := Place{Record: number}
	record, err := decode(raw)
	if err != nil {
		f.notes.reject(Problem{Place: at, Reason: err.Error()})
		return
	}
	f.object(at, record)
}

func (f *feed) object(place Place, record object) {
	at := Problem{Place: place, ID: idOf(record)}
	record.note = func(field, reason string) {
		f.notes.warn(Problem{Place: place, ID: at.ID, Field: field, Reason: reason})
	}
	f.version.look(record, Upgrade(record.fields))
	inside, err := services(record)
	if err == nil && len(inside) == 0 {
		err = errors.New("holds no service")
	}
	if err != nil {
		at.Reason = err.Error()
		f.notes.reject(at)
		return
	}
	for _, one := range inside {
		at.ID = idOf(one.service)
		f.add(at, one)
	}
}

// add maps one service and keeps it unless its id was there before. Remarks
// on a rejected service are dropped: its rejection is the news.
func (f *feed) add(at Problem, p part) {
	before := f.notes
	service, field, err := f.service(p.service)
	if err != nil {
		f.notes = before
		at.Field, at.Reason = p.service.at(field), err.Error()
		f.notes.reject(at)
		return
	}
	first, again := f.seen[service.ID]
	switch {
	case !again:
		f.seen[service.ID] = len(f.items)
		f.items = append(f.items, Item{Place: at.Place, Service: service})
	case p.atLocation:
		addPlaces(&f.items[first].Service, service)
	default:
		f.notes = before
		at.Field, at.Reason = "id", fmt.Sprintf("is the same as in %v", f.items[first].Place)
		f.notes.reject(at)
	}
}

// addPlaces adds where and when another record of the same service says.
func addPlaces(to *directory.Service, from directory.Service) {
	for _, location := range from.Locations {
		if !slices.ContainsFunc(to.Locations, func(l directory.Location) bool { return l.ID == location.ID }) {
			to.Locations = append(to.Locations, location)
		}
	}
	for _, when := range from.Schedules {
		if !slices.Contains(to.Schedules, when) {
			to.Schedules = append(to.Schedules, when)
		}
	}
}

// firstOrganisation returns the version of an organisation that came first.
func (f *feed) firstOrganisation(o object, org directory.Organisation) directory.Organisation {
	first, known := f.organisations[org.ID]
	if !known {
		f.organisations[org.ID] = org
		return org
	}
	if string(first.Record) != string(org.Record) {
		o.warn("id", "is the same as that of an organisation before, which differs; the first is used")
	}
	return first
}

// firstLocation returns the version of a place that came first.
func (f *feed) firstLocation(o object, l directory.Location) directory.Location {
	first, known := f.locations[l.ID]
	if !known {
		f.locations[l.ID] = l
		return l
	}
	if string(first.Record) != string(l.Record) {
		o.warn("id", "is the same as that of a place before, which differs; the first is used")
	}
	return first
}

// origin keeps the whole record. One that cannot be written as JSON again is
// left empty and found out by service.
func (f *feed) origin(o object, published string) directory.Origin {
	record, err := o.canonical()
	if err != nil {
		record = nil
	}
	return directory.Origin{Source: f.source, SourceID: published, Record: record}
}

// idOf returns the published id for a report, without remarks on it.
func idOf(o object) string {
	o.note = func(string, string) {}
	return o.text("id", shortText)
}

// languageName turns a code into a name where Linkwork knows it.
func languageName(code string) string { return vocabulary.Languages.Label(code) }
