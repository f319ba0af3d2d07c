package demo

import (
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/directory"
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
	writes, silent := madeID("service", 2), madeID("service", 4)
	b.clock.Set(b.today.AddDays(-2).At(10, 20))
	if err := asks(writes); err != nil {
		return err
	}
	b.clock.Set(b.today.AddDays(-1).At(14, 5))
	if err := asks(silent); err != nil {
		return err
	}
	b.clock.Set(b.today.AddDays(-1).At(15, 30))
	return b.db.Write(b.ctx, func(tx *db.Tx) error { return b.answerAsk(tx, writes) })
}

// answerAsk opens the link of the mail about an entry and writes what has
// changed.
func (b *builder) answerAsk(tx *db.Tx, serviceID string) error {
	s, err := directory.Get(tx, serviceID)
	if err != nil {
		return err
	}
	k, err := keepers.At(tx, s.KeptBy())
	if err != nil {
		return err
	}
	mails, err := messages.About(tx, "keeper", k.ID)
	if err != nil {
		return err
	}
	if len(mails) == 0 {
		return db.ErrNotFound
	}
	token := strings.TrimSuffix(strings.TrimPrefix(mails[0].Secret, b.base+"/keep/"), "/"+serviceID)
	link, err := links.Find(tx, token)
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
