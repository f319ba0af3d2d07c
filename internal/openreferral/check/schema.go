package check

import (
	"encoding/json"
	"fmt"
	"strings"

	"linkwork/internal/openreferral/standard"
)

// schema compares a record with the standard. What the schemas let
// pass and the documents do not is a matter of consistency.
func (x *inspection) schema(at place, kind string, shape standard.Shape, severity Severity, value fields) {
	if !x.standard.Knows(kind) {
		return
	}
	x.looked[Schema] = true
	for _, fault := range x.standard.Check(kind, shape, map[string]any(value)) {
		x.note(Schema, severity, at, fault.Path, sentence(fault, at.table), fault.Got)
	}
	for _, fault := range x.standard.Beyond(kind, map[string]any(value)) {
		severity := x.loose()
		switch {
		case fault.Rule != standard.Empty:
		case fault.Field.Required && (kind == "address" || strings.Contains(fault.Path, "address")):
			severity = Warning // every part of an address must be there, and nobody may know it
		case fault.Field.Required:
		default:
			severity = Advice
		}
		x.note(Consistency, severity, at, fault.Path, beyondSentence(fault), fault.Got)
	}
}

// sentence says what is wrong with a field and what to do. How a type is written
// is a matter of records, not of tables.
func sentence(f standard.Fault, table bool) string {
	name := f.Field.Name
	switch {
	case f.Rule == standard.Missing:
		return fmt.Sprintf("“%s” is missing. The standard requires it.", name)
	case f.Got == nil:
		return fmt.Sprintf("“%s” is null. Leave the field out when there is no value.", name)
	case f.Got == "" && f.Rule != standard.WrongType:
		return fmt.Sprintf("“%s” is empty. Leave the field out when there is no value.", name)
	case f.Rule == standard.WrongValue:
		return fmt.Sprintf("“%s” has a word that the standard does not know. Use one of: %s.", name, strings.Join(f.Field.Values, ", "))
	case f.Rule == standard.WrongForm:
		return fmt.Sprintf("“%s” %s", name, formSentences[f.Field.Kind])
	}
	words := fmt.Sprintf("“%s” is %s and must be %s.", name, typeWords(f.Got), kindWords(f.Field.Kind))
	if table {
		return words
	}
	return words + typeHint(f)
}

var formSentences = map[standard.Kind]string{
	standard.UUID:     "is not a UUID. Give every record a UUID that never changes, like 6a1f0c64-5c1b-4e1f-9d0e-3d1f7a2b4c5d.",
	standard.URI:      "is not a whole web address. Write it with https:// in front.",
	standard.Email:    "is not an email address. Write one address and nothing else.",
	standard.Web:      "is not a whole web address. Write it with https:// in front.",
	standard.HexUUID:  "is not a UUID in small letters.",
	standard.Day:      "is not a day that there is. Write it like 2026-03-27.",
	standard.FullTime: "is not a time of day with seconds and zone. Write it like 09:30:00Z.",
	standard.Instant:  "is not a date with time and zone. Write it like 2026-03-27T09:30:00Z.",
}

func beyondSentence(f standard.Fault) string {
	switch {
	case f.Rule == standard.Empty && f.Field.Required:
		return fmt.Sprintf("“%s” is empty. It must have words.", f.Field.Name)
	case f.Rule == standard.Empty, f.Got == "":
		return fmt.Sprintf("“%s” is empty. Leave the field out when there is no value.", f.Field.Name)
	case f.Field.Kind == standard.Date:
		return fmt.Sprintf("“%s” is not a day that there is. Write it like 2026-03-27.", f.Field.Name)
	}
	return fmt.Sprintf("“%s” is not a time of day. Write it like 09:30.", f.Field.Name)
}

func typeWords(value any) string {
	switch value.(type) {
	case string:
		return "a text"
	case json.Number:
		return "a number"
	case bool:
		return "true or false"
	case []any:
		return "a list"
	}
	return "an object"
}

func kindWords(kind standard.Kind) string {
	switch kind {
	case standard.Number:
		return "a number"
	case standard.Whole:
		return "a whole number"
	case standard.YesNo:
		return "true or false"
	case standard.One:
		return "an object"
	case standard.Many:
		return "a list"
	}
	return "a text"
}

func typeHint(f standard.Fault) string {
	_, isText := f.Got.(string)
	switch {
	case isText && (f.Field.Kind == standard.Number || f.Field.Kind == standard.Whole || f.Field.Kind == standard.YesNo):
		return " Write it without quotation marks."
	case kindWords(f.Field.Kind) == "a text":
		return " Write it in quotation marks."
	case f.Field.Kind == standard.Many:
		return " Put it in square brackets, also where there is one only."
	}
	return ""
}
