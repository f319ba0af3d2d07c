package find

import (
	"net/url"
	"slices"

	"linkwork/internal/directory"
)

// chip is one thing that a search narrows to, and can be taken away.
type chip struct{ Label, Field, Value string }

// key names the chip to the form that takes it away.
func (c chip) key() string { return c.Field + "=" + c.Value }

// chips are everything that the search narrows to, so that nothing narrows
// unseen from within a fold.
func (s *search) chips() (all []chip) {
	f := s.Fields
	add := func(field, value, label string) {
		if value != "" && s.has(field, value) {
			all = append(all, chip{label, field, value})
		}
	}
	if s.onlyFavourites() {
		add("list", "favourites", "Your favourites")
	}
	if !s.Wider { // else the needs narrow nothing, and the page says so
		for _, code := range f.All("needs") {
			add("needs", code, directory.NeedName(code)+s.whose(code))
		}
		for _, code := range f.All("kinds") {
			add("kinds", code, directory.NeedName(code))
		}
	}
	for _, box := range boxes {
		add("only", box.value, box.label)
	}
	add("only", "room", roomLabel)
	for _, day := range week {
		add("days", day.String(), day.String()+"s")
	}
	for part, label := range timesInOrder() {
		add("times", part.String(), label)
	}
	add("language", f.Get("language"), f.Get("language")+" spoken")
	if age := f.Text("age"); s.Query.Age > 0 {
		add("age", age, "Age "+age)
	}
	if s.Query.Miles > 0 {
		add("miles", f.Get("miles"), "Within "+milesLabel(f.Get("miles")))
	}
	return all
}

// whose says of a need that it was filled in from the record.
func (s *search) whose(code string) string {
	if slices.Contains(s.known, code) {
		return " (from " + s.Called + "’s needs)"
	}
	return ""
}

// without is the same search without one thing that it narrows to.
func (s *search) without(c chip) url.Values {
	kept := s.with("page", "")
	kept[c.Field] = slices.DeleteFunc(slices.Clone(kept[c.Field]), func(v string) bool { return v == c.Value })
	return kept
}

// advice is what might find something where nothing was found: only what was
// asked for can be taken back.
func (s *search) advice() (all []string) {
	f := s.Fields
	if s.Query.Words != "" {
		all = append(all, "look for one other word, or for a need instead of words")
	}
	for _, field := range []struct{ name, words string }{
		{"only", "take away what is ticked under “Only”"}, {"days", "look on other days"}, {"times", "look at other times of day"},
		{"needs", "take away a need, or look for another"}, {"kinds", "look for the whole need, not one kind of help"}, {"language", "look in any language"},
	} {
		if slices.ContainsFunc(f.All(field.name), func(v string) bool { return v != "" }) {
			all = append(all, field.words)
		}
	}
	if s.Query.Age > 0 {
		all = append(all, "look for any age")
	}
	if s.Query.Miles > 0 {
		all = append(all, "look further than "+milesLabel(f.Get("miles")))
	}
	return all
}

// clearHref is the list without anything asked for; "" where nothing is.
func (s *search) clearHref() string {
	for _, values := range s.with("page", "") {
		if len(values) > 0 {
			return s.base()
		}
	}
	return ""
}

func milesLabel(miles string) string {
	if miles == "1" {
		return "1 mile"
	}
	return miles + " miles"
}
