package groups_test

import (
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/engagement/groups"
)

// editTheReport writes in the place of a line of the report: what was drafted stays beside
// it, and is told when the log changes.
func editTheReport(t *testing.T, s *scene, contribution string) {
	line := func() groups.Item { return as(s, s.Field, groups.Report)[2].Items[0] }
	edit := func(by access.Actor, key, words string, version int) error {
		return groups.EditReport(s.Context(), s.DB, by, keyless, s.ID, key, words, version)
	}
	key := line().Key
	castest.Refused(t, edit(s.Lead, key, strings.Repeat("a", 4001), 0), "words")
	castest.Is(t, edit(s.Field, key, "Ours", 0), db.ErrNotFound)
	castest.Is(t, edit(s.Lead, "contribution:unknown", "Ours", 0), db.ErrNotFound)
	s.OK(edit(s.Lead, key, "The group asked for plainer words.", 0))
	castest.Is(t, edit(s.Lead, key, "Mine", 0), db.ErrConflict)
	if x := line(); x.Text() != "The group asked for plainer words." || !strings.HasPrefix(x.Drafted, "Holding: ") || x.Moved() || x.Edit.By != s.Lead.Name || x.Edit.On != s.Today() {
		t.Errorf("%+v", x)
	}
	s.OK(groups.ChangeContribution(s.Context(), s.DB, s.Lead, keyless, s.ID, groups.Contribution{ID: contribution, Version: 2, About: "Holding", Words: "Say it much plainer", Changed: "The summary was rewritten"}))
	if x := line(); !x.Moved() || !strings.Contains(x.Drafted, "much plainer") {
		t.Errorf("the log changed: %+v", x)
	}
	s.OK(edit(s.Lead, key, "", 1))
	if x := line(); x.Edited() || x.Text() != x.Drafted {
		t.Errorf("%+v", x)
	}

	link := s.link(s.rosa) // words that their member takes back do not live on in the report
	s.OK(groups.Reflect(s.Context(), s.DB, keyless, link.ID, groups.Valued, "The people"))
	said := as(s, s.Field, groups.Report)[4].Items[0]
	s.OK(edit(s.Lead, said.Key, "A member valued the people.", 0))
	s.OK(groups.TakeBack(s.Context(), s.DB, keyless, link.ID, strings.TrimPrefix(said.Key, "reflection:")))
	for _, x := range as(s, s.Field, groups.Report)[4].Items {
		if strings.Contains(x.Text(), "people") {
			t.Errorf("%+v", x)
		}
	}
}
