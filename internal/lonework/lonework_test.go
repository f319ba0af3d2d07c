package lonework_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/identity"
	"linkwork/internal/jobs"
	"linkwork/internal/lonework"
	"linkwork/internal/messages"
	"linkwork/internal/safeguarding"
	"linkwork/internal/workforce"
)

var none once.Key

// field is a cast in which the first worker has told how they are reached, and
// has a visit in an hour, for half an hour.
type field struct {
	*castest.Cast
	person, appointment string
	starts              time.Time
}

func newField(t testing.TB, d *db.DB) *field {
	f := &field{Cast: castest.New(t, d)}
	f.OK(lonework.SetDetails(t.Context(), d, f.Harbour.First, none, lonework.Details{Phone: "07700 900 111", Car: "Blue hatchback, AB12 CDE", CodeWord: "the green folder"}))
	f.book()
	return f
}

// book agrees a visit with a new person.
func (f *field) book() {
	f.Helper()
	f.person, f.starts = f.Supported(f.Harbour.First), f.Clock.Now().Add(time.Hour).Truncate(time.Minute)
	f.OK(casework.AgreeAppointment(f.Context(), f.DB, f.Harbour.First, none, f.person, f.starts, 30, "home", "", ""))
	f.Read(func(s *db.Snapshot) error {
		all, err := diary.PlannedFor(s, f.person)
		f.appointment = all[0].ID
		return err
	})
}

// set sets the timer to an hour after the visit begins.
func (f *field) set() (id string) {
	f.Helper()
	id, err := lonework.SetTimer(f.Context(), f.DB, f.Harbour.First, none, lonework.Plan{PersonID: f.person, AppointmentID: f.appointment, BackBy: f.starts.Add(time.Hour), How: "car"})
	f.OK(err)
	return id
}

// until lets time pass to a number of minutes after the expected time, minute
// by minute, and does what is due.
func (f *field) until(minutes int) {
	f.Helper()
	end := f.starts.Add(time.Hour + time.Duration(minutes)*time.Minute)
	for f.Clock.Now().Before(end) {
		f.Clock.Advance(min(time.Minute, end.Sub(f.Clock.Now())))
		f.drain()
	}
}

func (f *field) drain() {
	f.Helper()
	handlers := map[string]jobs.Handler{"messages.send": func(context.Context, json.RawMessage) error { return nil }}
	for kind, h := range lonework.Handlers(f.DB, true) {
		handlers[kind] = h
	}
	f.OK(jobs.NewRunner(f.DB, handlers).Drain(f.Context()))
}

func (f *field) visit(by access.Actor, id string) (v lonework.Visit) {
	f.Helper()
	f.Read(func(s *db.Snapshot) (err error) { v, err = lonework.The(s, by, id); return })
	return v
}

// told are those to whom messages about a visit go, in order, once each time.
func (f *field) told(id string) (to []string) {
	f.Helper()
	f.Read(func(s *db.Snapshot) error {
		all, err := messages.About(s, "home-visit", id)
		for _, m := range all {
			if m.Channel == messages.Email {
				to = append([]string{m.To}, to...)
			}
			for _, secret := range []string{"Amina", "Doreen", "green folder", "AB12"} {
				if strings.Contains(strings.ReplaceAll(m.Subject+m.Body(), "Dear Amina Yusuf,", ""), secret) {
					f.Errorf("a message says %q: %s", secret, m.Body())
				}
			}
		}
		return err
	})
	return to
}

// name makes a chain of some.
func (f *field) name(version int, who ...access.Actor) {
	f.Helper()
	var chain []access.Lead
	for _, w := range who {
		chain = append(chain, access.Lead{AccountID: w.AccountID, Phone: "07700 900 222"})
	}
	f.OK(lonework.SetRules(f.Context(), f.DB, f.Harbour.Manager, none, f.Harbour.TeamID, chain, lonework.Rules{Grace: 15, Pass: 10, OnWord: "Call 999.", Version: version}))
}

// leave ends somebody's account.
func (f *field) leave(who access.Actor) {
	f.Helper()
	f.Write(func(tx *db.Tx) error { return identity.Disable(tx, f.Admin.Audit(), who.AccountID) })
}

func mail(a access.Actor) string {
	return strings.ToLower(strings.ReplaceAll(a.Name, " ", ".")) + "@linkwork.example"
}

func equal(t *testing.T, got, want []string) {
	t.Helper()
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("told %v, want %v", got, want)
	}
}

func TestAWorkerWhoChecksOutIsNotAskedAfter(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f := newField(t, d)
		id := f.set()
		f.OK(lonework.SetOut(t.Context(), d, f.Harbour.First, none, id))
		castest.Is(t, lonework.SetOut(t.Context(), d, f.Harbour.First, none, id), db.ErrConflict)
		f.until(-1)
		f.OK(lonework.CheckOut(t.Context(), d, f.Harbour.First, none, id))
		f.until(120)
		equal(t, f.told(id), nil)
		if v := f.visit(f.Harbour.First, id); v.State != lonework.Back {
			t.Errorf("%+v", v)
		}
		castest.Is(t, lonework.CheckOut(t.Context(), d, f.Harbour.First, none, id), db.ErrConflict)
		f.book() // and going in again is a timer of its own
		first := f.set()
		f.OK(lonework.CheckOut(t.Context(), d, f.Harbour.First, none, first))
		if again := f.set(); again == first || f.visit(f.Harbour.First, again).State != lonework.Planned {
			t.Error("no second timer for an appointment")
		}
	})
}

func TestAnAlarmGoesRoundUntilSomebodyAnswers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f := newField(t, d)
		n := f.Harbour
		f.name(0, n.Second, n.Manager)
		id := f.set() // and never sets out: it is watched all the same
		for _, other := range []access.Actor{n.Second, n.Manager, n.Practice, f.Canalside.Manager} {
			f.Read(func(s *db.Snapshot) error {
				_, err := lonework.The(s, other, id)
				castest.Is(t, err, db.ErrNotFound)
				return nil
			})
		}
		f.until(0)
		equal(t, f.told(id), []string{mail(n.First)}) // reminded first
		f.until(14)
		equal(t, f.told(id), []string{mail(n.First)})
		f.until(15)
		f.until(25)
		equal(t, f.told(id), []string{mail(n.First), mail(n.Second), mail(n.Manager)})
		f.until(35) // the round is over: the administrators hear it, and it begins again
		equal(t, f.told(id), []string{mail(n.First), mail(n.Second), mail(n.Manager), mail(f.Admin), mail(n.Second)})
		castest.Is(t, lonework.Answer(t.Context(), d, n.First, none, id), db.ErrNotFound)
		castest.Is(t, lonework.Answer(t.Context(), d, f.Canalside.Manager, none, id), db.ErrNotFound)
		castest.Is(t, lonework.Finish(t.Context(), d, n.Manager, none, id, "safe", ""), db.ErrConflict)
		f.OK(lonework.Answer(t.Context(), d, n.Manager, none, id))
		if v := f.visit(n.Second, id); v.State != lonework.Answered || v.OwnerID != n.Manager.AccountID {
			t.Errorf("%+v", v)
		}
		before := len(f.told(id))
		f.until(85)
		if got := len(f.told(id)); got != before {
			t.Errorf("%d messages while somebody is on it", got-before)
		}
		f.until(100) // still open after an hour: whoever is on it is asked
		if got := f.told(id); len(got) != before+1 || got[before] != mail(n.Manager) {
			t.Errorf("told %v", got[before:])
		}
		castest.Refused(t, lonework.Finish(t.Context(), d, n.Manager, none, id, "", ""), "outcome")
		f.OK(lonework.Finish(t.Context(), d, n.Manager, none, id, "safe", "The battery was flat."))
		before = len(f.told(id))
		f.until(400)
		if got := len(f.told(id)); got != before {
			t.Error("told after the end")
		}
		if v := f.visit(n.First, id); v.State != lonework.Closed || v.Outcome != "safe" {
			t.Errorf("%+v", v)
		}
	})
}

func TestWhoIsPassedOver(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f := newField(t, d)
		n := f.Harbour
		f.name(0, n.First, n.Second, f.Canalside.First, n.Manager)
		_, err := workforce.SayAway(t.Context(), d, n.Second, none, workforce.Absence{AccountID: n.Second.AccountID, From: f.Today(), To: f.Today()})
		f.OK(err)
		f.leave(f.Canalside.First)
		id := f.set()
		f.until(15)
		equal(t, f.told(id), []string{mail(n.First), mail(n.Manager)}) // not the worker, not who is away, not who has left
	})
}

func TestWithNobodyTheAdministratorsHear(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f := newField(t, d)
		n := f.Harbour
		f.leave(n.Manager)
		id := f.set()
		f.until(15)
		f.until(25)
		equal(t, f.told(id), []string{mail(n.First), mail(f.Admin), mail(f.Admin)})
		if v := f.visit(n.First, id); v.State != lonework.Alarm || v.OwnerID != "" {
			t.Errorf("%+v", v)
		}
	})
}

func TestTheOneWhoseTurnItIsLeaves(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f := newField(t, d)
		n := f.Harbour
		f.name(0, n.Second, n.Manager)
		id := f.set()
		f.until(15)
		f.leave(n.Second)
		f.until(25) // the manager alone is left, so a round is over with each turn
		equal(t, f.told(id), []string{mail(n.First), mail(n.Second), mail(f.Admin), mail(n.Manager)})
		f.OK(lonework.Answer(t.Context(), d, n.Manager, none, id))
		f.leave(n.Manager)
		f.until(90) // whoever was on it has left too: nobody remains, and that is said
		if got := f.told(id); got[len(got)-1] != mail(f.Admin) || f.visit(n.First, id).State != lonework.Alarm {
			t.Errorf("told %v", got)
		}
	})
}

func TestTakingLongerAndAskingForHelp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f := newField(t, d)
		n := f.Harbour
		id := f.set()
		f.OK(lonework.SetOut(t.Context(), d, n.First, none, id))
		castest.Refused(t, lonework.TakeLonger(t.Context(), d, n.First, none, id, 500), "minutes")
		castest.Is(t, lonework.TakeLonger(t.Context(), d, n.Manager, none, id, 30), db.ErrNotFound)
		f.until(-5)
		f.OK(lonework.TakeLonger(t.Context(), d, n.First, none, id, 30))
		f.until(29)
		equal(t, f.told(id), nil)
		f.until(45)
		equal(t, f.told(id), []string{mail(n.First), mail(n.Manager)})
		f.OK(lonework.TakeLonger(t.Context(), d, n.First, none, id, 15)) // can answer: the alarm is over, and the manager hears it
		if v := f.visit(n.First, id); v.State != lonework.Out || v.OwnerID != "" {
			t.Errorf("%+v", v)
		}
		equal(t, f.told(id)[2:], []string{mail(n.Manager)})
		f.OK(lonework.AskForHelp(t.Context(), d, n.First, none, id, true))
		if v := f.visit(n.Manager, id); v.State != lonework.Alarm || !v.Help || v.OwnerID != n.Manager.AccountID {
			t.Errorf("%+v", v)
		}
		equal(t, f.told(id)[3:], []string{mail(n.Manager)})
		f.OK(lonework.CheckOut(t.Context(), d, n.First, none, id))
		equal(t, f.told(id)[4:], []string{mail(n.Manager)})
	})
}

func TestTheClockFollowsTheAppointment(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f := newField(t, d)
		n := f.Harbour
		f.Clock.Advance(time.Second)
		id := f.set()
		f.OK(casework.MoveAppointment(t.Context(), d, n.First, none, f.person, f.appointment, f.starts.Add(-30*time.Minute), 30, "They asked for another time"))
		f.drain()
		if v := f.visit(n.First, id); !v.BackBy.Equal(f.starts.Add(30 * time.Minute)) {
			t.Errorf("back by %v", v.BackBy)
		}
		f.until(-15) // 15 minutes after the new time
		equal(t, f.told(id), []string{mail(n.First), mail(n.Manager)})
		f.OK(lonework.CheckOut(t.Context(), d, n.First, none, id))
		for _, end := range []func(){
			func() {
				f.OK(casework.CancelAppointment(t.Context(), d, n.First, none, f.person, f.appointment, "It was a mistake"))
			},
			func() {
				f.Contact(n.First, f.person, casework.Entry{AppointmentID: f.appointment})
			},
			func() {
				f.OK(workforce.HandOver(t.Context(), d, n.Manager, none, []workforce.Gift{{PersonID: f.person, From: n.First.AccountID, To: n.Second.AccountID}}, ""))
			},
		} {
			f.book()
			id := f.set()
			end()
			f.until(120)
			equal(t, f.told(id), nil)
			if v := f.visit(n.First, id); v.State != lonework.CalledOff {
				t.Errorf("%+v", v)
			}
		}
	})
}

func TestAJobThatRepeatsOrComesLateDoesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f := newField(t, d)
		id := f.set()
		f.until(20)
		before, version := len(f.told(id)), f.visit(f.Harbour.First, id).Version
		for turn := range 10 {
			if turn == 3 {
				continue // that one is due
			}
			args, err := json.Marshal(map[string]any{"visit": id, "turn": turn})
			f.OK(err)
			for range 2 {
				f.OK(lonework.Handlers(d, true)["lonework.watch"](t.Context(), args))
			}
		}
		if v := f.visit(f.Harbour.First, id); v.Version != version || len(f.told(id)) != before {
			t.Errorf("it changed to %+v", v)
		}
	})
}

func TestWhatAPlanMustSay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f := newField(t, d)
		n := f.Harbour
		good := lonework.Plan{PersonID: f.person, AppointmentID: f.appointment, BackBy: f.starts.Add(time.Hour), How: "car"}
		for field, change := range map[string]func(*lonework.Plan){
			"back_by": func(p *lonework.Plan) { p.BackBy = f.starts },
			"how":     func(p *lonework.Plan) { p.How = "rocket" },
		} {
			bad := good
			change(&bad)
			_, err := lonework.SetTimer(t.Context(), d, n.First, none, bad)
			castest.Refused(t, err, field)
		}
		for _, at := range []time.Time{{}, f.starts.Add(9 * time.Hour)} {
			bad := good
			bad.BackBy = at
			_, err := lonework.SetTimer(t.Context(), d, n.First, none, bad)
			castest.Refused(t, err, "back_by")
		}
		for _, other := range []access.Actor{n.Second, n.Manager, f.Canalside.First, n.Practice} {
			_, err := lonework.SetTimer(t.Context(), d, other, none, good)
			castest.Is(t, err, db.ErrNotFound)
		}
		castest.Refused(t, lonework.SetDetails(t.Context(), d, n.Second, none, lonework.Details{Phone: "12"}), "phone")
		castest.Refused(t, lonework.SetDetails(t.Context(), d, n.Second, none, lonework.Details{Phone: "07700 900 112"}), "code_word")
		castest.Is(t, lonework.SetDetails(t.Context(), d, n.First, none, lonework.Details{Phone: "07700 900 112", CodeWord: "x"}), db.ErrConflict)
		f.OK(lonework.SetDetails(t.Context(), d, n.First, none, lonework.Details{Phone: "07700 900 112", CodeWord: "x", Version: 1}))
		_, err := lonework.SetTimer(t.Context(), d, n.First, none, good)
		castest.Refused(t, err, "how") // by car, and there is none in the details
		castest.Refused(t, lonework.SetRules(t.Context(), d, n.Manager, none, n.TeamID, nil, lonework.Rules{Grace: 0, Pass: 10, OnWord: "x"}), "grace")
		castest.Refused(t, lonework.SetRules(t.Context(), d, n.Manager, none, n.TeamID, []access.Lead{{AccountID: n.Practice.AccountID, Phone: "1"}}, lonework.Rules{Grace: 5, Pass: 10, OnWord: "x"}), "lead_1")
		castest.Is(t, lonework.SetRules(t.Context(), d, n.First, none, n.TeamID, nil, lonework.Rules{Grace: 5, Pass: 10, OnWord: "x"}), db.ErrNotFound)
	})
}

// TestARestrictedRecordIsVisitedToo: whoever answers sees the alarm; what they
// are shown of the record is the page's to decide.
func TestARestrictedRecordIsVisitedToo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		f := newField(t, d)
		n := f.Harbour
		f.OK(safeguarding.Restrict(t.Context(), d, n.Manager, none, access.Restriction{PersonID: f.person, Reason: "asked", Words: "Asked for it", ReviewOn: f.Today().AddDays(30)}))
		id := f.set()
		f.until(15)
		equal(t, f.told(id), []string{mail(n.First), mail(n.Manager)})
	})
}
