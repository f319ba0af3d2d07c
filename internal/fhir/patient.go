package fhir

import (
	"cmp"
	"slices"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/fhir/r4"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

const interpreterURL = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired"

// details reads what a link worker needs of a Patient.
func details(p *r4.Patient) people.Details {
	d := people.Details{Voicemail: people.VoicemailUnknown}
	d.Given, d.Family = names(p)
	d.NHSNumber = nhsNumber(p)
	if birth, err := dates.Parse(string(p.BirthDate)); err == nil { // a year alone is not a date of birth
		d.BirthDate = birth
	}
	d.Phone, d.Email = telecom(p.Telecom, "phone", "sms"), telecom(p.Telecom, "email")
	d.Address, d.Postcode = address(p.Address)
	d.ContactBy = contactBy(d)
	d.Language = language(p)
	for _, extension := range p.Extension {
		if extension.URL == interpreterURL && extension.Value != nil {
			d.Interpreter = extension.Value.Value == true
		}
	}
	return d
}

// bestName is the official name, or the usual one, or the first in use.
func bestName(all []r4.HumanName) r4.HumanName {
	for _, use := range []r4.Code{"official", "usual", ""} {
		for _, name := range all {
			if name.Use == use {
				return name
			}
		}
	}
	if len(all) > 0 {
		return all[0]
	}
	return r4.HumanName{}
}

// names splits a name that is given only as a text before its last word.
func names(p *r4.Patient) (given, family string) {
	name := bestName(p.Name)
	given, family = strings.Join(strings.Fields(strings.Join(name.Given, " ")), " "), name.Family
	if given == "" && family == "" {
		words := strings.Fields(name.Text)
		if n := len(words); n > 1 {
			given, family = strings.Join(words[:n-1], " "), words[n-1]
		}
	}
	return given, family
}

func nhsNumber(p *r4.Patient) string {
	for _, identifier := range p.Identifier {
		if identifier.System == vocabulary.NHSNumberSystem && identifier.Use != "old" {
			return identifier.Value
		}
	}
	return ""
}

// telecom returns the best value of a system: not old, mobile first, then by
// rank.
func telecom(all []r4.ContactPoint, systems ...r4.Code) string {
	var usable []r4.ContactPoint
	for _, point := range all {
		if slices.Contains(systems, point.System) && point.Use != "old" && point.Value != "" {
			usable = append(usable, point)
		}
	}
	if len(usable) == 0 {
		return ""
	}
	return slices.MinFunc(usable, func(a, b r4.ContactPoint) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(notMobile(a), notMobile(b)))
	}).Value
}

func rank(point r4.ContactPoint) int {
	if point.Rank == nil {
		return 1 << 30
	}
	return *point.Rank
}

func notMobile(point r4.ContactPoint) int {
	if point.Use == "mobile" {
		return 0
	}
	return 1
}

// address returns the home address in one text, and its postcode.
func address(all []r4.Address) (text, postcode string) {
	for _, use := range []r4.Code{"home", "", "temp"} {
		for _, a := range all {
			if a.Use == use {
				return strings.Join(a.Lines(), ", "), a.PostalCode
			}
		}
	}
	return "", ""
}

func contactBy(d people.Details) people.ContactBy {
	switch {
	case d.Phone != "":
		return people.ByPhone
	case d.Email != "":
		return people.ByEmail
	case d.Address != "":
		return people.ByLetter
	}
	return people.ByPhone
}

// language returns the preferred language by name, or the first one.
func language(p *r4.Patient) string {
	var best *r4.CodeableConcept
	for _, c := range p.Communication {
		if best == nil || r4.Yes(c.Preferred) {
			best = c.Language
		}
		if r4.Yes(c.Preferred) {
			break
		}
	}
	if best == nil {
		return ""
	}
	for _, coding := range best.Coding {
		code, _, _ := strings.Cut(string(coding.Code), "-") // en-GB is English
		if name, ok := vocabulary.Languages.Find(code); ok {
			return name.Label
		}
	}
	return best.Words()
}
