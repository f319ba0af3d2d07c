package keepers

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/messages"
)

// Field is a part of an entry that its organisation can change.
type Field struct {
	Code  string // in directory.Fields
	Label string // as the organisation is asked
	Hint  string
	Long  bool // several lines
	of    func(*directory.Service) *string
}

// Fields are what organisations change, in the order in which they are asked.
var Fields = []Field{
	{"name", "Name", "", false, func(s *directory.Service) *string { return &s.Name }},
	{"description", "What it is", "In a few plain sentences", true, func(s *directory.Service) *string { return &s.Description }},
	{"times", "When", "One time on each line, like “Thursdays, 10am to 12 noon”", true, nil},
	{"places", "Where", "One place on each line, with its postcode at the end, like “Quay Hall, 1 High Street, QX1 1AA”", true, nil},
	{"cost", "What it costs", "Like “£4 a meal”, or “Free”", false, func(s *directory.Service) *string { return &s.Cost }},
	{"eligibility", "Who it is for", "", true, func(s *directory.Service) *string { return &s.Eligibility }},
	{"how-to-apply", "How people come to you", "Like “Just turn up”, or “Ring first”", true, func(s *directory.Service) *string { return &s.HowToApply }},
	{"phone", "Phone", "", false, func(s *directory.Service) *string { return &s.Phone }},
	{"email", "Email", "Everybody can read it", false, func(s *directory.Service) *string { return &s.Email }},
	{"website", "Website", "Like https://lunch.example", false, func(s *directory.Service) *string { return &s.Website }},
}

// StatusField is the code of the field that says whether a service runs. An
// organisation can only say that it no longer does.
const StatusField = "status"

// LabelOf is what a field is called where people look at a suggestion.
func LabelOf(code string) string {
	if i := slices.IndexFunc(Fields, func(f Field) bool { return f.Code == code }); i >= 0 {
		return Fields[i].Label
	}
	return "Whether it runs"
}

// TextOf writes a field of an entry as its organisation reads and changes it.
func TextOf(s directory.Service, code string) string {
	switch code {
	case "times":
		return TimesText(s.Schedules)
	case "places":
		return PlacesText(s.Locations)
	case StatusField:
		return string(s.Status)
	}
	field, ok := directory.FieldOf(code)
	if !ok {
		return ""
	}
	return tidied(field.Words(s))
}

// put writes a text into a field of an entry.
func put(s *directory.Service, code, text string) {
	switch code {
	case "times":
		s.Schedules = readTimes(text, s.Schedules)
	case "places":
		s.Locations = readPlaces(text, s.Locations)
	case StatusField:
		s.Status = directory.Status(text)
	case "cost":
		s.Cost, s.Free = text, directory.FreeBy(text, s.Free)
	default:
		i := slices.IndexFunc(Fields, func(f Field) bool { return f.Code == code })
		*Fields[i].of(s) = text
	}
}

// tidied is a text without what differs only on the way through a form.
func tidied(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	return strings.TrimSpace(text)
}

const (
	longestLine = 300   // characters
	longestText = 5_000 // characters
	mostLines   = 40
)

// checkText adds what is wrong with a text for a field.
func (f Field) checkText(text string, bad *db.Invalid) {
	most := longestLine
	if f.Long {
		most = longestText
	}
	lines := linesOf(text)
	switch {
	case utf8.RuneCountInString(text) > most:
		bad.Add(f.Code, fmt.Sprintf("Use %d characters or fewer", most))
	case f.Code == "name" && text == "":
		bad.Add(f.Code, "Enter a name")
	case f.Code == "email" && text != "" && !messages.IsAddress(text):
		bad.Add(f.Code, "Enter an email address, like name@example.org")
	case f.Code == "website" && text != "" && !isWebsite(text):
		bad.Add(f.Code, "Enter a website, beginning with https://")
	case f.Code == "times" || f.Code == "places":
		if len(lines) > mostLines {
			bad.Add(f.Code, fmt.Sprintf("Use %d lines or fewer", mostLines))
		} else if slices.ContainsFunc(lines, func(line string) bool { return utf8.RuneCountInString(line) > longestLine }) {
			bad.Add(f.Code, fmt.Sprintf("Use %d characters or fewer on each line", longestLine))
		}
	}
}

func isWebsite(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && u.User == nil && (u.Scheme == "https" || u.Scheme == "http")
}
