package search

import (
	"slices"
	"testing"
)

func stems(text string) []string {
	var all []string
	for _, w := range Split(text) {
		all = append(all, w.Stem)
	}
	return all
}

func TestWordsAreAlike(t *testing.T) {
	for _, pair := range [][2]string{
		{"Lunch clubs", "lunch club"}, {"CAFÉ", "cafe"}, {"cafe\u0301s", "café"}, {"food-bank", "Foodbank"}, {"Walks", "walking"},
		{"Men's shed", "mens sheds"}, {"men’s", "men's"}, {"ŁÓDŹ", "lodz"}, {"Straße", "strasse"}, {"gardening", "garden"}, {"activities", "activity"},
	} {
		if a, b := stems(pair[0]), stems(pair[1]); !slices.Equal(a, b) || len(a) == 0 {
			t.Errorf("%q is %q, %q is %q", pair[0], a, pair[1], b)
		}
	}
}

// Phrases that say nothing are passed over whole, unless there is nothing else.
func TestFillersAreNotLookedFor(t *testing.T) {
	ix := New([]Doc{named("visa", "Visa advice"), named("run", "Running club"), named("both", "Running and visa friends out")}, NewSynonyms(nil))
	for asked, want := range map[string]int{"visa running out": 2, "visa running": 1, "running": 2, "running out": 1} {
		if got := ix.Search(Query{Words: asked, Limit: 9, Now: now}); got.Total != want || got.AnyWord {
			t.Errorf("%q: %d %v, want %d", asked, got.Total, ids(got.Hits), want)
		}
	}
}

func TestSmallWordsAreNotLookedFor(t *testing.T) {
	ix := New(nil, NewSynonyms(Alike))
	asked := func(text string) (words []string) {
		terms, _ := ix.terms(text, true)
		for _, t := range terms {
			words = append(words, t.asked)
		}
		return words
	}
	for text, want := range map[string][]string{
		"a lunch club for older people near me": {"lunch", "older"}, "the group": {"the", "group"}, "": nil, "looking after my dad": {"looking after"},
		"wellbeing walks": {"wellbeing", "wellbeing", "walks"},
	} {
		if got := asked(text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, seed := range []string{"Lunch club", "Café 🍲 food-bank", "\xff'’'", "İstanbul ẞ", "ǅ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range Split(text) {
			if w.Plain == "" || len(w.Plain) > maxWordLength || Fold(w.Plain) != w.Plain {
				t.Fatalf("%q: %+v, folded again %q", text, w, Fold(w.Plain))
			}
		}
	})
}
