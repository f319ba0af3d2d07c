package document_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"linkwork/internal/openreferral/document"
)

func TestReadFindsTheRecords(t *testing.T) {
	for body, want := range map[string]struct {
		kind    document.Kind
		records int
	}{
		`{"id":"1","name":"Walk"}`: {document.Record, 1},
		`[{"id":"1"},{"id":"2"}]`:  {document.List, 2},
		`[]`:                       {document.List, 0},
		`{"total_items":2,"contents":[{"id":"1"}]}`:           {document.Page, 1},
		`{"content":[{},{}],"totalElements":2}`:               {document.Page, 2},
		`{"services":[{"id":"1"}]}`:                           {document.Page, 1},
		`{"services":[{"id":"1"}],"id":"o","name":"Harbour"}`: {document.Record, 1},
		`{"contents":"none"}`:                                 {document.Record, 1},
		"{\"id\":\"1\"}\n\n{\"id\":\"2\"}\n":                  {document.Lines, 2},
		" \n{\"id\":\n\"1\"}":                                 {document.Record, 1},
	} {
		d, err := document.Read([]byte(body))
		if err != nil || d.Kind != want.kind || len(d.Records) != want.records || len(d.Remarks) > 0 {
			t.Errorf("%s: %+v, %v", body, d, err)
		}
	}
}

func TestReadNamesWhatCameInstead(t *testing.T) {
	deep := strings.Repeat(`{"a":`, 50) + "1" + strings.Repeat("}", 50)
	for body, want := range map[string]error{
		"":                                   document.ErrEmpty,
		" \n ":                               document.ErrEmpty,
		"<!doctype html><title>Home</title>": document.ErrWebPage,
		"\ufeff <HTML>":                      document.ErrWebPage,
		"<?xml version='1.0'?><html>":        document.ErrWebPage,
		"<?xml version='1.0'?><services/>":   document.ErrXML,
		"id,name\n1,Walk":                    document.ErrNotJSON,
		`"a text"`:                           document.ErrNotJSON,
		deep:                                 document.ErrTooDeep,
		`{"contents":[{"id":"1"},{"id":`:     document.ErrBroken,
		`[{"id":"1"} {"id":"2"}]`:            document.ErrBroken,
		`{"a":1`:                             document.ErrBroken,
	} {
		if _, err := document.Read([]byte(body)); !errors.Is(err, want) {
			t.Errorf("%.40q: %v, want %v", body, err, want)
		}
	}
}

func TestABrokenDocumentKeepsTheRecordsBefore(t *testing.T) {
	for _, body := range []string{
		`{"contents":[{"id":"1"},{"id":"2"},{"id":`,
		`[{"id":"1"},{"id":"2"},{"id`,
		"{\"id\":\"1\"}\n{\"id\":\"2\"}\n{\"id\":",
	} {
		d, err := document.Read([]byte(body))
		broken, ok := errors.AsType[*document.Broken](err)
		if !ok || broken.After != 2 || len(d.Records) != 2 {
			t.Errorf("%s: %d records, %v", body, len(d.Records), err)
		}
	}
}

func TestTextsInOtherScriptsAreConvertedAndRemarked(t *testing.T) {
	for name, body := range map[string][]byte{
		"latin-1": []byte("{\"id\":\"1\",\"name\":\"Caf\xe9\"}"),
		"bom":     []byte("\ufeff{\"id\":\"1\",\"name\":\"Café\"}"),
		"utf-16":  utf16("{\"id\":\"1\",\"name\":\"Café\"}"),
	} {
		d, err := document.Read(body)
		if err != nil || len(d.Remarks) != 1 || len(d.Records) != 1 {
			t.Errorf("%s: %+v, %v", name, d, err)
			continue
		}
		fields, err := document.Fields(d.Records[0])
		if err != nil || fields["name"] != "Café" {
			t.Errorf("%s: %v, %v", name, fields, err)
		}
	}
}

func utf16(text string) []byte {
	out := []byte{0xff, 0xfe}
	for _, r := range text {
		out = append(out, byte(r), byte(r>>8))
	}
	return out
}

func TestAnEnvelopeIsReadUnderBothNames(t *testing.T) {
	for _, body := range []string{
		`{"total_items":7,"total_pages":3,"last_page":true,"contents":[]}`,
		`{"content":[],"totalElements":7,"totalPages":3,"last":true}`,
	} {
		d, err := document.Read([]byte(body))
		items, _ := d.Envelope.Items()
		pages, _ := d.Envelope.Pages()
		last, ok := d.Envelope.Last()
		if err != nil || items != 7 || pages != 3 || !last || !ok {
			t.Errorf("%s: %v, %v", body, d.Envelope, err)
		}
	}
	d, err := document.Read([]byte(`{"total_items":"7","last_page":"yes","contents":[]}`))
	_, number := d.Envelope.Items()
	if _, yes := d.Envelope.Last(); err != nil || number || yes {
		t.Errorf("texts were taken for a number and a boolean: %v, %v", d.Envelope, err)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{`{"contents":[{"id":"1"}],"total_items":1}`, `[1,{}]`, "{}\n{}", "\xff\xfe{\x00}\x00", "{\"a\":\"\xe9\"}", "<html>", `{"services":[],"id":1}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		d, err := document.Read(body)
		if err != nil && err.Error() == "" {
			t.Error("an error says nothing")
		}
		for i, record := range d.Records {
			if !utf8.Valid(record) && !bytes.HasPrefix(body, []byte("\xff")) {
				t.Errorf("record %d is not UTF-8: %q", i, record)
			}
			if fields, err := document.Fields(record); err == nil && fmt.Sprint(fields) == "" {
				t.Error("no fields")
			}
		}
	})
}
