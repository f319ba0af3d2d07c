package document

import (
	"bytes"
	"encoding/json"
	"slices"
)

// keys are where a page keeps its records. The first is the standard's, the
// second that of Open Referral UK 1.0.
var keys = []string{"contents", "content", "items", "services"}

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
