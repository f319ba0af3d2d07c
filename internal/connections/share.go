package connections

import (
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

// Shareable lists the facts about a person that a referral can share, in the
// order of the page. Facts that are not known are left out. The first two are
// on unless the worker takes them off; the others are off.
func Shareable(p people.Person, needs []string) []Fact {
	var facts []Fact
	add := func(key, label, value string) {
		if value != "" {
			facts = append(facts, Fact{key, label, value})
		}
	}
	name := p.FullName()
	if p.Called != "" && p.Called != p.Given {
		name += " (likes to be called " + p.Called + ")"
	}
	add("name", "Name", name)
	add("phone", "Phone", p.Phone)
	add("reach", "How to get in touch", reachWords(p))
	add("email", "Email", p.Email)
	if !p.BirthDate.IsZero() {
		add("birth", "Date of birth", p.BirthDate.Long())
	}
	add("language", "Language", languageWords(p))
	add("access", "Access needs", p.AccessNeeds)
	add("postcode", "Postcode", p.Postcode)
	add("needs", "What would help", strings.Join(vocabulary.NeedLabels(needs), ", "))
	return facts
}

// OnByDefault are the facts that are shared unless the worker takes them off.
var OnByDefault = []string{"name", "phone", "reach"}

func reachWords(p people.Person) string {
	return strings.TrimSuffix(strings.Join(append(p.Best(), p.Minds()...), " "), ".")
}

func languageWords(p people.Person) string {
	words := vocabulary.Languages.Label(p.Language)
	if p.Interpreter {
		words = strings.TrimSpace(words + ", interpreter needed")
	}
	return strings.TrimPrefix(words, ", ")
}

// Chosen keeps the facts with the given keys and adds the worker's note.
func Chosen(facts []Fact, keys []string, note string) []Fact {
	var chosen []Fact
	for _, f := range facts {
		for _, key := range keys {
			if f.Key == key {
				chosen = append(chosen, f)
				break
			}
		}
	}
	if note = strings.TrimSpace(note); note != "" {
		chosen = append(chosen, Fact{"note", "Note from the link worker", note})
	}
	return chosen
}

// Age is how long ago a connection was made, in words.
func (c Connection) Age(today dates.Date) string { return c.MadeOn.Relative(today) }
