package desk_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/desk"
	"linkwork/internal/diary"
	"linkwork/internal/teams"
)

// clinics is a cast on Monday 23 November 2026, 9am, with a clinic of the first
// worker on Tuesdays from 10am to noon, in times of 30 minutes.
type clinics struct {
	*castest.Cast
	id string
}

var tuesday = dates.Date{Year: 2026, Month: 11, Day: 24}

func eachClinic(t *testing.T, test func(c *clinics)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := &clinics{Cast: castest.New(t, d)}
		id, err := c.hold(c.Harbour.Manager, c.weekly())
		c.OK(err)
		c.id = id
		test(c)
	})
}

func (c *clinics) weekly() diary.Clinic {
	return diary.Clinic{TeamID: c.Harbour.TeamID, AccountID: c.Harbour.First.AccountID, PracticeID: c.Harbour.PracticeID, Room: "room 2", First: tuesday, Opens: 10 * 60, Closes: 12 * 60, Slot: 30}
}

func (c *clinics) hold(by access.Actor, k diary.Clinic) (string, error) {
	return diary.HoldClinic(c.Context(), c.DB, by, once.Key{}, k)
}

func (c *clinics) free(by access.Actor, last dates.Date) (starts []time.Time) {
	c.Helper()
	c.Read(func(r *db.Snapshot) error {
		all, err := diary.FreeSlots(r, by, last)
		for _, s := range all {
			starts = append(starts, s.Starts())
		}
		return err
	})
	return starts
}

func (c *clinics) book(by access.Actor, w desk.Wanted) (string, error) {
	if w.ClinicID == "" {
		w.ClinicID = c.id
	}
	return desk.Book(c.Context(), c.DB, by, once.Key{}, w)
}

func (c *clinics) booked(by access.Actor) (all []diary.Reservation) {
	c.Read(func(r *db.Snapshot) (err error) { all, err = diary.Reservations(r, by); return })
	return all
}

func TestARotaIsMadeByWhoeverManagesTheTeam(t *testing.T) {
	eachClinic(t, func(c *clinics) {
		for _, by := range []access.Actor{c.Harbour.First, c.Canalside.Manager, c.Harbour.Practice, c.Admin} {
			_, err := c.hold(by, c.weekly())
			castest.Is(c, err, db.ErrNotFound)
			castest.Is(c, diary.EndClinic(c.Context(), c.DB, by, once.Key{}, c.id, 1, tuesday), db.ErrNotFound)
		}
		for field, change := range map[string]func(k *diary.Clinic){
			"worker":   func(k *diary.Clinic) { k.AccountID = c.Canalside.First.AccountID },
			"practice": func(k *diary.Clinic) { k.PracticeID = c.Canalside.PracticeID },
			"first":    func(k *diary.Clinic) { k.First = dates.Date{Year: 2026, Month: 11, Day: 28} }, // a Saturday
			"last":     func(k *diary.Clinic) { k.Last = tuesday.AddDays(-1) },
			"slot":     func(k *diary.Clinic) { k.Slot = 5 },
			"closes":   func(k *diary.Clinic) { k.Closes = k.Opens + 20 },
		} {
			k := c.weekly()
			change(&k)
			_, err := c.hold(c.Harbour.Manager, k)
			castest.Refused(c, err, field)
		}
		early := c.weekly()
		early.Opens = 7 * 60
		_, err := c.hold(c.Harbour.Manager, early)
		if got := castest.Message(err, "closes"); got != "Your team works from 8am to 6pm. Change that under How the team works, or choose other times" {
			c.Errorf("%v", err)
		}
		boxing := c.weekly()
		boxing.First = dates.Date{Year: 2026, Month: 12, Day: 28}
		boxing.Last = boxing.First
		_, err = c.hold(c.Harbour.Manager, boxing)
		castest.Refused(c, err, "first")
	})
}

func TestThePracticeSeesWhatIsFree(t *testing.T) {
	eachClinic(t, func(c *clinics) {
		desk, other := c.Harbour.Practice, c.Harbour.Other
		if got := c.free(desk, tuesday.AddDays(7)); len(got) != 8 || !got[0].Equal(tuesday.At(10, 0)) || !got[7].Equal(tuesday.AddDays(7).At(11, 30)) {
			c.Errorf("%v", got)
		}
		for _, by := range []access.Actor{other, c.Canalside.Practice, c.Harbour.First, c.Harbour.Manager, c.Admin} {
			if got := c.free(by, tuesday.AddDays(7)); len(got) != 0 {
				c.Errorf("%s sees %v", by.Name, got)
			}
		}
		// What the worker has agreed otherwise is not free.
		person := c.Supported(c.Harbour.First)
		c.OK(casework.AgreeAppointment(c.Context(), c.DB, c.Harbour.First, once.Key{}, person, tuesday.At(10, 15), 30, "phone", "", ""))
		if got := c.free(desk, tuesday); len(got) != 2 || !got[0].Equal(tuesday.At(11, 0)) {
			c.Errorf("beside an appointment: %v", got)
		}
		// Nor is what has begun, a bank holiday, and the time outside the team's hours.
		c.Clock.Set(tuesday.At(11, 10))
		if got := c.free(desk, tuesday); len(got) != 1 || !got[0].Equal(tuesday.At(11, 30)) {
			c.Errorf("at ten past eleven: %v", got)
		}
		yearEnd := dates.Date{Year: 2027, Month: 1, Day: 1}
		friday := c.weekly()
		friday.First = dates.Date{Year: 2026, Month: 12, Day: 18} // then Christmas Day, then New Year's Day
		_, err := c.hold(c.Harbour.Manager, friday)
		c.OK(err)
		for _, s := range c.free(desk, yearEnd) {
			if dates.BankHoliday(dates.Of(s)) != "" {
				c.Errorf("free on %s", dates.Of(s).Long())
			}
		}
		var team teams.Team
		c.Read(func(r *db.Snapshot) (err error) { team, err = teams.TheTeam(r, c.Harbour.TeamID); return })
		team.WorksUntil = 11 * 60
		c.OK(casework.ChangeHabits(c.Context(), c.DB, c.Harbour.Manager, once.Key{}, team))
		if got := c.free(desk, tuesday.AddDays(7)); len(got) != 2 {
			c.Errorf("after the team works until 11am: %v", got)
		}
		c.Write(func(tx *db.Tx) error { return access.Leave(tx, c.Harbour.First.AccountID) })
		if got := c.free(desk, tuesday.AddDays(7)); len(got) != 0 {
			c.Errorf("of a worker who has left: %v", got)
		}
	})
}

func TestReceptionBooksForSomebodyWhoIsSupported(t *testing.T) {
	eachClinic(t, func(c *clinics) {
		referral := c.Receive(c.Referral())
		person := c.Take(c.Harbour.First, referral, "")
		w := desk.Wanted{Day: tuesday, Minute: 10 * 60, ReferralID: referral}
		for _, by := range []access.Actor{c.Harbour.Other, c.Canalside.Practice, c.Harbour.First, c.Harbour.Manager} {
			_, err := c.book(by, w)
			castest.Is(c, err, db.ErrNotFound)
		}
		for _, wrong := range []desk.Wanted{{Day: tuesday, Minute: 10*60 + 5, ReferralID: referral}, {Day: tuesday.AddDays(1), Minute: 10 * 60, ReferralID: referral}, {ClinicID: "none", Day: tuesday, Minute: 10 * 60, ReferralID: referral}, {Day: tuesday, Minute: 10 * 60, ReferralID: "none"}} {
			_, err := c.book(c.Harbour.Practice, wrong)
			castest.Is(c, err, db.ErrNotFound)
		}
		key := once.Key{Actor: c.Harbour.Practice.AccountID, Token: "t", BodyHash: "h"}
		w.ClinicID = c.id
		for range 2 {
			_, err := desk.Book(c.Context(), c.DB, c.Harbour.Practice, key, w)
			c.OK(err)
		}
		mine := c.planned(person)
		if len(mine) != 1 || !mine[0].StartsAt.Equal(tuesday.At(10, 0)) || mine[0].Minutes != 30 || mine[0].AccountID != c.Harbour.First.AccountID || mine[0].Place != "Harbour Practice, room 2" || mine[0].Means != "practice" {
			c.Fatalf("%+v", mine)
		}
		if got := c.free(c.Harbour.Practice, tuesday); len(got) != 3 {
			c.Errorf("free: %v", got)
		}
		_, err := c.book(c.Harbour.Practice, desk.Wanted{Day: tuesday, Minute: 10 * 60, Who: "Mr Y"})
		castest.Refused(c, err, "slot")

		// The worker moves it: the time is free again.
		c.OK(casework.MoveAppointment(c.Context(), c.DB, c.Harbour.First, once.Key{}, person, mine[0].ID, tuesday.AddDays(1).At(10, 0), 30, "I cannot make it"))
		if got := c.free(c.Harbour.Practice, tuesday); len(got) != 4 || len(c.booked(c.Harbour.Practice)) != 0 {
			c.Errorf("free: %v", got)
		}
		// Reception books once more and gives it back: the worker is told.
		id, err := c.book(c.Harbour.Practice, w)
		c.OK(err)
		castest.Is(c, desk.GiveBack(c.Context(), c.DB, c.Harbour.Other, once.Key{}, id), db.ErrNotFound)
		c.OK(desk.GiveBack(c.Context(), c.DB, c.Harbour.Practice, once.Key{}, id))
		castest.Is(c, desk.GiveBack(c.Context(), c.DB, c.Harbour.Practice, once.Key{}, id), db.ErrConflict)
		if notes := waiting(c.Cast, c.Harbour.First); len(notes) != 1 || notes[0].PersonID != person || notes[0].Words != "Not coming: Tuesday 24 November 2026 at 10am, given back by Harbour Practice" {
			c.Errorf("%+v", notes)
		}
		if got := c.free(c.Harbour.Practice, tuesday); len(got) != 4 || len(c.planned(person)) != 1 {
			c.Errorf("free: %v", got)
		}
		// A case that closes gives its times back.
		_, err = c.book(c.Harbour.Practice, w)
		c.OK(err)
		c.Contact(c.Harbour.First, person, casework.Entry{})
		c.Close(c.Harbour.First, person, "goals-met")
		if got := c.free(c.Harbour.Practice, tuesday); len(got) != 4 {
			c.Errorf("after closing: %v", got)
		}
	})
}

func (c *clinics) planned(person string) (all []diary.Appointment) {
	c.Read(func(r *db.Snapshot) (err error) { all, err = diary.PlannedFor(r, person); return })
	return all
}

func TestSomebodyWithAnotherWorkerIsNotBookedWithThisOne(t *testing.T) {
	eachClinic(t, func(c *clinics) {
		referral := c.Receive(c.Referral())
		person := c.Take(c.Harbour.Second, referral, "")
		_, err := c.book(c.Harbour.Practice, desk.Wanted{Day: tuesday, Minute: 10 * 60, ReferralID: referral})
		castest.Refused(c, err, "referral")
		// Handed over to the first, they can be; handed on, the time is free.
		c.give(person, c.Harbour.First)
		_, err = c.book(c.Harbour.Practice, desk.Wanted{Day: tuesday, Minute: 10 * 60, ReferralID: referral})
		c.OK(err)
		c.give(person, c.Harbour.Second)
		if got := c.free(c.Harbour.Practice, tuesday); len(got) != 4 || len(c.booked(c.Harbour.Practice)) != 0 {
			c.Errorf("free: %v", got)
		}
	})
}

func (c *clinics) give(person string, to access.Actor) {
	c.Write(func(tx *db.Tx) error {
		_, err := casework.Give(tx, c.Harbour.Manager, person, to.AccountID)
		return err
	})
}

func TestSomebodyNewIsANoteToTheWorkerOfTheClinic(t *testing.T) {
	eachClinic(t, func(c *clinics) {
		_, err := c.book(c.Harbour.Practice, desk.Wanted{Day: tuesday, Minute: 11 * 60})
		castest.Refused(c, err, "who")
		id, err := c.book(c.Harbour.Practice, desk.Wanted{Day: tuesday, Minute: 11 * 60, Who: "Mr Y", CallBack: "07700 900 190"})
		c.OK(err)
		notes := waiting(c.Cast, c.Harbour.First)
		if len(notes) != 1 || notes[0].Who != "Mr Y" || notes[0].Words != "Booked: Tuesday 24 November 2026 at 11am, Harbour Practice, room 2" || notes[0].CallBack != "07700 900 190" {
			c.Fatalf("%+v", notes)
		}
		// A referral that nobody has taken on is no appointment yet either.
		_, err = c.book(c.Harbour.Practice, desk.Wanted{Day: tuesday, Minute: 11*60 + 30, ReferralID: c.Receive(c.Referral())})
		c.OK(err)
		c.Read(func(r *db.Snapshot) error {
			days, err := diary.Sessions(r, c.Harbour.First, tuesday, tuesday, false)
			if s := days[tuesday]; len(s) != 1 || s[0].Slots != 4 || len(s[0].Booked) != 2 || s[0].Booked[0].Who != "Mr Y" {
				c.Errorf("%+v", days)
			}
			none, err2 := diary.Sessions(r, c.Harbour.Second, tuesday, tuesday, false)
			if len(none) != 0 {
				c.Errorf("a colleague's calendar: %+v", none)
			}
			return errors.Join(err, err2)
		})
		bad := diary.EndClinic(c.Context(), c.DB, c.Harbour.Manager, once.Key{}, c.id, 1, c.Today())
		castest.Refused(c, bad, "last")
		c.OK(desk.GiveBack(c.Context(), c.DB, c.Harbour.Practice, once.Key{}, id))
		for _, n := range waiting(c.Cast, c.Harbour.First) {
			if n.ID == notes[0].ID {
				c.Error("the note waits still")
			}
		}
		c.OK(diary.EndClinic(c.Context(), c.DB, c.Harbour.Manager, once.Key{}, c.id, 1, tuesday))
		castest.Is(c, diary.EndClinic(c.Context(), c.DB, c.Harbour.Manager, once.Key{}, c.id, 1, tuesday), db.ErrConflict)
		if got := c.free(c.Harbour.Practice, tuesday.AddDays(7)); len(got) != 3 {
			c.Errorf("free: %v", got)
		}
	})
}

// TestATimeIsBookedOnceHoweverManyTry lets several at a desk press at once, for
// one time, and at clinics that overlap.
func TestATimeIsBookedOnceHoweverManyTry(t *testing.T) {
	eachClinic(t, func(c *clinics) {
		long := c.weekly()
		long.Slot = 60
		other, err := c.hold(c.Harbour.Manager, long)
		c.OK(err)
		var all sync.WaitGroup
		var got atomic.Int32
		for i := range 12 {
			w := desk.Wanted{ClinicID: c.id, Day: tuesday, Minute: 10*60 + 30*(i%2), Who: "Somebody"}
			if i%3 == 0 {
				w.ClinicID, w.Minute = other, 10*60
			}
			all.Go(func() {
				_, err := c.book(c.Harbour.Practice, w)
				if err == nil {
					got.Add(1)
				} else if castest.Message(err, "slot") == "" {
					c.Errorf("%v", err)
				}
			})
		}
		all.Wait()
		booked := c.booked(c.Harbour.Practice)
		if int(got.Load()) != len(booked) || len(booked) == 0 {
			c.Errorf("%d were told yes, %d are booked", got.Load(), len(booked))
		}
		for i, a := range booked {
			for _, b := range booked[i+1:] {
				if a.StartsAt.Before(b.Ends()) && b.StartsAt.Before(a.Ends()) {
					c.Errorf("%s and %s overlap", a.StartsAt, b.StartsAt)
				}
			}
		}
	})
}
