package taxonomies

import (
	"strings"
	"testing"
)

func TestFits(t *testing.T) {
	m := NewMatcher(
		Mapping{URI: "https://lists.example/terms/7", Ours: []string{"warm-spaces", "coffee-mornings"}},
		Mapping{URI: "https://lists.example/terms/8", Ours: nil},
		Mapping{Vocabulary: "Open Eligibility", Name: "Money", Ours: []string{"debt-advice"}},
	)
	for _, c := range []struct {
		published Published
		codes     string
		reason    string
	}{
		{Published{URI: OwnURI + "lunch-clubs"}, "lunch-clubs", "published with this term"},
		{Published{Name: "Food", Vocabulary: "Open Eligibility"}, "food", "“Food” of Open Eligibility is mapped to it"},
		{Published{Name: "Money", Vocabulary: "open eligibility"}, "debt-advice", "mapped"},
		{Published{Name: "Winter help", URI: "http://lists.example/terms/7/"}, "coffee-mornings warm-spaces", "“Winter help” of another list is mapped to it"},
		{Published{Name: "Lunch clubs", URI: "https://lists.example/terms/8"}, "", ""},
		{Published{Name: "Luncheon Club"}, "lunch-clubs", "“Luncheon Club” is a name for it"},
		{Published{Name: "Mental Health"}, "low-mood", "a name for it"},
		{Published{Name: "Stress Street Centre"}, "", ""},
		{Published{Name: "Food"}, "food", "a name for it"},
		{Published{Name: "Weekly lunch club for older people"}, "lunch-clubs", "“Weekly lunch club for older people” has the words “lunch club”"},
		{Published{Name: "Debt advice and benefits advice"}, "debt-advice benefits-advice", "has the words"},
		{Published{Name: "Fish and chips"}, "", ""},
		{Published{}, "", ""},
	} {
		fits := m.Fits([]Published{c.published})
		var codes []string
		for _, fit := range fits {
			codes = append(codes, fit.Code)
		}
		if strings.Join(codes, " ") != c.codes || len(fits) > 0 && !strings.Contains(fits[0].Reason, c.reason) {
			t.Errorf("%+v: %+v, want %s, %s", c.published, fits, c.codes, c.reason)
		}
	}
}

func TestTheSurestFitCounts(t *testing.T) {
	fits := NewMatcher().Fits([]Published{
		{Name: "Monday lunch club"}, {Name: "Loneliness or isolation"}, {Name: "Lunch clubs", URI: OwnURI + "lunch-clubs"}, {Name: "Food bank"},
	})
	if len(fits) != 2 || fits[0].Code != "lunch-clubs" || fits[0].Reason != "published with this term" || fits[1].Code != "food-banks" {
		t.Errorf("%+v", fits)
	}
}

func TestShippedMappingsNameTermsOfOurs(t *testing.T) {
	for _, mapping := range Shipped {
		if len(mapping.Ours) == 0 || mapping.URI == "" && (mapping.Vocabulary == "" || mapping.Name == "") {
			t.Errorf("%+v", mapping)
		}
		for _, code := range mapping.Ours {
			if _, ok := Own.Term(OwnID(code)); !ok {
				t.Errorf("%s is mapped to %q, which is not there", mapping.Name, code)
			}
		}
	}
}
