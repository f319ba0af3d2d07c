package connections_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"linkwork/internal/castest"
	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/people"
)

const lunch = "hello@lunch.example"

// service stores a service that answers at an address.
func service(c *castest.Cast, id, email string) {
	c.Helper()
	origin := func(id string) directory.Origin { return directory.Origin{Source: "cast", SourceID: id} }
	c.Write(func(tx *db.Tx) error {
		_, err := directory.Upsert(tx, directory.Service{ID: id, Name: "Group " + id, Status: directory.Active, TakesReferrals: directory.Yes, ReferralEmail: email, Origin: origin(id),
			Organisation: directory.Organisation{ID: id + "-org", Name: "Friends of " + id, Origin: origin(id + "-org")}})
		return err
	})
}

func sentTo(c *castest.Cast, address string) (ids []string) {
	c.Helper()
	c.Read(func(s *db.Snapshot) error {
		all, err := connections.SentTo(s, address)
		for _, n := range all {
			ids = append(ids, n.ID)
		}
		return err
	})
	return ids
}

func referredTo(c *castest.Cast, person, serviceID string) connections.Connection {
	c.Helper()
	o := refer(person)
	o.ServiceID = serviceID
	n, err := connect(c, c.Harbour.First, o)
	c.OK(err)
	return n
}

// An address sees what was sent to any of its services, and nothing of others.
func TestAnAddressSeesItsOwnReferrals(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		worker := c.Harbour.First
		service(c, "choir", "Hello@Lunch.example") // the same, in other letters
		service(c, "shed", "men@shed.example")
		dee, ann := c.Supported(worker), c.Supported(worker)
		first := referredTo(c, dee, castest.LunchClub)
		second := referredTo(c, ann, "choir")
		foreign := referredTo(c, dee, "shed")
		c.OK(connections.Answer(t.Context(), d, once.Key{}, first.LinkID, first.ID, connections.Reply{State: connections.Accepted}))
		if got := sentTo(c, lunch); len(got) != 2 || got[0] != second.ID || got[1] != first.ID {
			t.Errorf("%v: what waits comes first", got)
		}
		if got := sentTo(c, "men@shed.example"); len(got) != 1 || got[0] != foreign.ID {
			t.Errorf("%v", got)
		}
		if got := append(sentTo(c, ""), sentTo(c, "nobody@else.example")...); got != nil {
			t.Errorf("%v", got)
		}
		for _, k := range []struct {
			linkID, id string
			want       error
		}{
			{first.LinkID, second.ID, nil}, {second.LinkID, first.ID, nil}, {first.LinkID, foreign.ID, db.ErrNotFound},
			{foreign.LinkID, first.ID, db.ErrNotFound}, {"no link", first.ID, db.ErrNotFound}, {first.LinkID, "nothing", db.ErrNotFound},
		} {
			castest.Is(t, connections.Open(t.Context(), d, k.linkID, k.id), k.want)
			if k.want != nil {
				castest.Is(t, connections.Answer(t.Context(), d, once.Key{}, k.linkID, k.id, connections.Reply{State: connections.WantsToTalk}), k.want)
				castest.Is(t, connections.SayCame(t.Context(), d, once.Key{}, k.linkID, k.id, connections.CameYes), k.want)
			}
		}
		castest.Is(t, connections.Steer(t.Context(), d, once.Key{}, first.LinkID, "shed", connections.Wish{State: directory.Full}), db.ErrNotFound)
	})
}

// What the person takes back is gone at once, also from under other links, and
// does not come back with a later yes.
func TestWhatIsTakenBackIsNotSeen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		worker := c.Harbour.First
		dee := c.Supported(worker)
		said := func(yes bool, until dates.Date) {
			c.Write(func(tx *db.Tx) error {
				return people.RecordPermission(tx, worker.AccountID, dee, people.Permission{RecipientKind: "organisation", RecipientID: castest.LunchClub + "-org",
					RecipientName: "Lunch", Purpose: "referral", Given: yes, How: "by phone", Until: until})
			})
		}
		first, other := referredTo(c, dee, castest.LunchClub), referredTo(c, c.Supported(worker), castest.LunchClub)
		said(true, c.Today().AddDays(1))
		if len(sentTo(c, lunch)) != 2 {
			t.Error("a yes until tomorrow counts today")
		}
		c.Clock.Advance(48 * time.Hour)
		if got := sentTo(c, lunch); len(got) != 1 || got[0] != other.ID {
			t.Errorf("the yes has run out: %v", got)
		}
		castest.Is(t, connections.Answer(t.Context(), d, once.Key{}, other.LinkID, first.ID, connections.Reply{State: connections.Accepted}), db.ErrNotFound)
		said(false, dates.Date{})
		c.Write(func(tx *db.Tx) error {
			_, _, err := connections.Withdraw(tx, dee, castest.LunchClub+"-org")
			return err
		})
		said(true, dates.Date{})
		if got := sentTo(c, lunch); len(got) != 1 || got[0] != other.ID {
			t.Errorf("taken back, and seen after a yes to something else: %v", got)
		}
	})
}

// When the address of a service changes, the old one sees nothing from then on.
func TestAnAddressThatIsNotTheirsAnyMore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		service(c, "choir", "old@choir.example")
		n := referredTo(c, c.Supported(c.Harbour.First), "choir")
		service(c, "choir", "new@choir.example")
		if len(sentTo(c, "old@choir.example")) != 0 || len(sentTo(c, "new@choir.example")) != 1 {
			t.Error("the old address sees it, or the new one does not")
		}
		castest.Is(t, connections.Open(t.Context(), d, n.LinkID, n.ID), db.ErrNotFound)
		castest.Is(t, connections.Steer(t.Context(), d, once.Key{}, n.LinkID, "choir", connections.Wish{State: directory.Full}), db.ErrNotFound)
	})
}

func mailTo(c *castest.Cast, address, purpose string) (all []messages.Entry) {
	c.Helper()
	c.Read(func(s *db.Snapshot) error {
		list, err := messages.Outbox(s, messages.Entry{}, 1000)
		for _, e := range list {
			if strings.EqualFold(e.To, address) && e.Purpose == purpose {
				all = append(all, e)
			}
		}
		return err
	})
	return all
}

// A link to one's referrals goes to registered addresses only, a few times a day.
func TestAskingForALinkIsBounded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		ask := func(address string) error {
			return connections.AskForLink(t.Context(), d, once.Key{}, address, "https://linkwork.example")
		}
		castest.Refused(t, ask("lunch"), "email")
		castest.Refused(t, ask(""), "email")
		c.OK(ask("stranger@else.example"))
		for range 5 {
			c.OK(ask("  HELLO@lunch.example "))
		}
		sent := mailTo(c, lunch, "referral-list")
		if len(sent) != connections.LinksAnAddress || len(mailTo(c, "stranger@else.example", "referral-list")) != 0 {
			t.Fatalf("%d links", len(sent))
		}
		token := strings.TrimPrefix(sent[0].Secret, "https://linkwork.example/answer/")
		c.Read(func(s *db.Snapshot) error {
			link, err := links.Find(s, token)
			if link.Purpose != connections.ListPurpose || link.Proof != links.Code || link.CodeTo != lunch {
				t.Errorf("%+v", link)
			}
			return err
		})
		c.Clock.Advance(24 * time.Hour)
		c.OK(ask(lunch))
		if len(mailTo(c, lunch, "referral-list")) != connections.LinksAnAddress+1 {
			t.Error("nothing is sent on the next day")
		}
		for i := range connections.LinksAltogether/connections.LinksAnAddress + 2 {
			service(c, fmt.Sprint("group", i), fmt.Sprintf("g%d@groups.example", i))
			for range connections.LinksAnAddress {
				c.OK(ask(fmt.Sprintf("g%d@groups.example", i)))
			}
		}
		all := 0
		c.Read(func(s *db.Snapshot) error {
			return s.QueryRow(`SELECT count(*) FROM messages WHERE purpose = 'referral-list' AND queued_at >= $1`, db.Ms(c.Today().Midnight())).Scan(&all)
		})
		if all != connections.LinksAltogether {
			t.Errorf("%d links in a day", all)
		}
	})
}

// What an organisation, or a worker for it, says of new referrals stands until
// its day, is not spoken over by a yes to one that waited, and is put before
// whoever refers all the same.
func TestAGroupSteersNewReferrals(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		worker := c.Harbour.First
		n := referredTo(c, c.Supported(worker), castest.LunchClub)
		until := c.Today().AddDays(20)
		room := func() (s directory.Service) {
			c.Read(func(r *db.Snapshot) (err error) { s, err = directory.Get(r, castest.LunchClub); return })
			return s
		}
		steer := func(w connections.Wish) error {
			return connections.Steer(t.Context(), d, once.Key{}, n.LinkID, castest.LunchClub, w)
		}
		for field, w := range map[string]connections.Wish{
			"state": {}, "until": {State: directory.Full, Until: c.Today()}, "a_month": {State: directory.HasPlaces, AMonth: 100}, "places": {State: directory.HasPlaces, Places: -1},
		} {
			castest.Refused(t, steer(w), field)
		}
		castest.Refused(t, steer(connections.Wish{State: directory.CapacityUnknown}), "state")
		c.OK(steer(connections.Wish{State: directory.Full, Until: until}))
		if got := room().Capacity; got.Words() != "Full until "+until.Long() || got.Observer != directory.ByOrganisation || got.ObserverName != "Harbour Lunch Club" {
			t.Errorf("%+v", got)
		}
		c.OK(connections.Answer(t.Context(), d, once.Key{}, n.LinkID, n.ID, connections.Reply{State: connections.Accepted}))
		if got := room().Capacity; got.State != directory.Full || got.Until != until {
			t.Errorf("a yes ended it: %+v", got)
		}
		o := refer(c.Supported(worker))
		_, err := connect(c, worker, o)
		castest.Refused(t, err, "despite")
		o.Despite = "They know him"
		sent, err := connect(c, worker, o)
		c.OK(err)
		if sent.Despite != "They know him" || len(sent.Shared) != 3 {
			t.Errorf("%+v", sent)
		}
		c.Clock.Set(until.At(9, 0))
		if got := room().Capacity; got.AsksForNone(c.Clock.Now()) || got.HasRoom(c.Clock.Now()) != directory.NotStated {
			t.Errorf("the day has come: %+v", got)
		}
		_, err = connect(c, worker, refer(c.Supported(worker)))
		c.OK(err)

		c.OK(connections.WriteDownWish(t.Context(), d, worker, once.Key{}, castest.LunchClub, connections.Wish{State: directory.HasPlaces, Places: 2, AMonth: 2}))
		if got := room().Capacity; got.Words() != "Has 2 places" || got.ObserverName != worker.Name || got.Observer != directory.ByWorker {
			t.Errorf("%+v", got)
		}
		for range 2 { // the month has one more to go, when it begins with one
			o := refer(c.Supported(worker))
			if _, err = connect(c, worker, o); err != nil {
				break
			}
		}
		castest.Refused(t, err, "despite")
		c.Read(func(s *db.Snapshot) error {
			to, err := connections.StandingOf(s, room())
			if !to.AtLimit() || to.ThisMonth != 2 || to.Limit.ObserverName != worker.Name {
				t.Errorf("%+v", to)
			}
			return err
		})
		c.Clock.Set(c.Today().AddMonths(1).At(9, 0))
		_, err = connect(c, worker, refer(c.Supported(worker)))
		c.OK(err)
		c.OK(connections.WriteDownWish(t.Context(), d, worker, once.Key{}, castest.LunchClub, connections.Wish{State: directory.HasPlaces}))
		c.Read(func(s *db.Snapshot) error {
			limit, err := directory.LimitOf(s, castest.LunchClub)
			if limit != (directory.Limit{}) {
				t.Errorf("%+v", limit)
			}
			return err
		})
	})
}
