package check

import (
	"encoding/json"
	"slices"
	"strings"

	"linkwork/internal/openreferral/document"
)

// fields is a JSON object whose odd parts are simply not there: the schema
// level has said what is wrong with them.
type fields map[string]any

// decoded reads a record.
func decoded(raw json.RawMessage) (fields, error) {
	f, err := document.Fields(raw)
	return fields(f), err
}

func (f fields) text(name string) string {
	text, _ := f[name].(string)
	return strings.TrimSpace(text)
}

func (f fields) number(name string) (float64, bool) {
	number, ok := f[name].(json.Number)
	if !ok {
		return 0, false
	}
	n, err := number.Float64()
	return n, err == nil
}

func (f fields) object(name string) fields {
	object, _ := f[name].(map[string]any)
	return object
}

// list is the objects of a list under one of the names.
func (f fields) list(names ...string) (objects []fields) {
	for _, name := range names {
		elements, _ := f[name].([]any)
		for _, element := range elements {
			if object, ok := element.(map[string]any); ok {
				objects = append(objects, object)
			}
		}
	}
	return objects
}

func (f fields) has(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return f[name] != nil })
}

// any says whether one of the texts is not empty.
func (f fields) any(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return f.text(name) != "" })
}
