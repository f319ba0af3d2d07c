package reflections_test

import (
	"errors"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/reflections"
)

var stayed = reflections.Reflection{Kinds: []string{"longer"}, Words: "Stayed until her son came."}

func note(c *castest.Cast, by access.Actor, n reflections.Reflection) string {
	c.Helper()
	id, err := reflections.Note(c.Context(), c.DB, by, once.Key{}, n)
	c.OK(err)
	return id
}

// readers lists who of the cast reads any note, their own or as supervisor.
func readers(c *castest.Cast) (names []string) {
	c.Helper()
	for _, who := range c.Staff() {
		c.Read(func(r *db.Snapshot) error {
			mine, err := reflections.Mine(r, who, time.Time{}, 10)
			brought, err2 := reflections.ToSupervise(r, who)
			if len(mine)+len(brought) > 0 {
				names = append(names, who.Name)
			}
			return errors.Join(err, err2)
		})
	}
	return names
}

func wantReaders(c *castest.Cast, when string, want ...string) {
	c.Helper()
	got := readers(c)
	if len(got) != len(want) {
		c.Errorf("%s: read by %q, want %q", when, got, want)
		return
	}
	for i := range want {
		if got[i] != want[i] {
			c.Errorf("%s: read by %q, want %q", when, got, want)
		}
	}
}

func TestANoteIsItsWorkersUntilTheyBringIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina, jo := c.Harbour.First, c.Harbour.Manager
		id := note(c, amina, stayed)
		wantReaders(c, "noted", amina.Name)
		for _, stranger := range []access.Actor{c.Harbour.Second, jo, c.Canalside.First, c.Canalside.Manager, c.Admin, c.Harbour.Practice} {
			castest.Is(t, reflections.Bring(t.Context(), d, stranger, once.Key{}, id), db.ErrNotFound)
			castest.Is(t, reflections.TakeBack(t.Context(), d, stranger, once.Key{}, id), db.ErrNotFound)
			castest.Is(t, reflections.Answer(t.Context(), d, stranger, once.Key{}, id, 1, "I see"), db.ErrNotFound)
		}
		for range 2 {
			c.OK(reflections.Bring(t.Context(), d, amina, once.Key{}, id))
		}
		wantReaders(c, "brought", amina.Name, jo.Name)
		castest.Is(t, reflections.Answer(t.Context(), d, c.Canalside.Manager, once.Key{}, id, 3, "I see"), db.ErrNotFound)
		castest.Is(t, reflections.Answer(t.Context(), d, jo, once.Key{}, id, 2, "I see"), db.ErrConflict)
		castest.Refused(t, reflections.Answer(t.Context(), d, jo, once.Key{}, id, 3, " "), "answer")
		c.OK(reflections.Answer(t.Context(), d, jo, once.Key{}, id, 3, "You were right to stay."))
		c.OK(reflections.TakeBack(t.Context(), d, amina, once.Key{}, id))
		wantReaders(c, "taken back", amina.Name)
		c.Read(func(r *db.Snapshot) error {
			mine, err := reflections.Mine(r, amina, time.Time{}, 10)
			if len(mine) != 1 || mine[0].Answer != "You were right to stay." || mine[0].AnsweredName != "Jo Hart" || mine[0].Words != stayed.Words {
				t.Errorf("%+v", mine)
			}
			return err
		})
	})
}

func TestANoteIsOnNobodysTrailAndNamesNobodyByItself(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person := c.Supported(amina)
		note(c, amina, stayed)
		named := stayed
		named.PersonID = person
		note(c, amina, named)
		stranger := stayed
		stranger.PersonID = c.Supported(c.Harbour.Second)
		_, err := reflections.Note(t.Context(), d, amina, once.Key{}, stranger)
		castest.Is(t, err, db.ErrNotFound)
		c.Read(func(r *db.Snapshot) error {
			naming, err := reflections.Naming(r, person)
			nobody, err2 := reflections.Naming(r, "")
			rows, err3 := audit.OfPerson(r, person, 100)
			for _, row := range rows {
				if row.Kind == "reflection" {
					t.Errorf("on the person's trail: %+v", row)
				}
			}
			if len(naming) != 1 || len(nobody) != 0 {
				t.Errorf("%d name the person, %d nobody", len(naming), len(nobody))
			}
			return errors.Join(err, err2, err3)
		})
	})
}

func TestANoteSaysSomething(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		try := func(by access.Actor, n reflections.Reflection) error {
			_, err := reflections.Note(t.Context(), d, by, once.Key{}, n)
			return err
		}
		castest.Refused(t, try(c.Harbour.First, reflections.Reflection{Words: " "}), "reflection")
		castest.Refused(t, try(c.Harbour.First, reflections.Reflection{Kinds: []string{"heroic"}}), "kinds")
		castest.Refused(t, try(c.Harbour.First, reflections.Reflection{Words: "x", BoundaryID: "none such"}), "boundary")
		castest.Is(t, try(c.Harbour.Manager, stayed), db.ErrNotFound)
		castest.Is(t, try(c.Admin, stayed), db.ErrNotFound)
	})
}

func TestABoundaryKeepsItsWordingsAndPromptsItsWorkerOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina, jo := c.Harbour.First, c.Harbour.Manager
		agree := func(by access.Actor, id, words string) error {
			return reflections.Agree(t.Context(), d, by, once.Key{}, id, words)
		}
		hold := func() (all []reflections.Boundary) {
			c.Read(func(r *db.Snapshot) (err error) { all, err = reflections.Boundaries(r, c.Harbour.TeamID); return })
			return all
		}
		castest.Is(t, agree(amina, "", "No lifts in own cars"), db.ErrNotFound)
		castest.Refused(t, agree(jo, "", " "), "boundary")
		c.OK(agree(jo, "", "No lifts in own cars"))
		first := hold()[0]
		castest.Is(t, agree(c.Canalside.Manager, first.ID, "Lifts for all"), db.ErrNotFound)
		c.OK(agree(jo, first.ID, "No lifts in own cars, but for a first visit together"))
		castest.Is(t, agree(jo, first.ID, "No lifts at all"), db.ErrConflict)
		now := hold()
		if len(now) != 1 || now[0].Line != first.Line || now[0].ID == first.ID {
			t.Errorf("%+v", now)
		}
		leaning := func(by access.Actor) (n int) {
			c.Read(func(r *db.Snapshot) error { all, err := reflections.Leaning(r, by); n = len(all); return err })
			return n
		}
		past := stayed
		past.BoundaryID = first.Line
		for i := range 3 {
			if leaning(amina) != 0 {
				t.Errorf("asked after %d", i)
			}
			note(c, amina, past)
			c.Clock.Advance(24 * time.Hour)
		}
		if leaning(amina) != 1 || leaning(c.Harbour.Second) != 0 || leaning(jo) != 0 {
			t.Error("the wrong ones are asked")
		}
		c.Clock.Advance(30 * 24 * time.Hour)
		if leaning(amina) != 0 {
			t.Error("still asked a month later")
		}
		c.OK(reflections.DropBoundary(t.Context(), d, jo, once.Key{}, now[0].ID))
		c.Read(func(r *db.Snapshot) error {
			old, err := reflections.Wordings(r, c.Harbour.TeamID)
			if len(old) != 2 || len(hold()) != 0 {
				t.Errorf("%+v", old)
			}
			return err
		})
	})
}
