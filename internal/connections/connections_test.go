package connections_test

import (
	"slices"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/messages"
	"linkwork/internal/people"
)

// refer is a whole referral of a person to the lunch club.
func refer(person string) connections.Onward {
	return connections.Onward{PersonID: person, ServiceID: castest.LunchClub, Kind: connections.Referred, Need: "loneliness", Note: "Comes with a stick",
		Share: []string{"name", "phone"}, Needs: []string{"loneliness"}, Permission: true, PermissionHow: "By phone", BaseURL: "https://linkwork.example"}
}

func connect(c *castest.Cast, by access.Actor, o connections.Onward) (connections.Connection, error) {
	id, err := connections.Make(c.Context(), c.DB, by, once.Key{}, o)
	if err != nil {
		return connections.Connection{}, err
	}
	return read(c, by, o.PersonID, id), nil
}

func read(c *castest.Cast, by access.Actor, person, id string) (n connections.Connection) {
	c.Helper()
	c.Read(func(s *db.Snapshot) (err error) { n, err = connections.Get(s, by, person, id); return })
	return n
}

func TestExactlyWhatWasChosenIsShared(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person := c.Supported(c.Harbour.First)
		for _, share := range [][]string{{"name"}, {"phone", "name"}, {"name", "birth", "needs", "nonsense"}} {
			o := refer(person)
			o.Share = share
			n, err := connect(c, c.Harbour.First, o)
			c.OK(err)
			var keys []string
			for _, f := range n.Shared {
				keys = append(keys, f.Key)
				if f.Value == "" || f.Label == "" {
					t.Errorf("an empty fact: %+v", f)
				}
			}
			want := append(slices.Clone(share), "note")
			want = slices.DeleteFunc(want, func(k string) bool { return k == "nonsense" })
			slices.Sort(keys)
			slices.Sort(want)
			if !slices.Equal(keys, want) || n.State != connections.Sent {
				t.Errorf("chosen %q, shared %q, %s", want, keys, n.State)
			}
			c.Read(func(s *db.Snapshot) error {
				seen, err := connections.OfLink(s, n.LinkID)
				if !slices.Equal(seen.Shared, n.Shared) {
					t.Errorf("by the link: %+v", seen.Shared)
				}
				return err
			})
		}
	})
}

func TestAReferralNeedsAYesThatIsKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		n := c.Harbour
		person := c.Supported(n.First)
		for field, spoil := range map[string]func(*connections.Onward){
			"permission": func(o *connections.Onward) { o.Permission = false },
			"share":      func(o *connections.Onward) { o.Share = []string{"phone"} },
			"kind":       func(o *connections.Onward) { o.ServiceID = castest.Library }, // takes no referrals
			"need":       func(o *connections.Onward) { o.Need = "wealth" },
			"note":       func(o *connections.Onward) { o.Note = strings.Repeat("x", 2001) },
		} {
			o := refer(person)
			spoil(&o)
			_, err := connect(c, n.First, o)
			castest.Refused(t, err, field)
		}
		_, err := connect(c, n.First, connections.Onward{PersonID: person, ServiceID: castest.LunchClub, Kind: "sent off"})
		castest.Refused(t, err, "kind")
		for _, who := range []access.Actor{n.Second, n.Practice, c.Admin} {
			_, err := connect(c, who, refer(person))
			castest.Is(t, err, db.ErrNotFound)
		}
		allowed := func() (yes, asked bool) {
			c.Read(func(s *db.Snapshot) error {
				said, err := people.Permissions(s, person)
				yes, asked = people.Allows(said, "organisation", castest.LunchClub+"-org", "referral", c.Today())
				return err
			})
			return
		}
		if _, asked := allowed(); asked {
			t.Error("refused, and a permission is on record")
		}
		_, err = connect(c, n.First, refer(person))
		c.OK(err)
		if yes, asked := allowed(); !yes || !asked {
			t.Error("the permission is not on record")
		}
	})
}

func TestSignpostingAndIntroducingShareNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person := c.Supported(c.Harbour.First)
		for _, kind := range []connections.Kind{connections.Signposted, connections.Introduced} {
			o := refer(person)
			o.Kind, o.ServiceID, o.Permission = kind, castest.Library, false
			n, err := connect(c, c.Harbour.First, o)
			c.OK(err)
			if n.State != connections.Told || len(n.Shared) != 0 || n.LinkID != "" || n.Outcome != "unknown" {
				t.Errorf("%+v", n)
			}
			castest.Is(t, connections.WriteDownAnswer(t.Context(), d, c.Harbour.First, once.Key{}, person, n.ID, connections.Reply{State: connections.Accepted}), db.ErrConflict)
		}
	})
}

func TestTheMessageNamesNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person := c.Supported(c.Harbour.First)
		n, err := connect(c, c.Harbour.First, refer(person))
		c.OK(err)
		c.Read(func(s *db.Snapshot) error {
			mail, err := messages.About(s, "connection", n.ID)
			if len(mail) != 1 || mail[0].To != "hello@lunch.example" || !strings.HasPrefix(mail[0].Secret, "https://linkwork.example/answer/") {
				t.Fatalf("%+v", mail)
			}
			p, err2 := people.Unscoped(s, person)
			for _, secret := range []string{p.Given, p.Family, p.NHSNumber, p.Phone, "stick", person} {
				if strings.Contains(mail[0].Subject+mail[0].Body(), secret) {
					t.Errorf("the message says %q", secret)
				}
			}
			if strings.Contains(mail[0].Text, "/answer/") {
				t.Error("the link is kept outside the secret")
			}
			if err == nil {
				err = err2
			}
			return err
		})
		o := refer(person)
		o.ServiceID = castest.Gardeners
		if n, err = connect(c, c.Harbour.First, o); err != nil || n.LinkID != "" || n.State != connections.Sent {
			t.Errorf("a service with only a phone: %+v, %v", n, err)
		}
	})
}
