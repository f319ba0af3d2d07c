package prsb

import (
	"strings"

	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

func (rec record) demographics() Node {
	p := rec.person
	return group("Person demographics",
		group("Person name", item("Person first name", p.Given), item("Person family name", p.Family), item("Person preferred name", p.Called), item("Person full name", p.FullName())),
		day("Date of birth", p.BirthDate),
		item("NHS number", p.NHSNumber),
		group("Person's address", item("Address line 1", strings.ReplaceAll(p.Address, "\n", ", ")), item("Postcode", p.Postcode)),
		group("Person's contact details",
			item("Preferred contact method", p.ContactBy.Words()),
			group("Person's telephone number details", item("Person's telephone number", p.Phone)),
			group("Person's email address details", item("Person's email address", p.Email)),
			item("Other contact information", touch(p))),
		item("Relevant contacts", rec.relevant()))
}

// relevant are the people around the person, as far as they were written down.
func (rec record) relevant() string {
	var all []string
	for _, s := range rec.around {
		words := s.Name
		for _, more := range []string{s.Relation, s.Phone} {
			if more != "" {
				words += ", " + more
			}
		}
		if s.Role != "family" {
			words += " (" + vocabulary.SupporterRoles.Label(s.Role) + ")"
		}
		all = append(all, words)
	}
	return strings.Join(all, "; ")
}

// touch is what to know before getting in touch.
func touch(p people.Person) string {
	p.Phone = "" // voicemail has a sentence of its own, whether there is a number or not
	return strings.Join(append([]string{voicemail(p)}, p.Minds()...), " ")
}

func voicemail(p people.Person) string {
	switch p.Voicemail {
	case people.VoicemailYes:
		return "A voicemail may be left."
	case people.VoicemailNo:
		return "Do not leave a voicemail."
	}
	return "Whether a voicemail may be left was not asked: leave none."
}

func (rec record) gpPractice() Node {
	return group("GP practice", group("GP practice record entry",
		item("GP practice details", rec.practice.Name), item("GP practice identifier", rec.practice.ODSCode)))
}

func (rec record) aboutMe() Node {
	twice := func(name, text string) Node { return group(name, item(name, text)) } // the standard names group and item alike
	about := []Node{}
	if len(rec.matters) > 0 {
		about = append(about, twice("What is most important to me", rec.matters[0].Words))
	}
	for _, part := range vocabulary.AboutMeParts {
		said := rec.about.Now(part.Code)
		if part.Code == "helped-by" {
			about = append(about, item(part.Record, said))
		} else {
			about = append(about, twice(part.Record, said))
		}
	}
	return group("About me", about...)
}

func (rec record) requirements() Node {
	flag := ""
	if rec.person.AccessNeeds != "" || rec.person.Interpreter {
		flag = vocabulary.ReasonableAdjustments.Term
	}
	language := ""
	if rec.person.Interpreter {
		language = "Interpreter: " + vocabulary.Languages.Label(rec.person.Language)
	}
	return group("Individual requirements",
		group("Reasonable adjustment", group("Reasonable adjustment record entry",
			item("Reasonable adjustment flag", flag), words("Reasonable adjustment", rec.person.AccessNeeds))),
		group("Other individual requirements", item("Other individual requirement", language)))
}

func (rec record) consent() Node {
	var lines []string
	for _, p := range people.Current(rec.permissions) {
		said := "no"
		if p.Given {
			said = "yes"
		}
		lines = append(lines, p.RecipientName+": "+said+" ("+p.How+", "+p.SaidOn.String()+")")
	}
	if len(lines) == 0 {
		lines = append(lines, "The person has not been asked about sharing.")
	}
	return group("Consent", item("Consent for information sharing", strings.Join(lines, "\n")))
}

func (rec record) riskSection() Node {
	entries := each(rec.risks, func(k people.Risk) Node {
		risk := k.Words
		if k.NoneKnown {
			risk = "No known risks"
		}
		return group("Risks record entry", day("Start date of risk", k.StatedOn), day("End date of risk", k.EndedOn), words("Risk", risk), item("Comment", "Stated by "+k.Source))
	})
	if len(entries) == 0 {
		entries = append(entries, group("Risks record entry", words("Risk", "Risk was not asked about")))
	}
	return group("Risks", entries...)
}
