package letters_test

import (
	"strings"
	"testing"

	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/letters"
)

func TestASupportingLetterSaysWhatItsWriterCannotSay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		amina := c.Harbour.First
		person := c.Supported(amina)
		c.Contact(amina, person, casework.Entry{})
		c.OK(casework.AddGoal(t.Context(), d, amina, once.Key{}, casework.Goal{PersonID: person, Words: "Walk to the shop"}, casework.Action{}))
		var l letters.Supporting
		c.Read(func(r *db.Snapshot) (err error) { l, err = letters.Draft(r, amina, person, "pip"); return })
		if l.Helps != "We agreed: Walk to the shop" || l.Seen != "" {
			t.Errorf("begun with %+v", l)
		}
		castest.Is(t, d.Read(t.Context(), func(r *db.Snapshot) error { _, err := letters.Draft(r, amina, person, "visa"); return err }), db.ErrNotFound)
		save := func(l letters.Supporting, finish bool) (string, error) {
			return letters.SaveSupporting(t.Context(), d, amina, once.Key{}, l, finish)
		}
		_, err := save(l, true)
		castest.Refused(t, err, "seen")
		castest.Refused(t, err, "agreed")
		l.Seen = "On 3 visits she needed <b>help</b> to stand.\r\nShe rested twice."
		id, err := save(l, false)
		c.OK(err)
		l.ID, l.Version, l.Agreed = id, 1, true
		_, err = letters.SaveSupporting(t.Context(), d, c.Harbour.Second, once.Key{}, l, true)
		castest.Is(t, err, db.ErrNotFound)
		_, err = save(l, true)
		c.OK(err)
		_, err = save(l, true)
		castest.Is(t, err, db.ErrConflict) // it never changes again
		c.Read(func(r *db.Snapshot) error {
			got, err := letters.GetSupporting(r, amina, person, id)
			for _, want := range []string{"I cannot confirm a diagnosis", "&lt;b&gt;help&lt;/b&gt;", "1 conversation since", "has read this letter", "Personal Independence Payment"} {
				if !strings.Contains(got.HTML, want) {
					t.Errorf("the letter lacks %q:\n%s", want, got.HTML)
				}
			}
			if letters.Safe(got.HTML) != got.HTML || !got.Finished() {
				t.Error("the second lock changes the letter")
			}
			none, err2 := letters.SupportingOf(r, c.Harbour.Second, person)
			if len(none) != 0 || err2 != nil {
				t.Errorf("a colleague sees %d, %v", len(none), err2)
			}
			return err
		})
	})
}
