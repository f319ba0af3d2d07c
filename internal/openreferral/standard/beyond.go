package standard

import (
	"fmt"
	"strings"
)

// Empty is a text without words, which the documents ask to be left out and the
// schemas let pass.
const Empty Rule = "empty"

// Beyond finds what the documents ask for and the schemas let pass: dates and
// times of day that are not written as documented, and empty texts.
func (s Standard) Beyond(kind string, value any) []Fault {
	b := beyond{check{standard: s.telling(kind)}}
	b.record(kind, "", value, "")
	return b.faults
}

type beyond struct{ check }

func (b *beyond) record(kind, parent string, value any, path string) {
	fields, _ := value.(map[string]any)
	for _, f := range b.standard.entity(kind) {
		if value, there := fields[f.Name]; there && b.looksAt(f, kind, parent) {
			b.field(kind, f, value, join(path, f.Name))
		}
	}
}

func (b *beyond) field(kind string, f Field, value any, path string) {
	text, isText := value.(string)
	switch {
	case f.Kind == One:
		b.record(f.Of, kind, value, path)
	case f.Kind == Many:
		list, _ := value.([]any)
		for i, element := range list {
			b.record(f.Of, kind, element, fmt.Sprintf("%s[%d]", path, i))
		}
	case !isText:
	case f.Kind == Date && !IsDate(text), f.Kind == Time && !IsTime(text):
		b.fault(WrongForm, path, f, value)
	case f.Kind == Text && strings.TrimSpace(text) == "":
		b.fault(Empty, path, f, value)
	}
}
