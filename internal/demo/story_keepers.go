package demo

import (
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/engagement/events"
	"linkwork/internal/keepers"
	"linkwork/internal/links"
	"linkwork/internal/messages"
)

// keepEntries lets a worker ask two organisations whether their entry is still
// right. One has written what has changed, which waits for an administrator;
// the other's mail is in the outbox.
func (b *builder) keepEntries() error {
	worker := b.teams[0].Workers[0].Audit()
	asks := func(id string) error {
		return b.db.Write(b.ctx, func(tx *db.Tx) error { return keepers.AskByHand(tx, worker, id, b.base) })
	}
	writes, silent, lunchClub := madeID("service", 2), madeID("service", 4), madeID("service", 1)
	b.clock.Set(b.today.AddDays(-2).At(10, 20))
	if err := asks(writes); err != nil {
		return err
	}
	b.clock.Set(b.today.AddDays(-1).At(14, 5))
	if err := asks(silent); err != nil {
		return err
	}
	b.clock.Set(b.today.AddDays(-1).At(15, 30))
	if err := b.db.Write(b.ctx, func(tx *db.Tx) error { return b.answerAsk(tx, writes) }); err != nil {
		return err
	}
	return b.holdLunches(lunchClub)
}

// holdLunches lets a lunch club hold Sunday lunch for six weeks, by the link that it asked
// for. The link is in the outbox.
func (b *builder) holdLunches(serviceID string) error {
	b.clock.Set(b.today.AddDays(-1).At(16, 10))
	var in events.Entrance
	var club directory.Service
	if err := b.db.Write(b.ctx, func(tx *db.Tx) (err error) {
		if club, err = directory.Get(tx, serviceID); err != nil {
			return err
		}
		if err := keepers.SendLink(tx, club.KeptBy(), b.base); err != nil {
			return err
		}
		link, err := b.keepersLink(tx, club)
		in = keepers.Events(link, serviceID)
		return err
	}); err != nil {
		return err
	}
	e := events.Event{Title: "Sunday lunch", Description: "A hot meal and company, each Sunday. Come as you are. Somebody sits with you the first time.", Audience: "Everybody who would like company", Town: "Saltmere",
		Venue: club.Locations[0].Name + ", " + club.Locations[0].Address, GettingIn: "Level from the street. There is a toilet for wheelchairs, and parking for blue badges at the door.", StepFree: true, Capacity: 24}
	first := b.today.AddDays(7 - int(b.today.Weekday()))
	for week := range 6 {
		day := first.AddDays(7 * week)
		e.Days = append(e.Days, events.Day{Starts: day.At(12, 0), Ends: day.At(14, 0)})
	}
	id, err := events.Add(b.ctx, b.db, in, none, e)
	if err != nil {
		return err
	}
	if err := events.ToOpen(b.ctx, b.db, in, none, id, 1, b.ways()); err != nil {
		return err
	}
	for i := range 11 {
		x := events.Delegate{EventID: id, Name: delegateName(900 + i), Photos: i%2 == 0}
		if i%4 == 1 {
			x.Food = "No fish"
		}
		if _, err := events.Enter(b.ctx, b.db, in, none, x, b.ways()); err != nil {
			return err
		}
	}
	return nil
}

// answerAsk opens the link of the mail about an entry and writes what has
// changed.
func (b *builder) answerAsk(tx *db.Tx, serviceID string) error {
	s, err := directory.Get(tx, serviceID)
	if err != nil {
		return err
	}
	link, err := b.keepersLink(tx, s)
	if err != nil {
		return err
	}
	_, err = keepers.Suggest(tx, link, serviceID, keepers.Said{Note: "We moved to the library in the autumn.", Texts: map[string]string{
		"times":        "Monday to Thursday, 9:30am to 3pm\nFirst Saturday of the month, 10am to 1pm",
		"places":       "Saltmere Library, 12 Market Street, " + s.Locations[0].Postcode,
		"phone":        "01632 960 455",
		"how-to-apply": "Ring first, or come between 9:30am and 11am.",
	}})
	return err
}

// keepersLink is the link in the latest mail to those who keep an entry.
func (b *builder) keepersLink(tx *db.Tx, s directory.Service) (links.Link, error) {
	k, err := keepers.At(tx, s.KeptBy())
	if err != nil {
		return links.Link{}, err
	}
	mails, err := messages.About(tx, "keeper", k.ID)
	if err != nil {
		return links.Link{}, err
	}
	if len(mails) == 0 {
		return links.Link{}, db.ErrNotFound
	}
	return links.Find(tx, strings.TrimSuffix(strings.TrimPrefix(mails[0].Secret, b.base+"/keep/"), "/"+s.ID))
}
