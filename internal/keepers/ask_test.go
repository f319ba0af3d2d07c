package keepers

import (
	"context"
	"errors"
	"fmt"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
	"linkwork/internal/freshness"
	"linkwork/internal/jobs"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestAskedOnceRemindedOnceAndThenNoMore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long), entry("b", strings.ToUpper(lunch), dates.Date{}), entry("fresh", shed, dates.Of(dbtest.Start)), entry("nowhere", "", long))
		clock := dbtest.ClockOf(d)
		askDue(t, d)
		askDue(t, d) // a job that runs twice
		first := count(t, d, 1)[0]
		if first.To != lunch || !strings.Contains(first.Text, "Entry a") || !strings.Contains(first.Text, "Entry b") || strings.Contains(first.Text, "fresh") ||
			strings.Contains(first.Subject, "Entry") || !strings.HasPrefix(first.Secret, base+"/keep/") || !strings.HasPrefix(first.WayOut, base+"/keep-stop/") {
			t.Errorf("%+v", first)
		}
		clock.Advance(RemindAfter - time.Hour)
		askDue(t, d)
		count(t, d, 1)
		clock.Advance(time.Hour)
		askDue(t, d)
		count(t, d, 2)
		clock.Advance(300 * 24 * time.Hour) // a job that comes very late
		askDue(t, d)
		count(t, d, 3) // of "fresh", which is due by now, alone
		if newest := mails(t, d)[0]; newest.To != shed {
			t.Errorf("%+v", newest)
		}
	})
}

func TestACheckBeginsAnew(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long))
		askDue(t, d)
		count(t, d, 1)
		l := linkTo(t, d, lunch)
		dbtest.Write(t, d, func(tx *db.Tx) error { return Confirm(tx, l, "a") })
		if a := get(t, d, "a"); a.AssuredOn != dates.Of(dbtest.Start) {
			t.Errorf("%v", a.AssuredOn)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			checks, err := freshness.LastChecks(r, "a", 5)
			if len(checks) != 1 || checks[0].Method != freshness.ByProvider || checks[0].Words() != "Confirmed by the organisation" {
				t.Errorf("%+v", checks)
			}
			return err
		})
		dbtest.ClockOf(d).Advance(RemindAfter + time.Hour)
		askDue(t, d)
		count(t, d, 1) // no reminder of what was confirmed
		dbtest.ClockOf(d).Advance((freshness.Every + 1) * 24 * time.Hour)
		askDue(t, d)
		count(t, d, 2)
	})
}

func TestWhoIsNotAsked(t *testing.T) {
	stop := func(t *testing.T, d *db.DB) {
		l := linkTo(t, d, lunch)
		dbtest.Write(t, d, func(tx *db.Tx) error { return SetStopped(tx, l, true) })
	}
	for name, before := range map[string]func(t *testing.T, d *db.DB){
		"asking is off": func(t *testing.T, d *db.DB) {
			dbtest.Write(t, d, func(tx *db.Tx) error { return SaveSettings(tx, Settings{ADay: 20, Version: 1}) })
		},
		"stopped": stop,
		"not published": func(t *testing.T, d *db.DB) {
			dbtest.Write(t, d, func(tx *db.Tx) error {
				return directory.SetPrivacy(tx, directory.By{ID: "sam"}, "a", directory.Privacy{Published: false})
			})
		},
		"closed": func(t *testing.T, d *db.DB) {
			dbtest.Write(t, d, func(tx *db.Tx) error {
				return directory.Correct(tx, directory.By{ID: "sam"}, "a", directory.Service{Status: directory.Defunct}, "status")
			})
		},
		"a change waits": func(t *testing.T, d *db.DB) {
			suggest(t, d, linkTo(t, d, lunch), "a", map[string]string{"phone": "01632 960202"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				setUp(t, d, entry("a", lunch, long))
				before(t, d)
				askDue(t, d)
				count(t, d, 0)
			})
		})
	}
}

func TestMailThatDoesNotArriveIsNotSentAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long))
		askDue(t, d)
		id := count(t, d, 1)[0].ID
		dbtest.Write(t, d, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE messages SET state = 'failed' WHERE id = $1`, id)
			return err
		})
		dbtest.ClockOf(d).Advance(RemindAfter)
		askDue(t, d)
		count(t, d, 1)
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			_, err := MayAsk(r, "a")
			if refused, ok := errors.AsType[*Refused](err); !ok || !strings.Contains(refused.Why, "did not arrive") {
				t.Errorf("%v", err)
			}
			return nil
		})
	})
}

func TestOneMailAboutMany(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var many []directory.Service
		for i := range mostNames + 5 {
			many = append(many, entry(fmt.Sprintf("many-%02d", i), lunch, long))
		}
		setUp(t, d, many...)
		askDue(t, d)
		if text := count(t, d, 1)[0].Text; strings.Count(text, "- Entry many") != mostNames || !strings.Contains(text, "- and 5 more\n") {
			t.Error(text)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			asked, err := LastAsked(r, "many-24")
			if asked.At.IsZero() {
				t.Error("one that the mail does not name was not asked about")
			}
			return err
		})
	})
}

func TestTwoProcessesAskOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long), entry("b", shed, long))
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() { askDue(t, d) })
		}
		all.Wait()
		count(t, d, 2)
	})
}

func TestTheJobComesRound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, long))
		dbtest.Write(t, d, Plan)
		dbtest.Write(t, d, Plan) // a second process that begins
		clock := dbtest.ClockOf(d)
		runner := jobs.NewRunner(d, Handlers(d, base))
		for _, want := range []int{0, 1} {
			if err := runner.Drain(context.Background()); err != nil {
				t.Fatal(err)
			}
			count(t, d, want)
			clock.Advance(24 * time.Hour)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			var planned int
			err := r.QueryRow(`SELECT count(*) FROM jobs WHERE kind = $1`, JobAsk).Scan(&planned)
			if planned != 1 {
				t.Errorf("%d times are planned", planned)
			}
			return err
		})
	})
}

func TestEnoughForADay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", "a@one.example", long), entry("b", "b@two.example", long.AddDays(-50)), entry("c", "c@three.example", long.AddDays(-10)))
		dbtest.Write(t, d, func(tx *db.Tx) error { return SaveSettings(tx, Settings{Asks: true, ADay: 2, Version: 1}) })
		askDue(t, d)
		askDue(t, d)
		for _, e := range count(t, d, 2) {
			if e.To == "a@one.example" {
				t.Error("the one checked last was asked first")
			}
		}
		dbtest.ClockOf(d).Advance(24 * time.Hour)
		askDue(t, d)
		count(t, d, 3)
	})
}

func TestAskedByHand(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		setUp(t, d, entry("a", lunch, dates.Of(dbtest.Start)))
		hand := func() error {
			return d.Write(context.Background(), func(tx *db.Tx) error { return AskByHand(tx, worker, "a", base) })
		}
		if err := hand(); err != nil {
			t.Fatal(err)
		}
		if _, ok := errors.AsType[*Refused](hand()); !ok {
			t.Error("asked twice at once")
		}
		e := count(t, d, 1)[0]
		if !strings.HasSuffix(e.Secret, "/a") {
			t.Errorf("one entry is not opened at once: %s", e.Secret)
		}
		dbtest.ClockOf(d).Advance(HandAfter)
		if err := hand(); err != nil {
			t.Fatal(err)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			asked, err := LastAsked(r, "a")
			if asked.ByName != worker.Name {
				t.Errorf("%+v", asked)
			}
			return err
		})
	})
}
