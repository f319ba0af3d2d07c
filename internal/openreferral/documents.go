package openreferral

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Limits of what is read.
const (
	maxFile    = 256 << 20 // bytes
	maxRecord  = 2 << 20   // bytes
	maxRecords = 300_000
)

// ErrTooLarge is returned for a file over the limits.
var ErrTooLarge = errors.New("openreferral: the file is too large")

// ErrSheet is returned for a file that is neither JSON nor a package of tables.
// It may be a spreadsheet, whose columns ReadSheet reads as they were matched.
var ErrSheet = errors.New("this is neither JSON nor a zip of tables. A spreadsheet is brought in by an administrator under “Where services come from”, where its columns are matched")

// pageKeys are where a page of an API keeps its records.
var pageKeys = []string{"contents", "content", "items"}

// whole reads a file to its end, within the limits.
func whole(file io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("openreferral: %w", err)
	}
	if len(body) > maxFile {
		return nil, ErrTooLarge
	}
	return body, nil
}

// documents returns the records of a JSON file as they stand there. Where the
// file breaks off, the records before are returned and the break is noted.
func documents(body []byte, notes *remarks) ([]json.RawMessage, error) {
	body = bytes.TrimSpace(body)
	switch {
	case len(body) == 0:
		return nil, errors.New("openreferral: the file is empty")
	case body[0] == '<':
		return nil, errors.New("openreferral: this is not JSON; perhaps a web page was saved instead of the feed")
	case body[0] != '{' && body[0] != '[':
		return nil, ErrSheet
	}
	if isLines(body) {
		return lines(body), nil
	}
	return values(body, notes)
}

// isLines says whether a file holds one JSON document a line: the first line
// is one, and more follow.
func isLines(body []byte) bool {
	first, rest, more := bytes.Cut(body, []byte("\n"))
	return more && len(bytes.TrimSpace(rest)) > 0 && first[0] == '{' && json.Valid(first)
}

func lines(body []byte) (records []json.RawMessage) {
	for line := range bytes.Lines(body) {
		if line = bytes.TrimSpace(line); len(line) > 0 {
			records = append(records, line)
		}
	}
	return records
}

// values reads a list, a page or a single record.
func values(body []byte, notes *remarks) (records []json.RawMessage, err error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	if body[0] == '[' {
		records, err = list(decoder)
	} else {
		records, err = page(body, decoder)
	}
	if errors.Is(err, ErrTooLarge) {
		return nil, err
	}
	if err != nil {
		notes.reject(Problem{Reason: fmt.Sprintf("the file breaks off after record %d: %v", len(records), err)})
	}
	return records, nil
}

// list reads the elements of a list that begins at the decoder.
func list(decoder *json.Decoder) (records []json.RawMessage, err error) {
	if _, err := decoder.Token(); err != nil {
		return nil, err
	}
	for decoder.More() {
		var record json.RawMessage
		if err := decoder.Decode(&record); err != nil {
			return records, err
		}
		if len(records) == maxRecords {
			return nil, ErrTooLarge
		}
		records = append(records, record)
	}
	_, err = decoder.Token()
	return records, err
}

// page looks for the list of a page. An object without one is a record.
func page(body []byte, decoder *json.Decoder) ([]json.RawMessage, error) {
	if _, err := decoder.Token(); err != nil {
		return nil, err
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		name, _ := key.(string)
		if slices.Contains(pageKeys, name) && opensList(body[decoder.InputOffset():]) {
			return list(decoder)
		}
		var skipped json.RawMessage
		if err := decoder.Decode(&skipped); err != nil {
			return nil, err
		}
	}
	if _, err := decoder.Token(); err != nil {
		return nil, err
	}
	return []json.RawMessage{body[:decoder.InputOffset()]}, nil
}

// opensList says whether the value after a key is a list.
func opensList(rest []byte) bool {
	rest = bytes.TrimLeft(rest, ": \t\r\n")
	return len(rest) > 0 && rest[0] == '['
}
