package builder

import (
	"encoding/json"
	"net/url"
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/web/visit"
)

// Choices that are shown and sent back as they are stay as they are, in every
// language.
func TestChoicesComeBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		words := rapid.StringMatching(`[A-Za-zéŵ=,'][A-Za-zéŵ=,' ]{0,20}[a-z]`)
		f := form.Form{Languages: []string{"en", "cy"}}
		var choices []form.Choice
		for _, code := range rapid.SliceOfDistinct(rapid.StringMatching(`[A-Za-z0-9_-]{1,8}`), func(s string) string { return s }).Draw(rt, "codes") {
			c := form.Choice{Code: code, Label: form.Words{"en": words.Draw(rt, "en")}}
			if rapid.Bool().Draw(rt, "translated") {
				c.Label["cy"] = words.Draw(rt, "cy")
			}
			choices = append(choices, c)
		}
		fields := visit.Fields{Values: url.Values{}}
		for _, l := range f.Languages {
			fields.Set(box("choices", l), choiceLines(choices, l))
		}
		var bad db.Invalid
		read := takeChoices(fields, f, &bad)
		before, _ := json.Marshal(choices)
		after, _ := json.Marshal(read)
		if string(before) != string(after) || len(bad.Fields) > 0 {
			rt.Fatalf("%s\n%s\n%v", before, after, bad.Fields)
		}
	})
}

// FuzzChoices reads whatever is typed into the box of choices.
func FuzzChoices(f *testing.F) {
	for _, seed := range []string{"yes = Yes\nno = No", "Yes\nYes\n=\n = x", "’é\n\r\n a=b=c"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		of := form.Form{Languages: []string{"en"}}
		var bad db.Invalid
		seen := make(map[string]bool)
		for _, c := range takeChoices(visit.Fields{Values: url.Values{"choices-en": {typed}}}, of, &bad) {
			if c.Code == "" || seen[c.Code] {
				t.Fatalf("%q: code %q", typed, c.Code)
			}
			seen[c.Code] = true
		}
	})
}

func TestNamesAreMade(t *testing.T) {
	f := form.Form{Items: []form.Item{{Name: "cold", Kind: form.Text}}}
	for words, want := range map[string]string{
		"Cold?": "cold_2", "1. Where do you live?": "where_do_you_live", "": "text", "not": "not_2", "Ŵy": "y", "!": "other",
		"How satisfied are you with your life nowadays?": "how_satisfied_are_you",
	} {
		if got := freeName(f, words, form.Text); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}
