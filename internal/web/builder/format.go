package builder

import (
	"bytes"
	"unicode/utf8"

	"linkwork/internal/forms/form"
	"linkwork/internal/forms/questionnaire"
	"linkwork/internal/forms/redcap"
	"linkwork/internal/forms/xlsform"
)

// format is a shape in which forms come from other programs and go to them.
type format struct {
	Code, Words string
	Ending      string // of its files
	Media       string
	read        func(body []byte) (form.Form, []form.Lost, error)
	write       func(f form.Form, id string, version int) ([]byte, []form.Lost, error)
	// Unsaid is what such a file cannot say at all, so that nobody sees from it
	// whether the form had it; "" for nothing.
	Unsaid string
}

var formats = []format{
	{"xlsform", "XLSForm workbook, as Kobo and ODK read it", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsform.Read, xlsform.Write, ""},
	{"redcap", "Data dictionary of REDCap", ".csv", "text/csv; charset=utf-8", redcap.Read, writeRedcap,
		"A data dictionary cannot say this, so look whether the form needs it: that an answer may be declined, which question is a consent clause, rules about an answer, groups that repeat, the introduction and the thanks, other languages"},
	{"questionnaire", "FHIR Questionnaire", ".json", "application/fhir+json", questionnaire.Read, questionnaire.Write, ""},
}

// writeRedcap writes a dictionary, which has no place for the id of a form.
func writeRedcap(f form.Form, _ string, version int) ([]byte, []form.Lost, error) {
	return redcap.Write(f, version)
}

func formatOf(is func(format) bool) (format, bool) {
	for _, f := range formats {
		if is(f) {
			return f, true
		}
	}
	return format{}, false
}

// formatOfFile is the format of a file by what is in it: names are changed on the
// way, and a workbook is an archive. What is neither that nor JSON may be a table.
func formatOfFile(body []byte) (format, bool) {
	text := bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff")))
	code := "redcap"
	switch {
	case bytes.HasPrefix(body, []byte("PK\x03\x04")):
		code = "xlsform"
	case bytes.HasPrefix(text, []byte("{")):
		code = "questionnaire"
	case !utf8.Valid(text) || !bytes.ContainsRune(text, ','):
		return format{}, false
	}
	return formatOf(func(f format) bool { return f.Code == code })
}
