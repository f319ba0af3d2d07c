package directory

import (
	"slices"
	"testing"
)

func stems(text string) []string {
	var all []string
	for _, w := range split(text) {
		all = append(all, w.stem)
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

func TestMeaningful(t *testing.T) {
	words := meaningful(split("a lunch club for older people near me"))
	if len(words) != 2 || words[0].plain != "lunch" || words[1].plain != "older" {
		t.Errorf("%+v", words)
	}
	if words := meaningful(split("the group")); len(words) != 2 {
		t.Errorf("nothing but small words: %+v", words)
	}
	if words := meaningful(nil); len(words) != 0 {
		t.Errorf("%+v", words)
	}
}

func FuzzSplit(f *testing.F) {
	for _, seed := range []string{"Lunch club", "Café 🍲 food-bank", "\xff'’'", "İstanbul ẞ", "ǅ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range split(text) {
			if w.plain == "" || len(w.plain) > maxWordLength || fold(w.plain) != w.plain {
				t.Fatalf("%q: %+v, folded again %q", text, w, fold(w.plain))
			}
		}
		tell(text, true)
	})
}

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"garden", "garden", 0}, {"gardn", "garden", 1}, {"gardne", "garden", 1}, {"gxrdxn", "garden", 2}, {"garden", "", 3}, {"abcdef", "uvwxyz", 3},
	} {
		if got := min(slips(c.a, c.b, 2), 3); got != c.want {
			t.Errorf("slips(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
