package links_test

import (
	"errors"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/links"
)

func create(t *testing.T, d *db.DB, s links.Spec) (l links.Link) {
	t.Helper()
	s.Purpose, s.SubjectID, s.Expires = "connection-answer", "con-1", dbtest.Start.Add(14*24*time.Hour)
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		l, err = links.Create(tx, s)
		return err
	})
	return l
}

func find(t *testing.T, d *db.DB, token string) (l links.Link, err error) {
	t.Helper()
	err = d.Read(t.Context(), func(s *db.Snapshot) (err error) {
		l, err = links.Find(s, token)
		return err
	})
	return l, err
}

func known(t *testing.T, d *db.DB, l links.Link, device string) (is bool) {
	t.Helper()
	dbtest.Read(t, d, func(s *db.Snapshot) (err error) {
		is, err = links.Known(s, l, device)
		return err
	})
	return is
}

func newCode(t *testing.T, d *db.DB, token string) (code string, err error) {
	t.Helper()
	err = d.Write(t.Context(), func(tx *db.Tx) (err error) {
		code, _, err = links.NewCode(tx, token)
		return err
	})
	return code, err
}

func check(t *testing.T, d *db.DB, by func(tx *db.Tx) (links.Verdict, error)) (v links.Verdict) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		v, err = by(tx)
		return err
	})
	return v
}

func TestALinkOpensUntilItEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ends := map[string]func(l links.Link){
			"used": func(l links.Link) {
				dbtest.Write(t, d, func(tx *db.Tx) error { return links.Use(tx, l.ID) })
			},
			"revoked": func(l links.Link) {
				dbtest.Write(t, d, func(tx *db.Tx) error { return links.Revoke(tx, l.ID) })
			},
			"revoked for its subject": func(links.Link) {
				dbtest.Write(t, d, func(tx *db.Tx) error { return links.RevokeFor(tx, "connection-answer", "con-1") })
			},
			"out of date": func(links.Link) { dbtest.ClockOf(d).Advance(14 * 24 * time.Hour) },
		}
		for name, end := range ends {
			dbtest.ClockOf(d).Set(dbtest.Start)
			l := create(t, d, links.Spec{})
			if got, err := find(t, d, l.Token); err != nil || got.ID != l.ID || got.Token != "" || got.SubjectID != "con-1" {
				t.Errorf("%s: before: %+v, %v", name, got, err)
			}
			end(l)
			if got, err := find(t, d, l.Token); !errors.Is(err, links.ErrEnded) || got.ID != l.ID {
				t.Errorf("%s: after: %+v, %v", name, got, err)
			}
			err := d.Write(t.Context(), func(tx *db.Tx) error { return links.Use(tx, l.ID) })
			if !errors.Is(err, links.ErrEnded) {
				t.Errorf("%s: used after: %v", name, err)
			}
		}
		if _, err := find(t, d, "guess"); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("a guess: %v", err)
		}
	})
}

func TestACodeIsGoodOnceAndForAWhile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := create(t, d, links.Spec{Code: true, CodeTo: "desk@harbourlunch.example"})
		enter := func(code string) links.Verdict {
			return check(t, d, func(tx *db.Tx) (links.Verdict, error) { return links.CheckCode(tx, l.Token, code, links.Remembered) })
		}
		if v := enter("000000"); v.Right || v.TriesLeft != 0 {
			t.Errorf("before any code: %+v", v)
		}
		code, err := newCode(t, d, l.Token)
		if err != nil || len(code) != 6 {
			t.Fatal(code, err)
		}
		if v := enter("000000"); v.Right || v.TriesLeft != 4 {
			t.Errorf("a wrong one: %+v", v)
		}
		v := enter(code)
		if !v.Right || !known(t, d, l, v.Device) || known(t, d, l, "another") || known(t, d, l, "") {
			t.Errorf("the right one: %+v", v)
		}
		if again := enter(code); again.Right {
			t.Error("a code worked twice")
		}
		other := create(t, d, links.Spec{Code: true, CodeTo: "desk@harbourlunch.example"})
		stranger := create(t, d, links.Spec{Code: true, CodeTo: "else@harbourlunch.example"})
		if !known(t, d, other, v.Device) || known(t, d, stranger, v.Device) {
			t.Error("a device is known for its address and no other")
		}

		code, _ = newCode(t, d, l.Token)
		dbtest.ClockOf(d).Advance(15 * time.Minute)
		if enter(code).Right {
			t.Error("an old code worked")
		}
		dbtest.ClockOf(d).Advance(links.Remembered)
		if known(t, d, l, v.Device) {
			t.Error("a device was never forgotten")
		}
	})
}

func TestCodesCannotBeGuessed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := create(t, d, links.Spec{Code: true, CodeTo: "desk@harbourlunch.example"})
		code, _ := newCode(t, d, l.Token)
		for range 5 {
			check(t, d, func(tx *db.Tx) (links.Verdict, error) {
				return links.CheckCode(tx, l.Token, "000000", links.Remembered)
			})
		}
		v := check(t, d, func(tx *db.Tx) (links.Verdict, error) { return links.CheckCode(tx, l.Token, code, links.Remembered) })
		if v.Right {
			t.Error("right after five wrong ones")
		}
		for range 4 {
			if _, err := newCode(t, d, l.Token); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := newCode(t, d, l.Token); !errors.Is(err, links.ErrTooMany) {
			t.Errorf("a sixth code in an hour: %v", err)
		}
		dbtest.ClockOf(d).Advance(time.Hour)
		if _, err := newCode(t, d, l.Token); err != nil {
			t.Errorf("an hour later: %v", err)
		}
	})
}

func TestThreeWrongBirthYearsEndTheLink(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, wrong := range []int{0, 2, 3} {
			l := create(t, d, links.Spec{BirthYear: 1951})
			enter := func(year int) links.Verdict {
				return check(t, d, func(tx *db.Tx) (links.Verdict, error) { return links.CheckBirthYear(tx, l.Token, year) })
			}
			for i := range wrong {
				if v := enter(1950); v.Right || v.TriesLeft != 2-i {
					t.Errorf("wrong: %+v", v)
				}
			}
			if wrong < 3 {
				if v := enter(1951); !v.Right || !known(t, d, l, v.Device) {
					t.Errorf("right after %d wrong: %+v", wrong, v)
				}
				continue
			}
			if _, err := find(t, d, l.Token); !errors.Is(err, links.ErrEnded) {
				t.Errorf("after three wrong: %v", err)
			}
		}
	})
}

func TestExpireLeavesWhatEndedLately(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		l := create(t, d, links.Spec{})
		dbtest.ClockOf(d).Advance(20 * 24 * time.Hour)
		dbtest.Write(t, d, links.Expire)
		if _, err := find(t, d, l.Token); !errors.Is(err, links.ErrEnded) {
			t.Errorf("after some days: %v", err)
		}
		dbtest.ClockOf(d).Advance(30 * 24 * time.Hour)
		dbtest.Write(t, d, links.Expire)
		if _, err := find(t, d, l.Token); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("after some weeks: %v", err)
		}
	})
}
