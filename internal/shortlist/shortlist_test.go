package shortlist_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/connections"
	"linkwork/internal/correspondence"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/desk"
	"linkwork/internal/directory"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/shortlist"
	"linkwork/internal/teams"
)

type table struct {
	*castest.Cast
	person string
}

var house = correspondence.House{BaseURL: "https://linkwork.example", Texts: true, Mail: true}

func each(t *testing.T, test func(t table)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		r := c.Referral()
		r.Phone, r.Email = "07700 900 161", "dee@marsh.example"
		person := c.Take(c.Harbour.First, c.Receive(r), "")
		c.OK(desk.SetWayBack(t.Context(), d, c.Harbour.Manager, once.Key{}, teams.WayBack{TeamID: c.Harbour.TeamID, Replies: "07700 900 500", ReadBy: "Jo Hart", Opens: 9 * 60, Closes: 17 * 60, AwayText: "We read this by day."}))
		dbtest.Write(t, d, func(tx *db.Tx) error {
			for i := range shortlist.Most + 1 {
				id := fmt.Sprintf("service-%d", i)
				if _, err := directory.Upsert(tx, service(id)); err != nil {
					return err
				}
			}
			return nil
		})
		test(table{c, person})
	})
}

func service(id string) directory.Service {
	origin := directory.Origin{Source: "test", SourceID: id, Record: []byte(`{}`)}
	return directory.Service{ID: id, Name: "Lunch [" + id + "]", Status: directory.Active, Phone: "01632 960 100", Free: directory.Yes, Origin: origin,
		Schedules:    []directory.Schedule{{Summary: "Thursdays at noon", Days: "TH"}},
		Organisation: directory.Organisation{ID: "org-" + id, Name: "Friends of " + id, Origin: origin},
		Locations:    []directory.Location{{ID: "at-" + id, Name: "Hall", Address: "1 Quay Street\nHarbour", Postcode: "QY1 2AB", Origin: origin}}}
}

func (t table) add(service string) error {
	return shortlist.Add(t.Context(), t.DB, t.Harbour.First, t.person, service)
}

func (t table) list(by access.Actor) (all []shortlist.Entry, err error) {
	err = t.DB.Read(t.Context(), func(r *db.Snapshot) (err error) {
		all, err = shortlist.Of(r, by, t.person)
		return err
	})
	return all, err
}

func TestAListIsMadeAndChanged(t *testing.T) {
	each(t, func(t table) {
		for range 2 {
			t.OK(t.add("service-1"))
		}
		t.OK(t.add("service-0"))
		t.OK(shortlist.Annotate(t.Context(), t.DB, t.Harbour.First, t.person, "service-1", " near her sister "))
		all, err := t.list(t.Harbour.First)
		if err != nil || len(all) != 2 || all[0].ServiceID != "service-1" || all[0].Note != "near her sister" || all[0].ByName != t.Harbour.First.Name {
			t.Fatalf("%+v %v", all, err)
		}
		t.OK(shortlist.Remove(t.Context(), t.DB, t.Harbour.First, t.person, "service-1"))
		if err := shortlist.Remove(t.Context(), t.DB, t.Harbour.First, t.person, "service-1"); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("removed twice: %v", err)
		}
		if err := t.add("nowhere"); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("an unknown service: %v", err)
		}
		if _, err := t.list(t.Canalside.First); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("somebody else reads the list: %v", err)
		}
		if err := shortlist.Add(t.Context(), t.DB, t.Canalside.First, t.person, "service-2"); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("somebody else adds: %v", err)
		}
	})
}

func TestAListHasAnEnd(t *testing.T) {
	each(t, func(t table) {
		for i := range shortlist.Most {
			t.OK(t.add(fmt.Sprintf("service-%d", i)))
		}
		if _, bad := errors.AsType[*db.Invalid](t.add(fmt.Sprintf("service-%d", shortlist.Most))); !bad {
			t.Error("a list may be longer than the most")
		}
		if _, bad := errors.AsType[*db.Invalid](shortlist.Annotate(t.Context(), t.DB, t.Harbour.First, t.person, "service-1", strings.Repeat("x", 301))); !bad {
			t.Error("a note may be longer than the most")
		}
	})
}

func (t table) give(key once.Key, way people.ContactBy, services ...string) (piece string, err error) {
	return shortlist.Give(t.Context(), t.DB, t.Harbour.First, key, house, correspondence.Draft{PersonID: t.person, Way: way, Words: "Hello Dee, lunch is on Thursdays."}, services)
}

func TestGivingSendsOnceAndWritesDownEachService(t *testing.T) {
	each(t, func(t table) {
		t.OK(t.add("service-0"))
		t.OK(t.add("service-1"))
		key := once.Key{Actor: t.Harbour.First.AccountID, Token: "give-1", BodyHash: "x"}
		piece, err := t.give(key, people.ByText, "service-0", "service-1")
		t.OK(err)
		again, err := t.give(key, people.ByText, "service-0", "service-1")
		if err != nil || again != piece {
			t.Errorf("given again: %s, %v", again, err)
		}
		var made []connections.Connection
		var out []messages.Entry
		t.Read(func(r *db.Snapshot) (err error) {
			if made, err = connections.Of(r, t.Harbour.First, t.person); err != nil {
				return err
			}
			out, err = messages.Outbox(r, messages.Entry{}, 100)
			return err
		})
		if len(made) != 2 || made[0].Kind != connections.Signposted || !strings.Contains(made[0].Note, "by text") {
			t.Errorf("%+v", made)
		}
		texts := 0
		for _, e := range out {
			if e.Purpose == "words" {
				texts++
			}
		}
		if texts != 1 {
			t.Errorf("%d texts", texts)
		}
		all, _ := t.list(t.Harbour.First)
		for _, e := range all {
			if e.GivenAt.IsZero() {
				t.Errorf("%s was not marked as given", e.ServiceID)
			}
		}
	})
}

// What cannot go leaves nothing behind: no connection, no message.
func TestGivingIsAllOrNothing(t *testing.T) {
	each(t, func(t table) {
		t.OK(t.add("service-0"))
		for name, services := range map[string][]string{"none": nil, "one that is not on the list": {"service-0", "service-5"}} {
			if _, err := t.give(once.Key{}, people.ByText, services...); err == nil {
				t.Errorf("%s: given", name)
			}
		}
		if _, err := t.give(once.Key{}, people.ByPhone, "service-0"); err == nil {
			t.Error("given by a way that there is not")
		}
		t.Read(func(r *db.Snapshot) error {
			made, err := connections.Of(r, t.Harbour.First, t.person)
			if len(made) > 0 {
				t.Errorf("%+v", made)
			}
			return err
		})
		all, _ := t.list(t.Harbour.First)
		if !all[0].GivenAt.IsZero() {
			t.Error("marked as given")
		}
	})
}

func TestWordsForATextAndForPaper(t *testing.T) {
	one := []directory.Service{service("one")}
	text := shortlist.Words("Dee", one, people.ByText, func(id string) string { return "https://linkwork.example/d/k7m2qx" })
	if want := "Hello Dee, here is what we talked about.\nLunch (one), Thursdays at noon, Harbour QY1 2AB, 01632 960 100 https://linkwork.example/d/k7m2qx"; text != want {
		t.Errorf("%q", text)
	}
	paper := shortlist.Words("Dee", one, people.ByLetter, func(string) string { return "" })
	if want := "Hello Dee, here is what we talked about.\n\nLunch (one)\nWhen: Thursdays at noon\nWhere: Hall, 1 Quay Street Harbour, QY1 2AB\nCost: Free\nPhone: 01632 960 100"; paper != want {
		t.Errorf("%q", paper)
	}
}

func TestFavourites(t *testing.T) {
	each(t, func(t table) {
		favourites := func() (ids []string) {
			t.Read(func(r *db.Snapshot) (err error) {
				ids, err = directory.Favourites(r, t.Harbour.First.AccountID)
				return err
			})
			return ids
		}
		favour := func(id string, on bool) error {
			return t.DB.Write(context.Background(), func(tx *db.Tx) error {
				return directory.Favour(tx, t.Harbour.First.AccountID, id, on)
			})
		}
		t.OK(favour("service-2", true))
		t.OK(favour("service-1", true))
		t.OK(favour("service-1", true))
		if ids := favourites(); len(ids) != 2 || ids[0] != "service-1" {
			t.Errorf("%v", ids)
		}
		t.OK(favour("service-1", false))
		if ids := favourites(); len(ids) != 1 {
			t.Errorf("%v", ids)
		}
		if err := favour("nowhere", true); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("%v", err)
		}
	})
}
