package instudy

import (
	"strings"
	"testing"

	"linkwork/internal/studies"
	"linkwork/internal/web/ui"
)

func labels(items []ui.NavItem) (all []string) {
	for _, i := range items {
		l := i.Label
		if i.Current {
			l += "*"
		}
		all = append(all, l)
	}
	return all
}

func TestAMenuHasTwoRowsWhereThereIsMuch(t *testing.T) {
	for _, c := range []struct {
		role         studies.Role
		items, pages string
	}{
		{studies.FieldResearcher, "Overview Set-up* Taking part Collecting Involving Sharing", "Plan* Team Sites Documents Amendments Difficulties log"},
		{studies.Custodian, "Custodian", ""},
		{studies.Transcriber, "To write down", ""},
	} {
		seat := studies.Seat{Parts: []studies.Part{{Role: c.role}}}
		m := menu(seat, "Plan")
		if got := strings.Join(labels(m.Items), " "); got != c.items {
			t.Errorf("%s: %q, want %q", c.role, got, c.items)
		}
		if got := strings.Join(labels(m.Pages), " "); got != c.pages {
			t.Errorf("%s: below %q, want %q", c.role, got, c.pages)
		}
	}
}
