package directory

import (
	"slices"
	"testing"

	"linkwork/internal/vocabulary"
)

func TestNeedsOf(t *testing.T) {
	for _, c := range []struct {
		service Service
		want    []ServiceNeed
	}{
		{Service{Name: "Harbour lunch club"}, []ServiceNeed{{"loneliness", InName, "lunch club"}, {"lunch-clubs", InName, "Harbour lunch club"}, {"food", InName, "lunch"}}},
		{Service{Name: "Open door", Topics: []string{"Debt Advice"}}, []ServiceNeed{{"money", InTopic, "Debt Advice"}, {"debt-advice", InTopic, "Debt Advice"}}},
		{Service{Name: "Open door", Description: "We help with debts and with a foodbank voucher."}, []ServiceNeed{{"money", InDescription, "debts"}, {"food", InDescription, "foodbank"}}},
		{Service{Name: "Men's Sheds"}, []ServiceNeed{{"purpose", InName, "Men's Sheds"}, {"sheds-and-repair", InName, "Men's Sheds"}}},
		{Service{Name: "Chess", Description: "Run by volunteers. Families welcome. The benefits of play. Drama-free."}, nil},
		{Service{Name: "Refuge and domestic abuse line"}, []ServiceNeed{{"domestic-abuse", InName, "Refuge"}, {"refuges", InName, "Refuge and domestic abuse line"}}},
	} {
		if got := NeedsOf(c.service); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.service.Name, got, c.want)
		}
	}
}

func TestEveryNeedHasTellingWords(t *testing.T) {
	for code := range tellingWords {
		if !vocabulary.Needs.Has(code) {
			t.Errorf("%s is not a need", code)
		}
	}
	for _, code := range vocabulary.Needs.Codes() {
		if tellingWords[code] == "" && code != "other" {
			t.Errorf("no words tell of %s", code)
		}
	}
}
