package publish

import (
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/directory"
	"linkwork/internal/openreferral"
)

// fields are a record or a part of it, as JSON will have them.
type fields = map[string]any

// compose writes a service as its source told it, with what differs from that
// in its place. A service that came from no feed is written whole.
func compose(s directory.Service) fields {
	body, told := fields{}, directory.Service{}
	if was, ok := openreferral.Told(s.Origin); ok {
		told = was
		body, _ = openreferral.Decode(s.Record) // Told has read it
	}
	s = withoutMiddles(s, told)
	for _, difference := range directory.Differences(told, s) {
		put[difference.Field.Code](body, s)
	}
	return body
}

// withoutMiddles takes away positions that nobody published: Linkwork puts a
// place without one into the middle of its outcode, for distances.
func withoutMiddles(s, told directory.Service) directory.Service {
	s.Locations = slices.Clone(s.Locations)
	for i, l := range s.Locations {
		same := func(t directory.Location) bool { return t.ID == l.ID && !t.Point.Known() }
		if slices.ContainsFunc(told.Locations, same) {
			s.Locations[i].Point = told.Locations[slices.IndexFunc(told.Locations, same)].Point
		}
	}
	return s
}

// put says for each field of a service how the standard writes it. Answers to
// questions have no place there.
var put = map[string]func(body fields, s directory.Service){
	"name":           func(b fields, s directory.Service) { set(b, "name", s.Name) },
	"alternate-name": func(b fields, s directory.Service) { set(b, "alternate_name", s.AlternateName) },
	"status":         func(b fields, s directory.Service) { set(b, "status", string(s.Status)) },
	"organisation":   putOrganisation,
	"description":    func(b fields, s directory.Service) { set(b, "description", s.Description) },
	"website":        func(b fields, s directory.Service) { set(b, "url", s.Website) },
	"email":          func(b fields, s directory.Service) { set(b, "email", s.Email) },
	"phone":          putPhone,
	"eligibility":    func(b fields, s directory.Service) { set(b, "eligibility_description", s.Eligibility) },
	"ages":           putAges,
	"answers":        func(fields, directory.Service) {},
	"how-to-apply":   func(b fields, s directory.Service) { set(b, "application_process", s.HowToApply) },
	"cost":           putCost,
	"alert":          func(b fields, s directory.Service) { set(b, "alert", s.Alert) },
	"places":         putPlaces,
	"times":          putTimes,
	"languages":      putLanguages,
	"topics":         putTopics,
	"assured":        putAssured,
}

// set puts a text, or takes the field away when there is none.
func set(b fields, name, text string) {
	if text == "" {
		delete(b, name)
		return
	}
	b[name] = text
}

func putOrganisation(b fields, s directory.Service) {
	o := s.Organisation
	if o.ID == "" {
		delete(b, "organization")
		return
	}
	organisation := fields{"id": o.ID}
	for name, text := range map[string]string{"name": o.Name, "description": o.Description, "website": o.Website, "email": o.Email} {
		set(organisation, name, text)
	}
	var numbers []any
	for i, n := range o.Numbers {
		numbers = append(numbers, fields{"id": openreferral.StableID(o.ID, "organization_identifier", strconv.Itoa(i)), "identifier_scheme": n.Scheme, "identifier_type": n.Scheme, "identifier": n.Number})
	}
	setList(organisation, "organization_identifiers", numbers)
	b["organization"] = organisation
}

// putPhone changes the first number; the others stay.
func putPhone(b fields, s directory.Service) {
	phones, _ := b["phones"].([]any)
	switch {
	case s.Phone == "" && len(phones) > 0:
		b["phones"] = phones[1:]
	case s.Phone == "":
	case len(phones) > 0:
		first := fields{"id": partID(s, "phone", 0), "number": s.Phone}
		b["phones"] = append([]any{first}, phones[1:]...)
	default:
		b["phones"] = []any{fields{"id": partID(s, "phone", 0), "number": s.Phone}}
	}
}

func putAges(b fields, s directory.Service) {
	for name, years := range map[string]*int{"minimum_age": s.MinimumAge, "maximum_age": s.MaximumAge} {
		delete(b, name)
		if years != nil {
			b[name] = number(*years)
		}
	}
}

// putCost says the cost in words. Prices that a feed told in parts would
// contradict them.
func putCost(b fields, s directory.Service) {
	for _, name := range []string{"cost_options", "fees", "fees_description"} {
		delete(b, name)
	}
	words := s.Cost
	if words == "" && s.Free == directory.Yes {
		words = "Free"
	}
	set(b, "fees_description", words)
	set(b, "fees", words)
	if s.Free == directory.Yes {
		b["cost_options"] = []any{fields{"id": partID(s, "cost_option", 0), "amount": number(0)}}
	}
}

func putLanguages(b fields, s directory.Service) {
	var list []any
	for i, language := range s.Languages {
		list = append(list, fields{"id": partID(s, "language", i), "name": language})
	}
	setList(b, "languages", list)
}

// putTopics keeps what was told of a topic that is still there.
func putTopics(b fields, s directory.Service) {
	told, _ := b["attributes"].([]any)
	var list []any
	for i, topic := range s.Topics {
		kept := slices.IndexFunc(told, func(a any) bool { return topicOf(a) == topic })
		if kept >= 0 {
			list = append(list, told[kept])
			continue
		}
		term := fields{"id": openreferral.StableID(s.Source, "taxonomy_term", topic), "name": topic, "description": topic}
		list = append(list, fields{"id": partID(s, "attribute", i), "label": topic, "taxonomy_term": term})
	}
	setList(b, "attributes", list)
}

func topicOf(attribute any) string {
	a, _ := attribute.(fields)
	term, _ := a["taxonomy_term"].(fields)
	for _, text := range []any{term["name"], term["term"], a["label"]} {
		if text, ok := text.(string); ok && text != "" {
			return strings.TrimSpace(text)
		}
	}
	return ""
}

func putAssured(b fields, s directory.Service) {
	set(b, "assurer_email", s.AssuredBy)
	delete(b, "assured_date")
	if !s.AssuredOn.IsZero() {
		b["assured_date"] = s.AssuredOn.String()
	}
}

func setList(b fields, name string, list []any) {
	if len(list) == 0 {
		delete(b, name)
		return
	}
	b[name] = list
}
