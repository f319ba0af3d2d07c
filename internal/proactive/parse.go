package proactive

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
	"linkwork/internal/vocabulary"
)

// What one list holds at most.
const (
	MostLines = 300
	MostBytes = 60_000
)

// Sent is one person as the practice's list has them.
type Sent struct {
	Line int // of the text, from 1
	people.Details
	Note string
}

// Fault is what is wrong with a line, and in which column; Column is "" for the
// whole line.
type Fault struct {
	Line          int
	Column, Words string
}

// String says a fault: "Line 3, date of birth: enter a real date".
func (f Fault) String() string {
	where := fmt.Sprintf("Line %d", f.Line)
	if f.Column != "" {
		where += ", " + f.Column
	}
	return where + ": " + f.Words
}

// Reading is what a text says: people, faults, and columns that nobody asked for.
type Reading struct {
	People  []Sent
	Faults  []Fault
	Ignored []string // headings of columns that are left out
}

// column is one thing that a list can say of somebody, and what practices'
// systems call it.
type column struct {
	field, words string
	headings     []string
}

// columns are in the order in which a text without headings has them, but for
// the two halves of a name.
var columns = []column{
	{"name", "name", []string{"name", "full name", "patient", "patient name"}},
	{"birth_date", "date of birth", []string{"date of birth", "dob", "birth date", "born", "d o b"}},
	{"nhs_number", "NHS number", []string{"nhs number", "nhs no", "nhs", "nhs num"}},
	{"phone", "phone", []string{"phone", "telephone", "tel", "mobile", "phone number", "telephone number", "mobile number", "mobile telephone", "preferred telephone", "home telephone"}},
	{"address", "address", []string{"address", "full address", "home address", "usual address"}},
	{"postcode", "postcode", []string{"postcode", "post code"}},
	{"language", "language", []string{"language", "main language", "preferred language", "spoken language"}},
	{"note", "what to know", []string{"note", "notes", "what to know", "comment", "comments"}},
	{"given", "first name", []string{"first name", "given name", "forename", "forenames", "given"}},
	{"family", "last name", []string{"last name", "surname", "family name", "family"}},
}

// inOrder are the columns of a text without headings.
var inOrder = columns[:8]

// Read reads lines of a list, from a spreadsheet or a CSV file, with commas,
// semicolons or tabs between. The first line may be headings. Every fault names
// its line and column. Empty lines are left out.
func Read(text string, today dates.Date) Reading {
	if len(text) > MostBytes {
		return Reading{Faults: []Fault{{1, "", fmt.Sprintf("the text is too long: use up to %d characters, or make two lists", MostBytes)}}}
	}
	text = strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\ufeff")
	rows := csv.NewReader(strings.NewReader(text))
	rows.Comma, rows.FieldsPerRecord = separator(text), -1
	rows.TrimLeadingSpace = rows.Comma != '\t' // a leading tab is an empty column
	var reading Reading
	var heads []*column
	for first := true; ; first = false {
		cells, err := rows.Read()
		if err == io.EOF {
			return reading
		}
		if err != nil {
			reading.Faults = append(reading.Faults, unreadable(err))
			return reading
		}
		line, _ := rows.FieldPos(0)
		switch {
		case first && headed(cells):
			heads, reading.Ignored = headings(cells)
		case strings.TrimSpace(strings.Join(cells, "")) == "":
		case len(reading.People)+len(reading.Faults) >= MostLines:
			reading.Faults = append(reading.Faults, Fault{line, "", fmt.Sprintf("a list holds up to %d people; make two", MostLines)})
			return reading
		default:
			reading.add(line, cells, heads, today)
		}
	}
}

// separator is what stands between the columns: the one that the first line has
// most of.
func separator(text string) rune {
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	best := ','
	for _, r := range "\t;" {
		if strings.Count(first, string(r)) > strings.Count(first, string(best)) {
			best = r
		}
	}
	return best
}

func unreadable(err error) Fault {
	var fault *csv.ParseError
	if errors.As(err, &fault) {
		return Fault{fault.Line, fmt.Sprintf("character %d", fault.Column), `a quotation mark (") is out of place`}
	}
	return Fault{1, "", "this cannot be read"}
}

func find(heading string) *column {
	heading = people.Fold(strings.ReplaceAll(heading, "_", " "))
	for i, c := range columns {
		if slices.Contains(c.headings, heading) {
			return &columns[i]
		}
	}
	return nil
}

// headed reports whether a line is headings: two of its cells are, or its only
// one.
func headed(cells []string) bool {
	n := 0
	for _, cell := range cells {
		if find(cell) != nil {
			n++
		}
	}
	return n >= min(2, len(cells))
}

func headings(cells []string) (heads []*column, ignored []string) {
	for _, cell := range cells {
		c := find(cell)
		if c != nil && slices.Contains(heads, c) {
			c = nil // the first of two columns with one meaning counts
		}
		if heads = append(heads, c); c == nil && strings.TrimSpace(cell) != "" {
			ignored = append(ignored, strings.TrimSpace(cell))
		}
	}
	return heads, ignored
}

func (r *Reading) add(line int, cells []string, heads []*column, today dates.Date) {
	said := make(map[string]string)
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		switch {
		case heads != nil && i < len(heads) && heads[i] != nil:
			said[heads[i].field] = cell
		case heads == nil && i < len(inOrder):
			said[inOrder[i].field] = cell
		case cell != "" && (heads == nil || i >= len(heads)):
			r.Faults = append(r.Faults, Fault{line, fmt.Sprintf("column %d", i+1), "there are more columns than expected. Put a text that has commas in it into quotation marks"})
			return
		}
	}
	s := Sent{Line: line, Note: said["note"], Details: people.Details{Given: said["given"], Family: said["family"], NHSNumber: said["nhs_number"], Phone: said["phone"],
		Address: said["address"], Postcode: said["postcode"], Language: languageOf(said["language"])}}
	if s.Given == "" && s.Family == "" {
		s.Given, s.Family = nameOf(said["name"])
	}
	var faults []Fault
	fault := func(column, words string) { faults = append(faults, Fault{line, column, words}) }
	var err error
	if s.BirthDate, err = birthOf(said["birth_date"]); err != nil {
		fault("date of birth", "enter a real date with four digits for the year, like 15/3/1941")
	}
	if len([]rune(s.Note)) > 300 {
		fault("what to know", "use up to 300 characters")
	}
	for _, f := range s.check(today) {
		if f.Column != "date of birth" || err == nil {
			fault(f.Column, f.Words)
		}
	}
	if len(faults) > 0 {
		r.Faults = append(r.Faults, faults...)
		return
	}
	r.People = append(r.People, s)
}

// check asks of a line what a referral asks, so that a yes can become one.
func (s *Sent) check(today dates.Date) (faults []Fault) {
	for _, f := range s.Details.Tidy(today).Fields {
		faults = append(faults, Fault{Column: wordsOf(f.Field), Words: f.Message})
	}
	if len(faults) == 0 {
		s.reachable()
		for _, f := range referrals.Check(s.referral(), today).Fields {
			faults = append(faults, Fault{Column: wordsOf(f.Field), Words: f.Message})
		}
	}
	return faults
}

// reachable chooses the way that there is.
func (s *Sent) reachable() {
	s.ContactBy = people.ByPhone
	if s.Phone == "" && s.Address != "" {
		s.ContactBy = people.ByLetter
	}
}

func (s Sent) referral() referrals.Referral {
	return referrals.Referral{Channel: referrals.FromOffer, Details: s.Details, Reason: "An offer", Risk: referrals.RiskNotAsked, Permission: "not asked yet"}
}

// wordsOf is what a column is called in the text.
func wordsOf(field string) string {
	for _, c := range columns {
		if c.field == field {
			return c.words
		}
	}
	return ""
}

var titles = []string{"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "sir", "dame", "prof"}

// nameOf reads "Mrs Doreen Marsh" and "MARSH, Doreen (Mrs)".
func nameOf(name string) (given, family string) {
	if before, after, ok := strings.Cut(name, ","); ok {
		after, _, _ = strings.Cut(after, "(")
		return untitled(after), strings.TrimSpace(before)
	}
	return people.SplitName(untitled(name))
}

func untitled(name string) string {
	words := strings.Fields(name)
	if len(words) > 1 && slices.Contains(titles, people.Fold(words[0])) {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// birthOf reads 1941-03-15, 15/3/1941, 15.03.1941, 15-Mar-1941 and 15 March 1941.
func birthOf(text string) (dates.Date, error) {
	if d, err := dates.Parse(text); err == nil {
		return d, nil
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/.- ", r) })
	if len(parts) != 3 || len(parts[2]) != 4 {
		return dates.Date{}, errors.New("proactive: no date")
	}
	return dates.ParseBoxes(parts[0], parts[1], parts[2])
}

// languageOf is the code of a language that is named, or what was written.
func languageOf(text string) string {
	for _, l := range vocabulary.Languages.Terms() {
		if people.Fold(l.Label) == people.Fold(text) {
			return l.Code
		}
	}
	return text
}
