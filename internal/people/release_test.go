package people_test

import (
	"errors"
	"testing"

	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/people"
)

// What was stopped is not sent again by a press of somebody who does not know
// why it was.
func TestWhatWasStoppedGoesAgainOnlyIfItMay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person := reachable(c)
		text, err := tell(c, person, messages.SMS)
		c.OK(err)
		release := func() error {
			return d.Write(t.Context(), func(tx *db.Tx) error { return people.Release(tx, text.ID) })
		}
		stop := func() {
			c.Write(func(tx *db.Tx) error {
				_, err := messages.StopBy(tx, person, messages.SMS)
				return err
			})
		}
		stop()
		c.OK(release())
		k := reach(c, person)
		k.Phone = "07700 900 159"
		c.OK(casework.ChangeDetails(t.Context(), d, c.Harbour.First, once.Key{}, person, k.Details, k.PracticeID, k.Version))
		castest.Is(t, release(), db.ErrConflict) // it would go to the old number
		k = reach(c, person)
		k.Phone = "+44 7700 900151"
		c.OK(casework.ChangeDetails(t.Context(), d, c.Harbour.First, once.Key{}, person, k.Details, k.PracticeID, k.Version))
		c.OK(release())
		for _, harm := range []func(){
			func() { mustMind(c, person, people.Safety{NoText: true}) },
			func() {
				mustMind(c, person, people.Safety{})
				c.Write(func(tx *db.Tx) error { return people.OptOutByReply(tx, "07700900151", person) })
			},
			func() { c.OK(casework.Died(t.Context(), d, c.Harbour.First, once.Key{}, person, dates.Date{})) },
		} {
			harm()
			if _, refused := errors.AsType[*people.Refused](release()); !refused {
				t.Error("it went again")
			}
		}
	})
}
