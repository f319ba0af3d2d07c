package casework_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/referrals"
)

// way is one referral and what becomes of it, as it should be: two people act
// on it in any order, with what they saw a while ago, and send forms twice.
type way struct {
	*castest.Cast
	t           *rapid.T
	referral    string
	person      string // "" until taken on
	by          []access.Actor
	keys        int
	referralAt  referrals.State
	caseAt      casework.State // "" while there is none
	spoken      bool           // somebody has spoken with the person, ever
	seenVersion int            // of the referral, as somebody saw it last
	seenCase    int            // of the case
	said        []string       // the words of every contact that was acknowledged
	links       []*link
}

// link is a connection as it should be.
type link struct {
	id, linkID string
	at         connections.State
}

func (w *way) key(by access.Actor) once.Key {
	w.keys++
	return once.Key{Actor: by.AccountID, Token: fmt.Sprint(w.referral, w.keys), BodyHash: "same"}
}

func (w *way) someone() access.Actor { return rapid.SampledFrom(w.by).Draw(w.t, "by") }

// act sends a form, perhaps twice: the second time must end like the first, but
// for what the world has moved on from.
func (w *way) act(send func(once.Key) error) error {
	key := w.key(w.someone())
	err := send(key)
	if err == nil && rapid.Bool().Draw(w.t, "again") {
		if again := send(key); again != nil {
			w.t.Fatalf("sent again: %v", again)
		}
	}
	return err
}

// expect fails unless an act worked exactly when it may.
func (w *way) expect(what string, may bool, err error) bool {
	w.Helper()
	if (err == nil) != may {
		w.t.Fatalf("%s while the referral is %s and the case %q: %v", what, w.referralAt, w.caseAt, err)
	}
	if err != nil && !errors.Is(err, db.ErrConflict) && !errors.Is(err, casework.ErrNoOpenCase) && !errors.Is(err, db.ErrNotFound) && !errors.As(err, new(*db.Invalid)) {
		w.t.Fatalf("%s: an error that no page knows: %v", what, err)
	}
	return err == nil
}

func (w *way) look(t *rapid.T) {
	w.t = t
	w.seenVersion = w.TheReferral(w.referral).Version
	if w.person != "" {
		w.seenCase = w.Case(w.by[0], w.person).Version
	}
}

func (w *way) decide(t *rapid.T) {
	w.t = t
	to := rapid.SampledFrom([]referrals.State{referrals.MoreAsked, referrals.Waiting, referrals.NotNow}).Draw(t, "to")
	decision := referrals.Decision{To: to, Words: "In a few words"}
	if to == referrals.NotNow {
		decision.Reason = "another-service"
	}
	fresh := w.seenVersion == w.TheReferral(w.referral).Version
	err := w.act(func(key once.Key) error {
		return referrals.Decide(w.Context(), w.DB, w.by[0], key, w.referral, w.seenVersion, decision)
	})
	if w.expect("decide "+string(to), fresh && w.referralAt.Undecided() && w.referralAt.May(to), err) {
		w.referralAt = to
	}
}

func (w *way) take(t *rapid.T) {
	w.t = t
	fresh := w.seenVersion == w.TheReferral(w.referral).Version
	person := ""
	err := w.act(func(key once.Key) (err error) {
		person, err = casework.Take(w.Context(), w.DB, w.by[0], key, casework.TakeOn{ReferralID: w.referral, Version: w.seenVersion, WorkerID: w.by[1].AccountID})
		return err
	})
	if w.expect("take on", fresh && w.referralAt.Undecided(), err) {
		w.person, w.referralAt, w.caseAt = person, referrals.TakenOn, casework.Reaching
	}
}

func (w *way) contact(t *rapid.T) {
	w.t = t
	if w.person == "" {
		t.Skip("nobody is known yet")
	}
	spoke := rapid.Bool().Draw(t, "spoke")
	by, e := w.someone(), casework.Entry{Contact: casework.Contact{PersonID: w.person, Day: w.Today(), Means: "phone", Outcome: "no-answer", Words: fmt.Sprintf("words %d", w.keys)}}
	if spoke {
		e.Outcome = "spoke"
	}
	err := w.act(func(key once.Key) error {
		_, err := casework.RecordContact(w.Context(), w.DB, by, key, e)
		return err
	})
	if !w.expect("contact", w.caseAt == casework.Reaching || w.caseAt == casework.Engaged, err) {
		return
	}
	w.said = append(w.said, e.Words)
	if spoke && w.caseAt == casework.Reaching {
		w.caseAt, w.referralAt, w.spoken = casework.Engaged, referrals.Supporting, true
	}
}

func (w *way) close(t *rapid.T) {
	w.t = t
	if w.person == "" {
		t.Skip("nobody is known yet")
	}
	reason := rapid.SampledFrom([]string{"settled", "no-contact", "person-chose"}).Draw(t, "reason")
	fresh := w.seenCase == w.Case(w.by[0], w.person).Version
	cl := casework.Closing{PersonID: w.person, Version: w.seenCase, Reason: reason, Words: "As agreed", Measures: "not-right", Ending: "told", RiskLooked: true, EndHoldings: true}
	by := w.someone()
	err := w.act(func(key once.Key) error { return casework.Close(w.Context(), w.DB, by, key, cl) })
	if !w.expect("close", fresh && w.caseAt.May(casework.Closed), err) {
		return
	}
	w.referralAt = referrals.Finished
	if w.caseAt == casework.Reaching {
		w.referralAt = map[string]referrals.State{"settled": referrals.Finished, "no-contact": referrals.NotReached, "person-chose": referrals.Declined}[reason]
	}
	w.caseAt = casework.Closed
}

func (w *way) reopen(t *rapid.T) {
	w.t = t
	if w.person == "" {
		t.Skip("nobody is known yet")
	}
	by := w.someone()
	err := w.act(func(key once.Key) error { return casework.Reopen(w.Context(), w.DB, by, key, w.person, "") })
	if w.expect("reopen", w.caseAt == casework.Closed && w.spoken, err) {
		w.caseAt, w.referralAt = casework.Engaged, referrals.Supporting
	}
}

func (w *way) connect(t *rapid.T) {
	w.t = t
	if w.caseAt != casework.Engaged {
		t.Skip("there is nobody to connect")
	}
	by, id := w.someone(), ""
	err := w.act(func(key once.Key) (err error) {
		id, err = connections.Make(w.Context(), w.DB, by, key, connections.Onward{PersonID: w.person, ServiceID: castest.LunchClub, Kind: connections.Referred,
			Share: connections.OnByDefault, Permission: true, PermissionHow: "said yes", BaseURL: "http://test.example"})
		return err
	})
	if w.expect("connect", true, err) {
		w.Read(func(r *db.Snapshot) error {
			c, err := connections.Get(r, by, w.person, id)
			w.links = append(w.links, &link{id, c.LinkID, c.State})
			return err
		})
	}
}

func (w *way) answer(t *rapid.T) {
	w.t = t
	if len(w.links) == 0 {
		t.Skip("nobody was asked")
	}
	l := rapid.SampledFrom(w.links).Draw(t, "connection")
	if rapid.Bool().Draw(t, "opens") {
		w.OK(connections.Open(w.Context(), w.DB, l.linkID, l.id))
		if l.at == connections.Sent {
			l.at = connections.Opened
		}
	}
	to := rapid.SampledFrom([]connections.State{connections.Accepted, connections.WaitingList, connections.NotPossible, connections.WantsToTalk}).Draw(t, "to")
	err := w.act(func(key once.Key) error {
		key.Actor = "link"
		return connections.Answer(w.Context(), w.DB, key, l.linkID, l.id, connections.Reply{State: to, Words: "In a few words"})
	})
	if w.expect("answer "+string(to), l.at.May(to), err) {
		l.at = to
	}
}

// hold is what must be true after every act.
func (w *way) hold(t *rapid.T) {
	w.t = t
	ref := w.TheReferral(w.referral)
	if ref.State != w.referralAt {
		t.Fatalf("the referral is %s, want %s", ref.State, w.referralAt)
	}
	w.Read(func(r *db.Snapshot) error {
		events, err := referrals.Events(r, w.referral)
		for _, e := range events {
			if e.From != "" && e.From != e.To && !e.From.May(e.To) {
				t.Fatalf("a step outside the table: %s to %s", e.From, e.To)
			}
		}
		return err
	})
	if w.person != "" {
		w.holdCase(t)
	}
}

func (w *way) holdCase(t *rapid.T) {
	worker := w.by[1]
	if k := w.Case(worker, w.person); k.State != w.caseAt {
		t.Fatalf("the case is %s, want %s", k.State, w.caseAt)
	}
	w.Read(func(r *db.Snapshot) error {
		page, err := casework.Contacts(r, worker, w.person, "", 500)
		if err != nil {
			return err
		}
		var said []string
		for _, c := range page.Contacts {
			said = append(said, c.Words)
		}
		slices.Sort(said)
		want := slices.Sorted(slices.Values(w.said))
		if !slices.Equal(said, want) || page.Total != len(want) {
			t.Fatalf("the record says %q, acknowledged were %q", said, want)
		}
		for _, which := range []casework.Which{casework.Mine, casework.Held, casework.MineClosed} {
			load, err := casework.List(r, worker, which, "", 1000)
			if err != nil {
				return err
			}
			if n, err := casework.Count(r, worker, which); err != nil || n != len(load.Rows) || n != load.Total {
				t.Fatalf("%s: %d counted, %d listed, %v", which, n, len(load.Rows), err)
			}
		}
		made, err := connections.Of(r, worker, w.person)
		for _, c := range made {
			if at := slices.IndexFunc(w.links, func(l *link) bool { return l.id == c.ID }); at < 0 || w.links[at].at != c.State {
				t.Fatalf("a connection is %s, which nobody expects", c.State)
			}
		}
		return err
	})
	if got := codes(w.Cast, worker, w.person); got[referredCode] > 1 {
		t.Fatalf("the national code was given %d times", got[referredCode])
	}
}

// TestNoInterleavingLeavesTheTables lets a worker and their manager act on one
// referral at random, again and again.
func TestNoInterleavingLeavesTheTables(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		rapid.Check(t, func(t *rapid.T) {
			w := &way{Cast: c, t: t, referral: c.Receive(c.Referral()), by: []access.Actor{c.Harbour.Manager, c.Harbour.First}, referralAt: referrals.Received, seenVersion: 1}
			t.Repeat(map[string]func(*rapid.T){"look": w.look, "decide": w.decide, "take": w.take, "contact": w.contact, "close": w.close, "reopen": w.reopen,
				"connect": w.connect, "answer": w.answer, "": w.hold})
		})
	})
}
