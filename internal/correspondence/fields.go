package correspondence

import (
	"regexp"
	"slices"
	"strings"

	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/diary"
	"linkwork/internal/people"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
)

// Field is a place in a template that is filled from the record. These are all
// that there are.
type Field struct {
	Name  string // as it stands in a template: {name}
	Words string // what it becomes
}

// Fields lists the merge fields.
var Fields = []Field{
	{"name", "what the person likes to be called"},
	{"full name", "the person’s first and last name"},
	{"worker", "the name of who writes"},
	{"job title", "what link workers are called in your area"},
	{"team", "the name of the team"},
	{"team phone", "the team’s phone number"},
	{"practice", "the person’s GP practice"},
	{"recipient", "whom it goes to"},
	{"today", "the date"},
	{"appointment", "day, time and place of the next appointment"},
	{"missed appointment", "day and time of the last missed appointment"},
	{"days to come back", "in how many days support can start again"},
}

// place finds what stands in braces, and braces that stand alone.
var place = regexp.MustCompile(`\{[^{}]*\}|[{}]`)

// unknownField is the first place in a template that is none of the fields, ""
// for a good template.
func unknownField(words string) string {
	for _, p := range place.FindAllString(words, -1) {
		if !slices.ContainsFunc(Fields, func(f Field) bool { return p == "{"+f.Name+"}" }) {
			return p
		}
	}
	return ""
}

// filled puts values into a template in one pass, so that a value with braces
// in it stays what it is. What is not known stands in square brackets.
func filled(words string, values map[string]string) string {
	return place.ReplaceAllStringFunc(words, func(p string) string {
		name := strings.Trim(p, "{}")
		if value := values[name]; value != "" {
			return value
		}
		return "[" + name + "]"
	})
}

// open finds what was not known and still has to be written.
var open = regexp.MustCompile(`\[[^\[\]\n]*\]`)

// values reads what the merge fields become.
func values(r db.Reader, w Writer, p people.Person, c casework.Case, to Recipient) (map[string]string, error) {
	area, err := teams.TheArea(r)
	if err != nil {
		return nil, err
	}
	team, err := teams.TheTeam(r, c.TeamID)
	if err != nil {
		return nil, err
	}
	v := map[string]string{"name": p.CalledName(), "full name": p.FullName(), "worker": w.Name, "job title": area.JobTitle, "team": team.Name,
		"team phone": team.Phone, "recipient": to.Name, "today": dates.Of(r.Now()).Long(), "days to come back": dates.Days(team.ReopenDays)}
	if p.PracticeID != "" {
		practice, err := teams.ThePractice(r, p.PracticeID)
		if err != nil {
			return nil, err
		}
		v["practice"] = practice.Name
	}
	planned, err := diary.PlannedFor(r, p.ID)
	if err != nil {
		return nil, err
	}
	for _, a := range planned {
		if !a.Past(r.Now()) {
			v["appointment"] = appointmentWords(a)
			break
		}
	}
	missed, err := diary.LastMissed(r, p.ID)
	if err == nil && missed.ID != "" {
		v["missed appointment"] = dates.Moment(missed.StartsAt)
	}
	return v, err
}

func appointmentWords(a diary.Appointment) string {
	words := dates.Moment(a.StartsAt) + ", " + strings.ToLower(vocabulary.ContactMeans.Label(a.Means))
	if a.Place != "" {
		words += ", " + a.Place
	}
	return words
}

// Writer is who writes, as words name them.
type Writer struct{ Name string }
