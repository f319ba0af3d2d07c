package updates_test

import (
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/engagement/events"
	"linkwork/internal/updates"
)

// An event to come is announced by the first draft, with the page on which people register;
// a part about an event to which nothing was written says what the records do.
func TestEventsToComeAreAnnounced(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := open(t, d)
		team := events.Team(n.Lead, n.ID)
		day := n.Today().AddDays(30)
		id, err := events.Add(n.Context(), d, team, keyless, events.Event{Title: "A day in Exeter", Description: "Hear what we found.", Town: "Exeter", Venue: "Canal Rooms", GettingIn: "Level.", Capacity: 9,
			Days: []events.Day{{Starts: day.At(10, 0), Ends: day.At(16, 0)}}})
		n.OK(err)
		announces := func(e updates.Edition) (blocks []updates.Block) {
			for _, b := range e.Blocks {
				if b.Kind == updates.Event {
					blocks = append(blocks, b)
				}
			}
			return blocks
		}
		if draft := announces(n.edition(n.begin())); len(draft) != 0 {
			t.Errorf("an event that nobody can read of yet is announced: %+v", draft)
		}
		n.OK(events.ToOpen(n.Context(), d, team, keyless, id, 1, events.Ways{BaseURL: "http://127.0.0.1"}))
		edition := n.begin()
		want := "Join us in Exeter on " + day.Long() + ". Hear what we found."
		draft := announces(n.edition(edition))
		if len(draft) != 1 || draft[0].Text != want || draft[0].Heading != "Coming up: A day in Exeter" {
			t.Fatalf("%+v", draft)
		}
		n.OK(updates.AddBlock(n.Context(), d, n.Lead, keyless, n.ID, edition, n.edition(edition).Version, updates.Block{Kind: updates.Event, About: id}))
		if both := announces(n.edition(edition)); len(both) != 2 || both[1].Text != want {
			t.Errorf("%+v", both)
		}
		links := func() (all []string) {
			n.Read(func(r *db.Snapshot) error {
				i, err := updates.Preview(r, n.seat(n.Lead), n.edition(edition))
				for _, x := range i.Sections {
					if x.Kind == updates.Event {
						for _, l := range x.Links {
							all = append(all, l.Href)
						}
					}
				}
				return err
			})
			return all
		}
		if all := links(); len(all) != 2 || all[0] != "/events/"+id {
			t.Errorf("%q", all)
		}

		n.Clock.Set(day.At(17, 0).Add(24 * time.Hour))
		n.OK(events.ToOver(n.Context(), d, team, keyless, id, 2, events.Ways{BaseURL: "http://127.0.0.1"}))
		n.OK(updates.AddBlock(n.Context(), d, n.Lead, keyless, n.ID, edition, n.edition(edition).Version, updates.Block{Kind: updates.Event, About: id}))
		if all := announces(n.edition(edition)); !strings.HasPrefix(all[2].Text, "We met in Exeter on "+day.Long()) {
			t.Errorf("%+v", all[2])
		}
	})
}
