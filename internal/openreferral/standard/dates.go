package standard

import "fmt"

// Dates finds dates and times of day that are not written as documented, which
// the schemas let pass. Empty texts are included.
func (s Standard) Dates(kind string, value any) []Fault {
	d := dates{check{standard: s}}
	d.record(kind, "", value, "")
	return d.faults
}

type dates struct{ check }

func (d *dates) record(kind, parent string, value any, path string) {
	fields, _ := value.(map[string]any)
	for _, f := range entities[kind] {
		if value, there := fields[f.Name]; there && d.looksAt(f, kind, parent) {
			d.field(kind, f, value, join(path, f.Name))
		}
	}
}

func (d *dates) field(kind string, f Field, value any, path string) {
	switch f.Kind {
	case One:
		d.record(f.Of, kind, value, path)
	case Many:
		list, _ := value.([]any)
		for i, element := range list {
			d.record(f.Of, kind, element, fmt.Sprintf("%s[%d]", path, i))
		}
	case Date, Time:
		text, ok := value.(string)
		if ok && (f.Kind == Date && !IsDate(text) || f.Kind == Time && !IsTime(text)) {
			d.fault(WrongForm, path, f, value)
		}
	}
}
