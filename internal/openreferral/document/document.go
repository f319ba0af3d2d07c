package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
)

// Limits of what is read.
const (
	maxDepth   = 40 // objects and lists in one another
	MaxRecords = 300_000
	MaxRecord  = 2 << 20 // bytes of a line of ndjson
)

// Kind is how the records of a document are put together.
type Kind string

// The kinds of document.
const (
	Record Kind = "one record"
	List   Kind = "a list"
	Page   Kind = "a page"
	Lines  Kind = "one record a line"
)

// Document is what a body holds.
type Document struct {
	Kind     Kind
	Key      string   // where a page keeps its records: contents, content, items or services
	Envelope Envelope // the other fields of a page
	Records  []json.RawMessage
	Remarks  []string // what was put right before reading, as sentences
}

// keys are where a page keeps its records. The first is the standard's, the
// second that of Open Referral UK 1.0.
var keys = []string{"contents", "content", "items", "services"}

// Read reads a body. With a *Broken error the document has what came before
// the break.
func Read(body []byte) (Document, error) {
	var d Document
	body, d.Remarks = Text(body)
	body = bytes.TrimSpace(body)
	if err := lookAt(body); err != nil {
		return d, err
	}
	if tooDeep(body) {
		return d, ErrTooDeep
	}
	var err error
	switch {
	case isLines(body):
		d.Kind, err = Lines, d.lines(body)
	case body[0] == '[':
		d.Kind, err = List, d.list(json.NewDecoder(bytes.NewReader(body)))
	default:
		err = d.object(body)
	}
	if err == nil || errors.Is(err, ErrTooMany) {
		return d, err
	}
	return d, &Broken{After: len(d.Records), Why: err}
}

// lookAt says what a body is if it is certainly no JSON that we read.
func lookAt(body []byte) error {
	start := bytes.ToLower(body[:min(len(body), 512)])
	switch {
	case len(body) == 0:
		return ErrEmpty
	case body[0] == '{' || body[0] == '[':
		return nil
	case bytes.HasPrefix(start, []byte("<?xml")) && !bytes.Contains(start, []byte("<html")):
		return ErrXML
	case body[0] == '<':
		return ErrWebPage
	}
	return ErrNotJSON
}

// isLines says whether a body has one JSON document a line: the first line is
// one, and more follow.
func isLines(body []byte) bool {
	first, rest, more := bytes.Cut(body, []byte("\n"))
	return more && len(bytes.TrimSpace(rest)) > 0 && first[0] == '{' && json.Valid(first)
}

func (d *Document) lines(body []byte) error {
	for line := range bytes.Lines(body) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		if err := json.Unmarshal(line, new(json.RawMessage)); err != nil {
			return err
		}
		if err := d.add(line); err != nil {
			return err
		}
	}
	return nil
}

func (d *Document) add(record json.RawMessage) error {
	if len(d.Records) == MaxRecords {
		return ErrTooMany
	}
	d.Records = append(d.Records, record)
	return nil
}

// list reads a list that begins at the decoder.
func (d *Document) list(decoder *json.Decoder) error {
	if _, err := decoder.Token(); err != nil {
		return err
	}
	for decoder.More() {
		var record json.RawMessage
		if err := decoder.Decode(&record); err != nil {
			return err
		}
		if err := d.add(record); err != nil {
			return err
		}
	}
	_, err := decoder.Token()
	return err
}

// object reads a page, or a single record where no list is found.
func (d *Document) object(body []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(body))
	if _, err := decoder.Token(); err != nil {
		return err
	}
	fields := Envelope{}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return err
		}
		key := name.(string) // a decoder gives no other as the name of a field
		if d.Kind == "" && slices.Contains(keys, key) && opensList(body[decoder.InputOffset():]) {
			d.Kind, d.Key = Page, key
			if err := d.list(decoder); err != nil {
				return err
			}
			continue
		}
		if err := fields.read(key, decoder); err != nil {
			return err
		}
	}
	if _, err := decoder.Token(); err != nil {
		return err
	}
	return d.close(body[:decoder.InputOffset()], fields)
}

// close decides between a page and a record. An organisation with its services
// is a record, not a page.
func (d *Document) close(body []byte, fields Envelope) error {
	if d.Kind == Page && !(d.Key == "services" && fields.isRecord()) {
		d.Envelope = fields
		return nil
	}
	d.Kind, d.Key, d.Records = Record, "", []json.RawMessage{body}
	return nil
}

// opensList says whether the value after a key is a list.
func opensList(rest []byte) bool {
	rest = bytes.TrimLeft(rest, ": \t\r\n")
	return len(rest) > 0 && rest[0] == '['
}

// tooDeep says whether objects and lists lie in one another deeper than
// maxDepth. It is asked before decoding.
func tooDeep(body []byte) bool {
	depth, inText, escaped := 0, false, false
	for _, b := range body {
		switch {
		case escaped:
			escaped = false
		case inText:
			escaped, inText = b == '\\', b != '"'
		case b == '"':
			inText = true
		case b == '{' || b == '[':
			if depth++; depth > maxDepth {
				return true
			}
		case b == '}' || b == ']':
			depth--
		}
	}
	return false
}
