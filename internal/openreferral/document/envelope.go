package document

import (
	"encoding/json"
	"strconv"
)

// Envelope is what a page says about itself, as published: total_items,
// last_page and the like.
type Envelope map[string]any

func (e Envelope) read(name string, decoder *json.Decoder) error {
	var raw json.RawMessage
	if err := decoder.Decode(&raw); err != nil {
		return err
	}
	value, err := decode(raw)
	e[name] = value
	return err
}

// isRecord says whether these are the fields of something with a name of its
// own, such as an organisation.
func (e Envelope) isRecord() bool { return e["id"] != nil || e["name"] != nil }

// Number returns the first whole number under one of the names.
func (e Envelope) Number(names ...string) (n int, ok bool) {
	for _, name := range names {
		if number, is := e[name].(json.Number); is {
			if n, err := strconv.Atoi(number.String()); err == nil {
				return n, true
			}
		}
	}
	return 0, false
}

// Bool returns the first boolean under one of the names.
func (e Envelope) Bool(names ...string) (b, ok bool) {
	for _, name := range names {
		if b, is := e[name].(bool); is {
			return b, true
		}
	}
	return false, false
}

// The totals of a page have one name since version 3 and another in Open
// Referral UK 1.0.

// Items is how many records the collection has.
func (e Envelope) Items() (int, bool) { return e.Number("total_items", "totalElements") }

// Pages is how many pages the collection has.
func (e Envelope) Pages() (int, bool) { return e.Number("total_pages", "totalPages") }

// Last says whether this is the last page.
func (e Envelope) Last() (last, ok bool) { return e.Bool("last_page", "last") }
