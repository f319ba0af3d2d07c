package find

import (
	"maps"
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// answerField is the name of the box that asks a question.
func answerField(q directory.Question) string { return "may-" + string(q) }

// fillWhoMayCome fills the boxes with what is known of who may come.
func fillWhoMayCome(f visit.Fields, s directory.Service) {
	for _, question := range directory.Questions {
		f.Set(answerField(question.Code), string(s.Answers[question.Code]))
	}
	for name, age := range map[string]*int{"minimum-age": s.MinimumAge, "maximum-age": s.MaximumAge} {
		if age != nil {
			f.SetNumber(name, *age)
		}
	}
}

var answerItems = []ui.Choice{{Value: string(directory.Yes), Text: "Yes"}, {Value: string(directory.No), Text: "No"}, {Value: "", Text: "Not stated"}}

// changedWho puts what was said of who may come into the entry and returns the
// codes of what it changes.
func changedWho(f visit.Fields, s *directory.Service, bad *db.Invalid) (changed []string) {
	if !f.Is("who-asked", "yes") {
		return nil
	}
	answers := make(directory.Answers)
	for _, question := range directory.Questions {
		if answer := directory.Answer(f.Get(answerField(question.Code))); answer == directory.Yes || answer == directory.No {
			answers[question.Code] = answer
		}
	}
	if !maps.Equal(answers, s.Answers) {
		s.Answers, changed = answers, append(changed, "answers")
	}
	from, to := readAge(f, "minimum-age", bad), readAge(f, "maximum-age", bad)
	if from != nil && to != nil && *to < *from {
		bad.Add("maximum-age", "Enter an age that is not below the youngest")
	}
	if !sameAge(from, s.MinimumAge) || !sameAge(to, s.MaximumAge) {
		s.MinimumAge, s.MaximumAge, changed = from, to, append(changed, "ages")
	}
	return changed
}

func readAge(f visit.Fields, name string, bad *db.Invalid) *int {
	text := f.Text(name)
	if text == "" {
		return nil
	}
	age, err := strconv.Atoi(text)
	if err != nil || age < 0 || age > maxAge {
		bad.Add(name, "Enter an age in years, like 45")
	}
	return &age
}

func sameAge(a, b *int) bool { return a == b || a != nil && b != nil && *a == *b }
