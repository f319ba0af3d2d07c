package taxonomies

import (
	"bytes"
	"encoding/json"
	"linkwork/internal/openreferral/document"
	"slices"
)

// listKeys are where documents and pages of an API keep their records.
var listKeys = []string{"contents", "content", "items", "taxonomy_terms", "taxonomies", "terms", "data"}

// jsonFile is a file being read.
type jsonFile struct {
	*draft
	body    []byte
	decoder *json.Decoder
	counted int // up to where lines are counted
	lines   int // line ends before counted
}

// readJSON reads a list, a page, one record, or one document a line.
func (d *draft) readJSON(body []byte) error {
	if document.TooDeep(body, maxDepth) {
		return ErrTooDeep
	}
	f := &jsonFile{draft: d, body: body, decoder: json.NewDecoder(bytes.NewReader(body))}
	f.decoder.UseNumber()
	for f.next() != 0 {
		if err := f.value(); err == ErrTooLarge {
			return err
		} else if err != nil {
			d.noteBroken(f.line(), err)
			return nil
		}
	}
	return nil
}

// value reads a list or an object of the first level.
func (f *jsonFile) value() error {
	switch f.next() {
	case '[':
		return f.list()
	case '{':
		return f.document()
	}
	var other any
	if err := f.decoder.Decode(&other); err != nil {
		return err
	}
	f.note(f.line(), "", "", "is neither a list nor an object; left out")
	return nil
}

// rest is what follows, from the first sign of the next value.
func (f *jsonFile) rest() []byte {
	return bytes.TrimLeft(f.body[f.decoder.InputOffset():], ":, \t\r\n")
}

// next is the first sign of the next value; 0 at the end.
func (f *jsonFile) next() byte {
	if rest := f.rest(); len(rest) > 0 {
		return rest[0]
	}
	return 0
}

// line is the line of the file on which the next value begins.
func (f *jsonFile) line() int {
	if at := len(f.body) - len(f.rest()); at > f.counted {
		f.lines += bytes.Count(f.body[f.counted:at], []byte("\n"))
		f.counted = at
	}
	return f.lines + 1
}

func (f *jsonFile) list() error {
	if _, err := f.decoder.Token(); err != nil {
		return err
	}
	for f.decoder.More() {
		line := f.line()
		var element any
		if err := f.decoder.Decode(&element); err != nil {
			return err
		}
		fields, ok := element.(map[string]any)
		if !ok {
			f.note(line, "", "", "is not an object; left out")
			continue
		}
		if err := f.record(record{fields, line, f.draft}); err != nil {
			return err
		}
	}
	_, err := f.decoder.Token()
	return err
}

// document reads an object: a record, or what lists of records stand in.
func (f *jsonFile) document() error {
	r := record{make(map[string]any), f.line(), f.draft}
	if _, err := f.decoder.Token(); err != nil {
		return err
	}
	lists := false
	for f.decoder.More() {
		key, err := f.decoder.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		if slices.Contains(listKeys, name) && f.next() == '[' {
			lists = true
			if err := f.list(); err != nil {
				return err
			}
			continue
		}
		var value any
		if err := f.decoder.Decode(&value); err != nil {
			return err
		}
		r.fields[name] = value
	}
	if _, err := f.decoder.Token(); err != nil {
		return err
	}
	if lists && !r.has("name") {
		return nil // a page
	}
	return f.record(r)
}
