package words

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{"Café": "cafe", "Men's": "mens", "MEN’S": "mens", "Łódź": "lodz", "straße": "strasse", "plain": "plain", "ŒUVRE": "oeuvre", "": ""} {
		if got := Fold(text); got != want {
			t.Errorf("Fold(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestStems(t *testing.T) {
	for text, want := range map[string][]string{
		"Walking Groups":      {"walk", "group"},
		"Tea & Chat — cafés":  {"tea", "chat", "cafe"},
		"Over-60s lunch/club": {"over", "60s", "lunch", "club"},
		"...":                 {},
	} {
		if got := Stems(text); !slices.Equal(got, want) {
			t.Errorf("Stems(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		a, b          string
		allowed, want int
	}{
		{"lunch", "lunch", 2, 0}, {"lunch", "luhch", 2, 1}, {"lunch", "lucnh", 2, 1}, {"lunch", "lnch", 2, 1}, {"lunch", "brunch", 2, 2},
		{"lunch", "luncheon", 2, 3}, {"", "ab", 2, 2}, {"abc", "xyz", 1, 2}, {"café", "cafe", 1, 1},
	} {
		if got := Slips(c.a, c.b, c.allowed); got != c.want {
			t.Errorf("Slips(%q, %q, %d) = %d, want %d", c.a, c.b, c.allowed, got, c.want)
		}
	}
}

func TestSlipsCountTheSameBothWays(t *testing.T) {
	word := rapid.StringMatching(`[a-cé]{0,9}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, allowed := word.Draw(t, "a"), word.Draw(t, "b"), rapid.IntRange(0, 4).Draw(t, "allowed")
		there, back := Slips(a, b, allowed), Slips(b, a, allowed)
		if there != back || there > allowed+1 || (there == 0) != (a == b) {
			t.Fatalf("%d there, %d back", there, back)
		}
	})
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"Café’s", "İstanbul", "ﬁne", "\xff'", "ẞ Å Æ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		folded := Fold(text)
		if again := Fold(folded); again != folded {
			t.Fatalf("%q folds to %q and then to %q", text, folded, again)
		}
		for _, word := range Split(text) {
			if len(word) > longest || Fold(word) != word {
				t.Fatalf("%q is not a folded word", word)
			}
		}
	})
}
