package openreferral

import (
	"bytes"
	"encoding/json"
	"fmt"
	"linkwork/internal/openreferral/document"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// object is a JSON object of a record, read tolerantly: what has the wrong type
// is left out and noted.
type object struct {
	fields map[string]any
	path   string // of the object in its record; empty at the top
	note   func(field, reason string)
}

// at returns the path of a field.
func (o object) at(name string) string {
	if o.path == "" {
		return name
	}
	return o.path + "." + name
}

func (o object) warn(name, reason string) { o.note(o.at(name), reason) }

func (o object) has(name string) bool { return o.fields[name] != nil }

// text returns a text of at most limit characters, trimmed and without control
// characters. Numbers are taken as they are written.
func (o object) text(name string, limit int) string {
	var text string
	switch v := o.fields[name].(type) {
	case nil:
		return ""
	case string:
		text = tidy(v)
	case json.Number:
		text = v.String()
	case bool:
		text = strconv.FormatBool(v)
	default:
		o.warn(name, "is not a text; left out")
		return ""
	}
	if utf8.RuneCountInString(text) > limit {
		o.warn(name, fmt.Sprintf("is longer than %d characters; cut", limit))
		text = string([]rune(text)[:limit])
	}
	return text
}

// number returns a finite number, also one written as a text.
func (o object) number(name string) (float64, bool) {
	var text string
	switch v := o.fields[name].(type) {
	case nil:
		return 0, false
	case json.Number:
		text = v.String()
	case string:
		text = strings.TrimSpace(v)
	}
	if text == "" && o.fields[name] == "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		o.warn(name, "is not a number; left out")
		return 0, false
	}
	return n, true
}

// object returns a nested object; ok is false when there is none.
func (o object) object(name string) (child object, ok bool) {
	switch v := o.fields[name].(type) {
	case nil:
	case map[string]any:
		return object{v, o.at(name), o.note}, true
	default:
		o.warn(name, "is not an object; left out")
	}
	return object{}, false
}

// list returns the objects of a list. A single object is taken as a list of it.
func (o object) list(name string) (children []object) {
	switch v := o.fields[name].(type) {
	case nil:
	case map[string]any:
		return []object{{v, o.at(name), o.note}}
	case []any:
		for i, element := range v {
			at := fmt.Sprintf("%s[%d]", o.at(name), i)
			if fields, ok := element.(map[string]any); ok {
				children = append(children, object{fields, at, o.note})
			} else if element != nil {
				o.note(at, "is not an object; left out")
			}
		}
	default:
		o.warn(name, "is not a list; left out")
	}
	return children
}

// canonical writes the object with its keys in order, so that a publisher who
// shuffles them has changed nothing. Numbers stay as written.
func (o object) canonical() (json.RawMessage, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(o.fields); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(out.Bytes()), nil
}

// decode reads one record.
func decode(record []byte) (object, error) {
	if len(record) > maxRecord {
		return object{}, fmt.Errorf("is larger than %d bytes", maxRecord)
	}
	fields, err := document.Fields(record)
	if err != nil {
		return object{}, err
	}
	return object{fields: fields, note: func(string, string) {}}, nil
}

// tidy trims a text and drops control characters, except line ends and tabs.
func tidy(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
	return strings.TrimSpace(text)
}
