package openreferral

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/directory"
	"linkwork/internal/taxonomies"
)

// service maps a record. An error means that it cannot be imported.
func (f *feed) service(o object) (s directory.Service, field string, err error) {
	published := o.text("id", shortText)
	if published == "" {
		return s, "id", errors.New("is missing")
	}
	name := o.text("name", shortText)
	if name == "" {
		return s, "name", errors.New("is missing")
	}
	if !o.has("status") {
		o.warn("status", "is missing; the service is taken to be active")
	}
	s = directory.Service{
		ID: stableID(f.source, "service", published), Name: name,
		AlternateName: o.text("alternate_name", shortText), Description: o.plain("description"),
		Status:  directory.Status(o.oneOf("status", "active", "active", "inactive", "defunct", "temporarily closed")),
		Website: o.link("url"), Email: o.email("email"), Phone: o.firstPhone(),
		Eligibility: firstOf(o.plain("eligibility_description"), eligibilities(o)),
		MinimumAge:  o.years("minimum_age"), MaximumAge: o.years("maximum_age"),
		HowToApply: o.plain("application_process"), Alert: o.plain("alert"),
		Topics: topics(o), Terms: terms(o), Languages: languages(o),
		AssuredOn: o.date("assured_date"), AssuredBy: o.email("assurer_email"),
	}
	s.Cost, s.Free = cost(o)
	f.reachable(o, &s)
	f.places(o, &s)
	s.Organisation = f.organisation(o)
	s.Origin = f.origin(o, published)
	if !json.Valid(s.Record) {
		return s, "", errors.New("cannot be kept as JSON")
	}
	return s, "", nil
}

// reachable takes phone and email from the contacts when the service itself
// names none.
func (f *feed) reachable(o object, s *directory.Service) {
	for _, contact := range o.list("contacts") {
		s.Phone = firstOf(s.Phone, contact.firstPhone())
		s.Email = firstOf(s.Email, contact.email("email"))
	}
	for _, at := range o.list("service_at_locations") {
		s.Phone = firstOf(s.Phone, at.firstPhone())
	}
}

// places reads where and when.
func (f *feed) places(o object, s *directory.Service) {
	add := func(schedules []object, locationID string) {
		for _, one := range schedules {
			if when, ok := schedule(one, locationID); ok && !slices.Contains(s.Schedules, when) {
				s.Schedules = append(s.Schedules, when)
			}
		}
	}
	add(o.list("schedules"), "")
	for _, at := range o.list("service_at_locations") {
		place, ok := at.object("location")
		if !ok {
			continue
		}
		location, ok := f.location(place)
		if !ok {
			continue
		}
		location = f.firstLocation(place, location)
		if !slices.ContainsFunc(s.Locations, func(l directory.Location) bool { return l.ID == location.ID }) {
			s.Locations = append(s.Locations, location)
		}
		add(at.list("schedules"), location.ID)
	}
}

func (f *feed) organisation(o object) directory.Organisation {
	org, ok := o.object("organization")
	if !ok {
		return directory.Organisation{}
	}
	name := org.text("name", shortText)
	published := firstOf(org.text("id", shortText), name)
	if name == "" {
		org.warn("name", "is missing; the organisation is left out")
		return directory.Organisation{}
	}
	return f.firstOrganisation(org, directory.Organisation{
		ID: stableID(f.source, "organization", published), Name: name, Description: org.plain("description"),
		Website: firstOf(org.link("website"), org.link("url")), Email: org.email("email"), Phone: org.firstPhone(),
		Numbers: registerNumbers(org), Origin: f.origin(org, published),
	})
}

// registerNumbers are an organisation's numbers in public registers.
func registerNumbers(org object) (numbers []directory.RegisterNumber) {
	for _, i := range org.list("organization_identifiers") {
		scheme, number := firstOf(i.text("identifier_scheme", shortText), i.text("identifier_type", shortText)), i.text("identifier", shortText)
		if scheme != "" && number != "" {
			numbers = append(numbers, directory.RegisterNumber{Scheme: scheme, Number: number})
		}
	}
	return numbers
}

// topics returns the names of taxonomy terms.
func topics(o object) (names []string) {
	for _, attribute := range o.list("attributes") {
		name := attribute.text("label", shortText)
		if term, ok := attribute.object("taxonomy_term"); ok {
			name = firstOf(term.text("name", shortText), term.text("term", shortText), name)
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// terms returns the taxonomy terms as they were published, for recognising them
// in taxonomies that were loaded.
func terms(o object) (all []taxonomies.Published) {
	for _, attribute := range o.list("attributes") {
		term, ok := attribute.object("taxonomy_term")
		if !ok {
			continue
		}
		term.note = func(string, string) {} // topics says what is wrong with it
		p := taxonomies.Published{
			Name: firstOf(term.text("name", shortText), term.text("term", shortText)), URI: firstOf(term.text("term_uri", shortText), term.text("uri", shortText)),
			Code: term.text("code", shortText), ID: term.text("id", shortText), Vocabulary: vocabularyOf(term),
		}
		if p != (taxonomies.Published{}) && !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	return all
}

// vocabularyOf is the name of a term's taxonomy.
func vocabularyOf(term object) string {
	if detail, ok := term.fields["taxonomy_detail"].(map[string]any); ok {
		if name, ok := detail["name"].(string); ok && name != "" {
			return tidy(name)
		}
	}
	return firstOf(term.text("taxonomy", shortText), term.text("vocabulary", shortText))
}

func languages(o object) (names []string) {
	for _, language := range o.list("languages") {
		name := firstOf(language.text("name", 60), languageName(language.text("code", 20)))
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// eligibilities reads the list that older feeds have in place of a text.
func eligibilities(o object) string {
	var said []string
	for _, e := range o.list("eligibilitys") {
		said = append(said, e.text("eligibility", shortText))
	}
	return joinNonEmpty("; ", said...)
}

// oneOf returns a value of a closed list; usual when there is none, and with a
// remark when there is another.
func (o object) oneOf(name, usual string, allowed ...string) string {
	text := strings.ToLower(o.text(name, shortText))
	if slices.Contains(allowed, text) {
		return text
	}
	if text != "" {
		o.warn(name, fmt.Sprintf("“%s” is none of %s; taken as “%s”", shortened(text), strings.Join(allowed, ", "), usual))
	}
	return usual
}

// shortened is a value as a remark can quote it.
func shortened(text string) string {
	const room = 60
	if runes := []rune(text); len(runes) > room {
		return string(runes[:room]) + "…"
	}
	return text
}

const oldest = 150 // years

func (o object) years(name string) *int {
	n, ok := o.number(name)
	if !ok {
		return nil
	}
	if n < 0 || n > oldest || n != float64(int(n)) {
		o.warn(name, "is not an age in years; left out")
		return nil
	}
	years := int(n)
	return &years
}

// date reads a day, or the day of a moment.
func (o object) date(name string) dates.Date {
	text := o.text(name, 40)
	day, err := dates.Parse(text[:min(len(text), len("2026-11-23"))])
	if err != nil {
		o.warn(name, "is not a date; left out")
	}
	return day
}
