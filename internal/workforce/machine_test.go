package workforce_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/workforce"
)

// hands are two teams whose managers and workers give people on, cover, and
// transfer, often with old pages and often twice.
type hands struct {
	*castest.Cast
	t        *rapid.T
	people   []string
	absences map[string]access.Actor // by id, with who is away
	asked    []string                // transfers
	keys     int
}

func (h *hands) staff() []access.Actor {
	return []access.Actor{h.Harbour.First, h.Harbour.Second, h.Harbour.Manager, h.Canalside.First, h.Canalside.Second, h.Canalside.Manager}
}

// kase is where a person is now.
func (h *hands) kase(person string) (c casework.Case) {
	h.Read(func(s *db.Snapshot) (err error) { c, _, err = casework.OpenOf(s, person); return })
	return c
}

// near is mostly somebody of the person's team, sometimes anybody.
func (h *hands) near(person, label string) access.Actor {
	c := h.kase(person)
	all := h.staff()
	if rapid.IntRange(0, 5).Draw(h.t, "stranger") > 0 {
		all = slices.DeleteFunc(all, func(a access.Actor) bool { return !a.InTeam(c.TeamID) })
	}
	return rapid.SampledFrom(all).Draw(h.t, label)
}

// now is mostly the worker whom the person has, as on a fresh page.
func (h *hands) now(person string) string {
	if rapid.IntRange(0, 5).Draw(h.t, "old page") > 0 {
		return h.kase(person).WorkerID
	}
	return h.worker().AccountID
}

func (h *hands) someone() access.Actor { return rapid.SampledFrom(h.staff()).Draw(h.t, "by") }
func (h *hands) worker() access.Actor  { return rapid.SampledFrom(h.staff()).Draw(h.t, "worker") }
func (h *hands) person() string        { return rapid.SampledFrom(h.people).Draw(h.t, "person") }

// may lets through what the rooms refuse for a reason, and fails on the rest.
func (h *hands) may(act func(key once.Key) error) error {
	h.Clock.Advance(time.Second) // so that what came first is known
	h.keys++
	key := once.Key{Actor: "somebody", Token: fmt.Sprint(h.people[0], h.keys), BodyHash: "same"}
	err := act(key)
	if err == nil && rapid.Bool().Draw(h.t, "again") {
		if again := act(key); again != nil {
			h.t.Fatalf("sent again: %v", again)
		}
	}
	var bad *db.Invalid
	if err != nil && !errors.Is(err, db.ErrNotFound) && !errors.Is(err, db.ErrConflict) && !errors.Is(err, casework.ErrNoOpenCase) && !errors.As(err, &bad) {
		h.t.Fatal(err)
	}
	return err
}

func (h *hands) give(t *rapid.T) {
	h.t = t
	person := h.person()
	by, gifts := h.near(person, "by"), []workforce.Gift{{PersonID: person, From: h.now(person), To: h.near(person, "to").AccountID}}
	if rapid.IntRange(0, 3).Draw(t, "two") == 0 {
		other := h.person()
		gifts = append(gifts, workforce.Gift{PersonID: other, From: h.now(other), To: h.near(other, "to").AccountID})
	}
	h.may(func(key once.Key) error { return workforce.HandOver(h.Context(), h.DB, by, key, gifts, "") })
}

func (h *hands) goAway(t *rapid.T) {
	h.t = t
	who := h.worker()
	by, from := rapid.SampledFrom([]access.Actor{who, who, h.someone()}).Draw(t, "by"), rapid.IntRange(0, 3).Draw(t, "from")
	a := workforce.Absence{AccountID: who.AccountID, From: h.Today().AddDays(from), To: h.Today().AddDays(from + rapid.IntRange(0, 3).Draw(t, "days"))}
	var id string
	if err := h.may(func(key once.Key) (err error) {
		id, err = workforce.SayAway(h.Context(), h.DB, by, key, a)
		return err
	}); err == nil {
		h.absences[id] = who
	}
}

// absence is one of those there are, by who may look at it.
func (h *hands) absence() (id string, by access.Actor) {
	if len(h.absences) == 0 {
		h.t.Skip("nobody is away")
	}
	ids := make([]string, 0, len(h.absences))
	for id := range h.absences {
		ids = append(ids, id)
	}
	id = rapid.SampledFrom(sorted(ids)).Draw(h.t, "absence")
	return id, h.absences[id]
}

func (h *hands) version(by access.Actor, id string) (a workforce.Absence) {
	h.Read(func(s *db.Snapshot) error { a, _ = workforce.TheAbsence(s, by, id); return nil })
	return a
}

func (h *hands) cover(t *rapid.T) {
	h.t = t
	id, who := h.absence()
	by := rapid.SampledFrom([]access.Actor{who, who, h.someone()}).Draw(t, "who hands over")
	person := h.person()
	for _, id := range h.people {
		if h.kase(id).WorkerID == who.AccountID {
			person = id
		}
	}
	version, want := h.version(who, id).Version, workforce.Asked{PersonID: person, CoverID: h.near(person, "cover").AccountID}
	h.may(func(key once.Key) error {
		return workforce.HandCover(h.Context(), h.DB, by, key, id, version, []workforce.Asked{want})
	})
}

func (h *hands) lastDay(t *rapid.T) {
	h.t = t
	id, who := h.absence()
	version, to := h.version(who, id).Version, h.Today().AddDays(rapid.IntRange(-1, 4).Draw(t, "to"))
	h.may(func(key once.Key) error {
		return workforce.ChangeLastDay(h.Context(), h.DB, who, key, id, version, to)
	})
}

func (h *hands) comeBack(t *rapid.T) {
	h.t = t
	id, who := h.absence()
	version := h.version(who, id).Version
	h.may(func(key once.Key) error { return workforce.ComeBack(h.Context(), h.DB, who, key, id, version) })
}

func (h *hands) contact(t *rapid.T) {
	h.t = t
	e := casework.Entry{NextContact: h.Today().AddDays(rapid.IntRange(0, 3).Draw(t, "next"))}
	e.PersonID, e.Day, e.Means, e.Words = h.person(), h.Today(), "phone", "We spoke."
	by := h.near(e.PersonID, "by")
	h.may(func(key once.Key) error {
		_, err := casework.RecordContact(h.Context(), h.DB, by, key, e)
		return err
	})
}

func (h *hands) ask(t *rapid.T) {
	h.t = t
	person := h.person()
	by, team := h.near(person, "by"), rapid.SampledFrom([]string{h.Harbour.TeamID, h.Canalside.TeamID}).Draw(t, "team")
	var id string
	if err := h.may(func(key once.Key) (err error) {
		id, err = workforce.AskTransfer(h.Context(), h.DB, by, key, workforce.Transfer{PersonID: person, ToTeam: team, Reason: "moved", Words: "Words", Agreed: "Yes"})
		return err
	}); err == nil {
		h.asked = append(h.asked, id)
	}
}

func (h *hands) transfer() string {
	if len(h.asked) == 0 {
		h.t.Skip("nobody has asked")
	}
	return rapid.SampledFrom(append(h.asked, h.asked[len(h.asked)-1], h.asked[len(h.asked)-1])).Draw(h.t, "transfer")
}

func (h *hands) accept(t *rapid.T) {
	h.t = t
	id, by, version := h.transfer(), h.someone(), rapid.SampledFrom([]int{1, 1, 1, 2}).Draw(t, "version")
	worker := rapid.SampledFrom([]access.Actor{by, h.worker()}).Draw(t, "gets them")
	h.may(func(key once.Key) error {
		_, err := workforce.Accept(h.Context(), h.DB, by, key, id, version, worker.AccountID)
		return err
	})
}

func (h *hands) decline(t *rapid.T) {
	h.t = t
	id, by := h.transfer(), h.someone()
	h.may(func(key once.Key) error { return workforce.Decline(h.Context(), h.DB, by, key, id, 1, "No room") })
}

func (h *hands) withdraw(t *rapid.T) {
	h.t = t
	id, by := h.transfer(), h.someone()
	h.may(func(key once.Key) error { return workforce.Withdraw(h.Context(), h.DB, by, key, id, 1) })
}

func (h *hands) tomorrow(t *rapid.T) { h.Clock.Advance(days(1)) }

// check finds everybody in exactly one pair of hands, and nothing of theirs with
// somebody who cannot see them.
func (h *hands) check(t *rapid.T) {
	h.Read(func(s *db.Snapshot) error {
		for _, id := range h.people {
			c, open, err := casework.OpenOf(s, id)
			if err != nil || !open {
				t.Fatalf("%s is in nobody's hands: %v", id, err)
			}
			h.one(t, s, `SELECT team_id FROM care_team WHERE person_id = $1 AND until IS NULL AND account_id IS NULL`, id, c.TeamID)
			h.one(t, s, `SELECT account_id FROM care_team WHERE person_id = $1 AND until IS NULL AND account_id IS NOT NULL AND from_day IS NULL`, id, c.WorkerID)
			h.one(t, s, `SELECT DISTINCT team_id FROM care_team WHERE person_id = $1 AND until IS NULL`, id, c.TeamID)
			for _, with := range []string{`SELECT account_id FROM tasks WHERE person_id = $1 AND done_at IS NULL`, `SELECT account_id FROM practice_entries WHERE person_id = $1 AND copied_at IS NULL`} {
				owners, err := db.List(s, text, with, id)
				if err != nil {
					return err
				}
				for _, owner := range owners {
					if err := access.KeepPerson(s, owner, id); err != nil {
						t.Fatalf("work about %s lies with %s, who cannot see them: %v", id, owner, err)
					}
				}
			}
			h.seenOnlyByWhoCares(t, s, id, c)
		}
		return nil
	})
}

func (h *hands) one(t *rapid.T, r db.Reader, query, id, want string) {
	got, err := db.List(r, text, query, id)
	if err != nil || len(got) != 1 || got[0] != want {
		t.Fatalf("%s: %q, want %q, %v", query, got, want, err)
	}
}

// seenOnlyByWhoCares compares whom the one condition lets in with the worker,
// the managers of the team, and those whom an absence of today names.
func (h *hands) seenOnlyByWhoCares(t *rapid.T, s db.Reader, id string, c casework.Case) {
	today := dates.Of(s.Now()).String()
	covers, err := db.List(s, text, `SELECT v.cover_id FROM covered v JOIN absences a ON a.id = v.absence_id
		WHERE v.person_id = $1 AND a.account_id = $2 AND a.from_day <= $3 AND a.to_day >= $3 AND v.made_at >= $4`, id, c.WorkerID, today, h.givenAt(s, id))
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range h.staff() {
		want := who.AccountID == c.WorkerID || who.Manages(c.TeamID)
		for _, cover := range covers {
			want = want || cover == who.AccountID
		}
		if got := access.SeePerson(s, who, id) == nil; got != want {
			t.Fatalf("%s: seen by %s is %v, want %v", id, who.Name, got, want)
		}
	}
}

// givenAt is when the person came to their worker.
func (h *hands) givenAt(r db.Reader, id string) int64 {
	at, err := db.One(r, func(s db.Scanner) (n int64, err error) { err = s.Scan(&n); return },
		`SELECT max(since) FROM care_team WHERE person_id = $1 AND until IS NULL AND from_day IS NULL`, id)
	if err != nil {
		h.t.Fatal(err)
	}
	return at
}

func TestNobodyIsEverInNobodysHands(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		rapid.Check(t, func(rt *rapid.T) {
			h := &hands{Cast: c, t: rt, absences: map[string]access.Actor{}}
			h.people = []string{c.Supported(c.Harbour.First), c.Supported(c.Harbour.Second), c.Supported(c.Harbour.First)}
			c.Clock.Advance(days(10)) // nobody is away any more
			rt.Repeat(map[string]func(*rapid.T){"": h.check, "give": h.give, "go away": h.goAway, "cover": h.cover, "last day": h.lastDay, "come back": h.comeBack,
				"contact": h.contact, "ask": h.ask, "accept": h.accept, "decline": h.decline, "withdraw": h.withdraw, "tomorrow": h.tomorrow})
		})
	})
}

func text(s db.Scanner) (words string, err error) {
	err = s.Scan(&words)
	return words, err
}

func sorted(ids []string) []string {
	slices.Sort(ids)
	return ids
}
