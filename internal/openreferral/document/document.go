package document

import (
	"bytes"
	"encoding/json"
	"errors"
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

// Read reads a body. With a *Broken error the document has what came before
// the break.
func Read(body []byte) (Document, error) {
	var d Document
	body, d.Remarks = Text(body)
	body = bytes.TrimSpace(body)
	if err := lookAt(body); err != nil {
		return d, err
	}
	if TooDeep(body, maxDepth) {
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
