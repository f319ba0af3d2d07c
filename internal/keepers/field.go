package keepers

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"linkwork/internal/directory"
	"linkwork/internal/messages"
)

// Kind is how a field is asked.
type Kind int

// The kinds.
const (
	Line    Kind = iota
	Several      // several lines
	YesNo        // "Yes", "No" or nothing
	OfPlace      // asked for each place; see PlaceAccess
)

// Field is a part of an entry that its organisation can change, and that is
// approved by itself.
type Field struct {
	Code  string
	Label string // as the organisation is asked
	Hint  string
	Kind  Kind
	part  string // code in directory.Fields of which it is a part
	read  func(directory.Service) string
	write func(*directory.Service, string)
}

// Fields are what organisations change, in the order in which they are asked.
var Fields = slices.Concat([]Field{
	text("name", "Name", "", Line, func(s *directory.Service) *string { return &s.Name }),
	text("description", "What it is", "In a few plain sentences", Several, func(s *directory.Service) *string { return &s.Description }),
	{"times", "When", "One time on each line, like “Thursdays, 10am to 12 noon”", Several, "times",
		func(s directory.Service) string { return TimesText(s.Schedules) },
		func(s *directory.Service, text string) { s.Schedules = readTimes(text, s.Schedules) }},
	{"places", "Where", "One place on each line, with its postcode at the end, like “Quay Hall, 1 High Street, QX1 1AA”", Several, "places",
		func(s directory.Service) string { return PlacesText(s.Locations) },
		func(s *directory.Service, text string) { s.Locations = readPlaces(text, s.Locations) }},
	ofPlace("step-free", "Step-free access", stepFreeWords, sayStepFree),
	ofPlace("access", "More about access", accessWords, sayAccess),
	{"cost", "What it costs", "Like “£4 a meal”, or “Free”", Line, "cost", wordsOf("cost"),
		func(s *directory.Service, text string) { s.Cost, s.Free = text, directory.FreeBy(text, s.Free) }},
	text("eligibility", "Who it is for", "", Several, func(s *directory.Service) *string { return &s.Eligibility }),
	{"ages", "Ages", "Like “18 to 65”, “from 50” or “up to 25”. Leave it empty if it is for all ages", Line, "ages", wordsOf("ages"),
		func(s *directory.Service, text string) { s.MinimumAge, s.MaximumAge, _ = readAges(text) }},
	{"languages", "Languages", "Those that are spoken, with commas between them, like “English, Polish”", Line, "languages",
		func(s directory.Service) string { return languagesText(s.Languages) },
		func(s *directory.Service, text string) { s.Languages = readLanguages(text) }},
}, questions(), []Field{
	text("how-to-apply", "How people come to you", "Like “Just turn up”, or “Ring first”", Several, func(s *directory.Service) *string { return &s.HowToApply }),
	text("phone", "Phone", "", Line, func(s *directory.Service) *string { return &s.Phone }),
	text("email", "Email", "Everybody can read it", Line, func(s *directory.Service) *string { return &s.Email }),
	text("website", "Website", "Like https://lunch.example", Line, func(s *directory.Service) *string { return &s.Website }),
})

// text is a field that is one text of the entry.
func text(code, label, hint string, kind Kind, of func(*directory.Service) *string) Field {
	return Field{code, label, hint, kind, code,
		func(s directory.Service) string { return *of(&s) },
		func(s *directory.Service, text string) { *of(s) = text }}
}

// questions are the questions of the directory, a field each: one may be known
// while another is not.
func questions() (fields []Field) {
	for _, q := range directory.Questions {
		fields = append(fields, Field{"may-" + string(q.Code), q.Words, "", YesNo, "answers",
			func(s directory.Service) string { return yesOrNo(s.Answers[q.Code]) },
			func(s *directory.Service, text string) { s.Answers = answered(s.Answers, q.Code, answerIn(text)) }})
	}
	return fields
}

func wordsOf(code string) func(directory.Service) string {
	field, _ := directory.FieldOf(code)
	return field.Words
}

// status is whether a service runs, which no form asks: an organisation can
// only say that it no longer does.
var status = Field{StatusField, "Whether it runs", "", Line, StatusField,
	func(s directory.Service) string { return string(s.Status) },
	func(s *directory.Service, text string) { s.Status = directory.Status(text) }}

// StatusField is the code of the field that says whether a service runs.
const StatusField = "status"

// fieldOf is the field with a code; that of no field says nothing and changes
// nothing.
func fieldOf(code string) Field {
	if code == StatusField {
		return status
	}
	if i := slices.IndexFunc(Fields, func(f Field) bool { return f.Code == code }); i >= 0 {
		return Fields[i]
	}
	return Field{Code: code, Label: code, part: code, read: func(directory.Service) string { return "" }, write: func(*directory.Service, string) {}}
}

// LabelOf is what a field is called where people look at a suggestion.
func LabelOf(code string) string { return fieldOf(code).Label }

// TextOf writes a field of an entry as its organisation reads and changes it.
func TextOf(s directory.Service, code string) string { return tidied(fieldOf(code).read(s)) }

// put writes a text into a field of an entry.
func put(s *directory.Service, code, text string) { fieldOf(code).write(s, text) }

// OfPlaces says whether a field is about where a service happens, which may be
// hidden.
func (f Field) OfPlaces() bool { return f.part == "places" }

// tidied is a text without what differs only on the way through a form.
func tidied(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	return strings.TrimSpace(text)
}

// said is a text as its field would say it, so that only what means something
// else counts as a change. What cannot be read stays as it was typed.
func (f Field) said(text string) string {
	text = tidied(text)
	switch f.Code {
	case "times", "places":
		return strings.Join(linesOf(text), "\n")
	case "languages":
		return languagesText(readLanguages(text))
	case "ages":
		if from, to, ok := readAges(text); ok {
			return f.read(directory.Service{MinimumAge: from, MaximumAge: to})
		}
	}
	if f.Kind == YesNo {
		return yesOrNo(answerIn(text))
	}
	return text
}

const (
	longestLine = 300   // characters
	longestText = 5_000 // characters
	mostLines   = 40
)

// checkText is what is wrong with a text for a field; "" when nothing is.
func (f Field) checkText(text string) (fault string) {
	most := longestLine
	if f.Kind == Several {
		most = longestText
	}
	lines := linesOf(text)
	switch {
	case utf8.RuneCountInString(text) > most:
		return fmt.Sprintf("Use %d characters or fewer", most)
	case f.Code == "name" && text == "":
		return "Enter a name"
	case f.Code == "email" && text != "" && !messages.IsAddress(text):
		return "Enter an email address, like name@example.org"
	case f.Code == "website" && text != "" && !isWebsite(text):
		return "Enter a website, beginning with https://"
	case f.Code == "ages" && !isAges(text):
		return "Enter ages like “18 to 65”, “from 50” or “up to 25”"
	case f.Code == "languages" && len(readLanguages(text)) > mostLanguages:
		return fmt.Sprintf("Enter %d languages or fewer", mostLanguages)
	case f.Code == "times" || f.Code == "places":
		if len(lines) > mostLines {
			return fmt.Sprintf("Use %d lines or fewer", mostLines)
		} else if slices.ContainsFunc(lines, func(line string) bool { return utf8.RuneCountInString(line) > longestLine }) {
			return fmt.Sprintf("Use %d characters or fewer on each line", longestLine)
		}
	}
	return ""
}

func isWebsite(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && u.User == nil && (u.Scheme == "https" || u.Scheme == "http")
}
