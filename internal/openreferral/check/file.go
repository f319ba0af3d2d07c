package check

import (
	"errors"
	"fmt"
	"io"

	"linkwork/internal/openreferral/client"
	"linkwork/internal/openreferral/document"
	"linkwork/internal/openreferral/standard"
)

// maxFile is the size in bytes of the largest file that is read.
const maxFile = 256 << 20

// ErrTooLarge is returned for a file over the limit.
var ErrTooLarge = fmt.Errorf("has more than %d MB", maxFile>>20)

// File checks a file: a record, a list, a page, a record a line, or a zip of
// tables. A file of JSON has no version of its own; one without fields that only
// Open Referral UK 1.0 or HSDS has is checked as Open Referral UK 3.0. The error
// says that it cannot be read at all.
func File(file io.Reader, name string, o Options) (Report, error) {
	x := newInspection(name, o)
	body, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err == nil && len(body) > maxFile {
		err = ErrTooLarge
	}
	if err != nil {
		return x.finish(), fmt.Errorf("%s %w", name, err)
	}
	if document.IsZip(body) {
		if err := x.tables(body); err != nil {
			return x.finish(), unread{name, err}
		}
		return x.finish(), nil
	}
	d, err := document.Read(body)
	if err != nil && !(errors.Is(err, document.ErrBroken) && len(d.Records) > 0) {
		return x.finish(), unread{name, err}
	}
	x.document(d, err)
	return x.finish(), nil
}

// unread is a file that cannot be read.
type unread struct {
	name string
	error
}

func (u unread) Unwrap() error { return u.error }

func (u unread) Error() string {
	for is, words := range map[error]string{document.ErrEmpty: "is empty", document.ErrWebPage: "is a web page, not data", document.ErrXML: "is XML, not JSON", document.ErrNotJSON: "is not JSON"} {
		if errors.Is(u.error, is) {
			return u.name + " " + words
		}
	}
	return u.name + " " + u.error.Error()
}

// document checks the records of a file.
func (x *inspection) document(d document.Document, broken error) {
	x.standard = standardOf(d)
	x.remarks("file", d.Remarks)
	if broken != nil {
		x.notes.add(Finding{Level: Schema, Severity: Error, Where: "file", Message: fmt.Sprintf("The file %v.", broken)}, Example{})
	}
	if d.Kind == document.Page {
		x.envelope(place{where: "file"}, d, Error)
	}
	for i, raw := range d.Records {
		if f, ok := x.record(place{where: "record", number: i + 1}, "", standard.Full, Error, raw); ok {
			x.services(f)
		}
	}
	for kind := range x.links.known {
		x.links.complete[kind] = d.Kind != document.Record && broken == nil
	}
}

// services counts the services in a record for the level of usefulness.
func (x *inspection) services(f fields) {
	switch x.kindOf(f) {
	case "service":
		x.useful.add(f)
	case "organization":
		for _, service := range f.list("services") {
			x.useful.add(service)
		}
	case "service_at_location":
		if service := f.object("service"); service != nil {
			service = fields(copyOf(service))
			service["service_at_locations"] = []any{map[string]any(f)}
			x.useful.add(service)
		}
	}
}

func copyOf(f fields) map[string]any {
	c := make(map[string]any, len(f)+1)
	for name, value := range f {
		c[name] = value
	}
	return c
}

// remarks are about what was put right before reading.
func (x *inspection) remarks(where string, all []string) {
	for _, remark := range all {
		x.notes.add(Finding{Level: Consistency, Severity: x.loose(), Where: where, Message: remark}, Example{})
	}
}

// onlyHSDS are fields that Open Referral UK 3.0 does not have, and its feeds
// hardly add.
var onlyHSDS = []string{"program", "program_id", "required_documents", "metadata", "tax_status", "interpretation_services", "licenses"}

// only1 are fields that version 3 no longer has, as the schema of 1.0 and its
// feeds write them.
var only1 = []string{"service_taxonomys", "service_taxonomies", "eligibilitys", "eligibilities", "regular_schedules", "holiday_schedules", "deliverable_type", "attending_access",
	"physical_addresses", "accessibility_for_disabilities", "vocabulary", "link_taxonomies"}

// standardOf tells which standard a file follows: by what its page says about
// itself, or else by its first records.
func standardOf(d document.Document) standard.Standard {
	if client.Look(d).Standard == standard.ORUK1 {
		return standard.ORUK1
	}
	found := standard.ORUK3
	for _, raw := range d.Records[:min(len(d.Records), 20)] {
		f, err := decoded(raw)
		switch {
		case err != nil:
		case f.has(only1...):
			return standard.ORUK1
		case f.has("capacities", "additional_urls"):
			return standard.HSDS31
		case f.has(onlyHSDS...):
			found = standard.HSDS30
		}
	}
	return found
}
