package directory

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Field is a part of a service that people compare, choose and correct as one.
type Field struct {
	Code  string
	Label string
	words func(Service) string // as people read it; empty when not stated
	copy  func(to *Service, from Service)
}

const (
	assuredField = "assured"
	topicsField  = "topics"
)

// Words says the field of a service, empty when it is not stated.
func (f Field) Words(s Service) string { return f.words(s) }

// Fields are the parts of a service, in the order in which a page shows them.
var Fields = []Field{
	{"name", "Name", func(s Service) string { return s.Name }, func(to *Service, from Service) { to.Name = from.Name }},
	{"alternate-name", "Also known as", func(s Service) string { return s.AlternateName }, func(to *Service, from Service) { to.AlternateName = from.AlternateName }},
	{"status", "Runs", func(s Service) string { return s.Status.Words() }, func(to *Service, from Service) { to.Status = from.Status }},
	{"organisation", "Run by", func(s Service) string { return s.Organisation.Name }, func(to *Service, from Service) { to.Organisation = from.Organisation }},
	{"description", "What it is", func(s Service) string { return s.Description }, func(to *Service, from Service) { to.Description = from.Description }},
	{"website", "Website", func(s Service) string { return s.Website }, func(to *Service, from Service) { to.Website = from.Website }},
	{"email", "Email", func(s Service) string { return s.Email }, func(to *Service, from Service) { to.Email = from.Email }},
	{"phone", "Phone", func(s Service) string { return s.Phone }, func(to *Service, from Service) { to.Phone = from.Phone }},
	{"eligibility", "Who it is for", func(s Service) string { return s.Eligibility }, func(to *Service, from Service) { to.Eligibility = from.Eligibility }},
	{"ages", "Ages", agesWords, func(to *Service, from Service) { to.MinimumAge, to.MaximumAge = from.MinimumAge, from.MaximumAge }},
	{"answers", "Questions", answersWords, func(to *Service, from Service) { to.Answers = from.Answers }},
	{"how-to-apply", "How to come", func(s Service) string { return s.HowToApply }, func(to *Service, from Service) { to.HowToApply = from.HowToApply }},
	{"cost", "Cost", costWords, func(to *Service, from Service) { to.Cost, to.Free = from.Cost, from.Free }},
	{"alert", "Notice", func(s Service) string { return s.Alert }, func(to *Service, from Service) { to.Alert = from.Alert }},
	{"places", "Where", placesWords, func(to *Service, from Service) { to.Locations = from.Locations }},
	{"times", "When", timesWords, func(to *Service, from Service) { to.Schedules = from.Schedules }},
	{"languages", "Languages", func(s Service) string { return strings.Join(s.Languages, ", ") }, func(to *Service, from Service) { to.Languages = from.Languages }},
	{topicsField, "Topics", func(s Service) string { return strings.Join(s.Topics, ", ") }, func(to *Service, from Service) { to.Topics = from.Topics }},
	{assuredField, "Last checked", assuredWords, func(to *Service, from Service) { to.AssuredOn, to.AssuredBy = from.AssuredOn, from.AssuredBy }},
}

// FieldOf returns the field with a code.
func FieldOf(code string) (Field, bool) {
	i := slices.IndexFunc(Fields, func(f Field) bool { return f.Code == code })
	if i < 0 {
		return Field{}, false
	}
	return Fields[i], true
}

// same says whether two services say the same in a field, to the last sign.
func (f Field) same(a, b Service) bool { return f.only(a) == f.only(b) }

// only writes the field of a service alone, as a choice keeps it.
func (f Field) only(s Service) string {
	var alone Service
	f.copy(&alone, s.withoutRecords())
	body, err := json.Marshal(alone)
	if err != nil { // a Service holds nothing that cannot be written
		panic(fmt.Sprintf("directory: field %s: %v", f.Code, err))
	}
	return string(body)
}

// Difference is a field in which two versions of a service differ.
type Difference struct {
	Field         Field
	Before, After string // in words; empty when not stated
}

// Differences returns the fields in which two versions of a service differ, in
// the order of Fields.
func Differences(before, after Service) (all []Difference) {
	for _, field := range Fields {
		if !field.same(before, after) {
			all = append(all, Difference{field, field.words(before), field.words(after)})
		}
	}
	return all
}

func agesWords(s Service) string {
	switch {
	case s.MinimumAge != nil && s.MaximumAge != nil:
		return fmt.Sprintf("%d to %d", *s.MinimumAge, *s.MaximumAge)
	case s.MinimumAge != nil:
		return fmt.Sprintf("from %d", *s.MinimumAge)
	case s.MaximumAge != nil:
		return fmt.Sprintf("up to %d", *s.MaximumAge)
	}
	return ""
}

func answersWords(s Service) string { return strings.Join(s.Answers.WhoMayCome(), "\n") }

func costWords(s Service) string {
	if s.Cost == "" && s.Free == Yes {
		return "Free"
	}
	return s.Cost
}

func placesWords(s Service) string {
	var said []string
	for _, l := range s.Locations {
		parts := slices.DeleteFunc([]string{l.Name, l.Address, l.Postcode}, func(text string) bool { return text == "" })
		said = append(said, strings.Join(parts, ", "))
	}
	return strings.Join(said, "\n")
}

func timesWords(s Service) string {
	var said []string
	for _, schedule := range s.Schedules {
		said = append(said, schedule.Summary)
	}
	return strings.Join(said, "\n")
}

func assuredWords(s Service) string {
	if s.AssuredOn.IsZero() {
		return ""
	}
	return strings.TrimSuffix(s.AssuredOn.Long()+" by "+s.AssuredBy, " by ")
}
