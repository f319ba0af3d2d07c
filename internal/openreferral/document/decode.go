package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ErrNotObject is returned for a record that is a text, a number or a list.
var ErrNotObject = errors.New("is not an object")

// Fields decodes a record. Numbers stay as written (json.Number).
func Fields(record []byte) (map[string]any, error) {
	if TooDeep(record, maxDepth) {
		return nil, ErrTooDeep
	}
	value, err := decode(record)
	if err != nil {
		return nil, fmt.Errorf("is not valid JSON: %w", err)
	}
	fields, ok := value.(map[string]any)
	if !ok {
		return nil, ErrNotObject
	}
	return fields, nil
}

func decode(raw []byte) (value any, err error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("has something after its end")
	}
	return value, nil
}

// TooDeep says whether objects and lists lie in one another deeper than most.
// It is asked before decoding.
func TooDeep(body []byte, most int) bool {
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
			if depth++; depth > most {
				return true
			}
		case b == '}' || b == ']':
			depth--
		}
	}
	return false
}
