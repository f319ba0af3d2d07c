package find

import (
	"crypto/sha256"
	"encoding/hex"
	"net/mail"
	"slices"
	"strconv"
	"time"

	"linkwork/internal/casework"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

// onward is a person, a service, and what can be shared between them.
type onward struct {
	about.Subject
	Service directory.Service
	Needs   []casework.Need
	Facts   []connections.Fact // that can be shared
	SaidNo  bool               // the person said no to this organisation before
	To      connections.Standing
	Now     time.Time
	Worker  string // the account that connects
}

func readOnward(r db.Reader, v *visit.Visit) (o onward, err error) {
	if o.Subject, err = about.Of(r, v.Actor, v.Path("person")); err != nil {
		return o, err
	}
	if o.Service, err = directory.Get(r, v.Path("service")); err != nil {
		return o, err
	}
	if o.Needs, err = casework.NeedsOf(r, o.Case.ID); err != nil {
		return o, err
	}
	said, err := people.Permissions(r, o.Subject.ID)
	if err != nil {
		return o, err
	}
	yes, asked := people.Allows(said, "organisation", o.Service.Organisation.ID, "referral", o.Today)
	if o.To, err = connections.StandingOf(r, o.Service); err != nil {
		return o, err
	}
	o.Now = r.Now()
	o.SaidNo, o.Worker = asked && !yes, v.Actor.AccountID
	o.Facts = connections.Shareable(o.Person, o.shareableNeeds())
	return o, nil
}

// shareableNeeds leaves out what is restricted to those who support the person.
func (o onward) shareableNeeds() []string {
	return slices.DeleteFunc(stillNeeded(o.Needs), func(code string) bool {
		need, _ := vocabulary.Needs.Find(code)
		return need.Restricted
	})
}

// shown is what the organisation would get from a form as it stands.
func (o onward) shown(f visit.Fields) []connections.Fact {
	return connections.Chosen(o.Facts, f.All("share"), note(f))
}

// mail is where the link would go, "" when there is no address that mail can
// go to: then the worker calls.
func (o onward) mail() string {
	to, _ := o.Service.AnswersTo()
	if a, err := mail.ParseAddress(to); err != nil || a.Address != to {
		return ""
	}
	return to
}

// wantsNone says whether the service has asked for no more referrals for now.
func (o onward) wantsNone() bool { return o.To.AsksForNone(o.Now) }

func (o onward) phone() string {
	_, number := o.Service.AnswersTo()
	return number
}

func (o onward) draftKey() string { return draftKey(o.Subject.ID, o.Service.ID) }

func draftKey(personID, serviceID string) string { return "connect-" + personID + "-" + serviceID }

// kind is the way of connecting that a form chose.
func kind(f visit.Fields) connections.Kind { return connections.Kind(f.Get("kind")) }

// note is the note that belongs to the chosen way; each way has its own box.
func note(f visit.Fields) string { return f.Text("note-" + f.Get("kind")) }

// permissions are the ways in which the person said yes.
var permissions = map[string]string{"in-person": "said yes in person", "phone": "said yes by phone"}

// seal is a mark of facts in their order. A preview carries it, so that what
// was not shown is not sent.
func seal(facts []connections.Fact) string {
	sum := sha256.New()
	for _, fact := range facts {
		sum.Write([]byte(strconv.Quote(fact.Key) + strconv.Quote(fact.Label) + strconv.Quote(fact.Value)))
	}
	return hex.EncodeToString(sum.Sum(nil))
}
