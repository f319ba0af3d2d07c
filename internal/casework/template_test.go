package casework_test

import (
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// usable are the names of the templates that somebody may use.
func usable(c *castest.Cast, by access.Actor) string {
	var names []string
	c.Read(func(s *db.Snapshot) error {
		all, err := casework.Templates(s, by)
		for _, t := range all {
			names = append(names, t.Name)
		}
		return err
	})
	return strings.Join(names, ", ")
}

func TestATemplateIsUsedByItsTeamOrItsOwner(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		keep := func(by access.Actor, name string, ofTeam bool) (string, error) {
			return casework.KeepTemplate(t.Context(), d, by, keyless, name, "What went well:", ofTeam)
		}
		team, err := keep(n.Manager, "First  conversation", true)
		c.OK(err)
		own, err := keep(n.First, "My review", false)
		c.OK(err)
		_, err = keep(n.First, "For all", true)
		castest.Is(t, err, db.ErrNotFound)
		for _, stranger := range []access.Actor{n.Practice, c.Admin} {
			_, err = keep(stranger, "Mine", false)
			castest.Is(t, err, db.ErrNotFound)
		}
		for _, k := range []struct {
			by   access.Actor
			want string
		}{{n.First, "First conversation, My review"}, {n.Second, "First conversation"}, {n.Manager, "First conversation"}, {c.Canalside.First, ""}, {c.Canalside.Manager, ""}, {n.Practice, ""}} {
			if got := usable(c, k.by); got != k.want {
				t.Errorf("%s may use %q, want %q", k.by.Name, got, k.want)
			}
		}
		for _, k := range []struct {
			by access.Actor
			id string
		}{{n.First, team}, {n.Second, own}, {n.Manager, own}, {c.Canalside.Manager, team}} {
			castest.Is(t, casework.DropTemplate(t.Context(), d, k.by, keyless, k.id), db.ErrNotFound)
			castest.Is(t, casework.ChangeTemplate(t.Context(), d, k.by, keyless, casework.Template{ID: k.id, Version: 1, Name: "x", Words: "y"}), db.ErrNotFound)
		}
		c.OK(casework.ChangeTemplate(t.Context(), d, n.Manager, keyless, casework.Template{ID: team, Version: 1, Name: "First talk", Words: "A good week:"}))
		castest.Is(t, casework.ChangeTemplate(t.Context(), d, n.Manager, keyless, casework.Template{ID: team, Version: 1, Name: "Late", Words: "y"}), db.ErrConflict)
		c.OK(casework.DropTemplate(t.Context(), d, n.First, keyless, own))
		if got := usable(c, n.First); got != "First talk" {
			t.Errorf("after that: %q", got)
		}
	})
}

func TestATemplateNeedsANameAndWordsAndThereAreNotTooMany(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		keep := func(name, words string) error {
			_, err := casework.KeepTemplate(t.Context(), d, c.Harbour.First, keyless, name, words, false)
			return err
		}
		castest.Refused(t, keep(" ", "words"), "name")
		castest.Refused(t, keep(strings.Repeat("n", 61), "words"), "name")
		castest.Refused(t, keep("Name", "\n"), "words")
		castest.Refused(t, keep("Name", strings.Repeat("é", 2001)), "words")
		for range 30 {
			c.OK(keep("Name", strings.Repeat("é", 2000)))
		}
		castest.Refused(t, keep("One more", "words"), "name")
	})
}

func TestATemplateNeverOverwrites(t *testing.T) {
	for _, k := range []struct{ typed, want string }{
		{"", "How are you?"}, {" \n", "How are you?"}, {"We spoke.", "We spoke.\n\nHow are you?"}, {"We spoke.\r\n\r\n", "We spoke.\n\nHow are you?"},
	} {
		if got := (casework.Template{Words: "How are you?"}).AddTo(k.typed); got != k.want {
			t.Errorf("after %q: %q", k.typed, got)
		}
	}
}
