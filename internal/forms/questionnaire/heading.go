package questionnaire

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/forms/form"
	"linkwork/internal/vocabulary"
)

// Heading is what a QuestionnaireResponse says about itself.
type Heading struct {
	Identifier string // of the answers in the system that they are from; "" for none
	Ours       string // id of our own answers, as we wrote them; "" for another system's
	Form       string // address of the Questionnaire, without a version; "" for none
	FormName   string // for people; its address where it has none
	Version    string // of the Questionnaire
	Status     string
	Subject    Subject
	Day        dates.Date // on which the answers were given; zero where the file does not say
	System     string     // name of the system, where the file has one
}

// Subject is whose answers a QuestionnaireResponse says that they are.
type Subject struct {
	Known     bool   // it says anything
	NHSNumber string // 10 digits
	Name      string
	Born      dates.Date
	Reference string // in the system that they are from
}

type heading struct {
	Meta          struct{ Source string }
	Contained     []json.RawMessage
	Identifier    identifier
	Questionnaire string
	Named         primitive `json:"_questionnaire"`
	Status        string
	Subject       *reference
	Authored      string
	Author        *reference
}

type identifier struct {
	System string `json:"system,omitempty"`
	Value  string `json:"value,omitempty"`
}

type reference struct {
	Reference  string     `json:"reference,omitempty"`
	Type       string     `json:"type,omitempty"`
	Identifier identifier `json:"identifier,omitzero"`
	Display    string     `json:"display,omitempty"`
}

type patient struct {
	Type       string       `json:"resourceType"`
	ID         string       `json:"id"`
	Identifier []identifier `json:"identifier"`
	Name       []struct {
		Text   string   `json:"text"`
		Family string   `json:"family"`
		Given  []string `json:"given"`
	} `json:"name"`
	BirthDate string `json:"birthDate"`
}

// nhsNumbers are the names of the system of NHS numbers.
var nhsNumbers = []string{"https://fhir.nhs.uk/Id/nhs-number", "urn:oid:2.16.840.1.113883.2.1.4.1"}

// ourAnswers is the system of the ids of our own answers.
const ourAnswers = "urn:linkwork:answers"

const display = "http://hl7.org/fhir/StructureDefinition/display"

// ReadHeading reads what a QuestionnaireResponse says about itself. The error says
// in plain words why it is none, or what of this cannot be read.
func ReadHeading(body []byte) (h Heading, err error) {
	var in heading
	if err := decode(body, &in, "QuestionnaireResponse"); err != nil {
		return h, err
	}
	h.Form, h.Version, _ = strings.Cut(in.Questionnaire, "|")
	h.FormName, h.Status = h.Form, in.Status
	for _, e := range in.Named.Extension {
		if e.URL == display && e.String != "" {
			h.FormName = e.String
		}
	}
	if in.Identifier.Value != "" {
		h.Identifier = in.Identifier.System + "|" + in.Identifier.Value
		if in.Identifier.System == ourAnswers {
			h.Ours = in.Identifier.Value
		}
	}
	h.System = in.system()
	h.Subject = in.subject()
	h.Day, err = dayOf(in.Authored)
	return h, err
}

// system is the name of the program or the organisation that wrote the file; who
// the author was is no name of a system.
func (in heading) system() string {
	if a := in.Author; a != nil && a.Display != "" {
		sort, _, _ := strings.Cut(a.Reference, "/")
		if a.Type != "" {
			sort = a.Type
		}
		if sort == "Device" || sort == "Organization" {
			return a.Display
		}
	}
	return in.Meta.Source
}

func (in heading) subject() (s Subject) {
	if in.Subject == nil {
		return s
	}
	s.Reference, s.Name = in.Subject.Reference, in.Subject.Display
	s.number(in.Subject.Identifier)
	for _, body := range in.Contained {
		var p patient
		if json.Unmarshal(body, &p) != nil || p.Type != "Patient" || "#"+p.ID != in.Subject.Reference {
			continue
		}
		for _, i := range p.Identifier {
			s.number(i)
		}
		for _, n := range p.Name {
			if s.Name == "" {
				s.Name = strings.TrimSpace(n.Text)
			}
			if s.Name == "" {
				s.Name = strings.TrimSpace(strings.Join(n.Given, " ") + " " + n.Family)
			}
		}
		s.Born, _ = dates.Parse(p.BirthDate) // a year alone says too little
	}
	s.Known = s != Subject{} || in.Subject.Identifier.Value != ""
	return s
}

// number keeps an NHS number, by whatever name its system goes.
func (s *Subject) number(i identifier) {
	digits := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, i.Value)
	if slices.Contains(nhsNumbers, i.System) || i.System == "" && vocabulary.ValidNHSNumber(digits) {
		s.NHSNumber = digits
	}
}

// dayOf is the day of a time as FHIR writes it; none for "". A year or a month
// alone is none either: it does not say which day.
func dayOf(authored string) (dates.Date, error) {
	switch {
	case authored == "" || len(authored) < len("2026-11-27"):
		return dates.Date{}, nil
	case len(authored) == len("2026-11-27"):
		day, err := dates.Parse(authored)
		if err != nil {
			return day, form.NotRead("The day of the answers, %s, is none", authored)
		}
		return day, nil
	}
	at, err := time.Parse(time.RFC3339, authored)
	if err != nil {
		return dates.Date{}, form.NotRead("The time of the answers cannot be read")
	}
	return dates.Of(at), nil
}

// Canonical is the address of a form among others.
func Canonical(id string) string { return "urn:linkwork:form:" + id }

// Completed is what a set of answers that leaves says about itself.
type Completed struct {
	At      time.Time
	ID      string  // of the answers here; "" for none
	Subject Subject // whose they are, by NHS number and name
}

func (c Completed) identifier() *identifier {
	if c.ID == "" {
		return nil
	}
	return &identifier{ourAnswers, c.ID}
}

func (s Subject) reference() *reference {
	if s.Name == "" && s.NHSNumber == "" {
		return nil
	}
	out := reference{Display: s.Name}
	if s.NHSNumber != "" {
		out.Identifier = identifier{nhsNumbers[0], s.NHSNumber}
	}
	return &out
}
