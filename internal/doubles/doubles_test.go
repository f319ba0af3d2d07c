package doubles

import (
	"context"
	"errors"
	"testing"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/directory"
)

var manager = audit.Actor{ID: "account", Name: "Ana Manager", Role: "administrator"}

// told is a lunch club as a source tells it.
func told(source, id, name, number string) directory.Service {
	origin := func(part string) directory.Origin { return directory.Origin{Source: source, SourceID: id + part} }
	s := directory.Service{ID: id, Name: name, Status: directory.Active, Phone: "01632 960 12" + source[:1], Origin: origin(""),
		Organisation: directory.Organisation{ID: "org-" + id, Name: "Friends of the Harbour", Origin: origin("-org")},
		Locations:    []directory.Location{{ID: "hall-" + id, Name: "Quay hall", Kind: "physical", Postcode: "QX1 1AA", Outcode: "QX1", Origin: origin("-hall")}},
		Schedules:    []directory.Schedule{{Summary: "Tuesdays", Days: "TU", Opens: "12:00"}}}
	if number != "" {
		s.Organisation.Numbers = []directory.RegisterNumber{{Scheme: "GB-CHC", Number: number}}
	}
	return s
}

func tell(t *testing.T, d *db.DB, services ...directory.Service) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error {
		for _, s := range services {
			if _, err := directory.Upsert(tx, s); err != nil {
				return err
			}
		}
		return nil
	})
}

func look(t *testing.T, d *db.DB) {
	t.Helper()
	dbtest.ClockOf(d).Advance(time.Minute)
	if err := Look(context.Background(), d); err != nil {
		t.Fatal(err)
	}
}

func list(t *testing.T, d *db.DB, state State) (pairs []Pair) {
	t.Helper()
	dbtest.Read(t, d, func(r *db.Snapshot) (err error) {
		pairs, err = List(r, state, 100)
		return err
	})
	return pairs
}

func service(t *testing.T, d *db.DB, id string) (s directory.Service) {
	t.Helper()
	dbtest.Read(t, d, func(r *db.Snapshot) (err error) {
		s, err = directory.Get(r, id)
		return err
	})
	return s
}

func TestAPairIsProposedJoinedAndTakenApart(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		tell(t, d, told("1council", "a", "Harbour lunch club", ""), told("2charity", "b", "Harbour lunchclub", ""), told("1council", "c", "Debt advice", ""))
		look(t, d)
		pairs := list(t, d, Waiting)
		if len(pairs) != 1 || pairs[0].A != "a" || pairs[0].NameB != "Harbour lunchclub" || len(pairs[0].Reasons) == 0 {
			t.Fatalf("%+v", pairs)
		}
		look(t, d)
		if again := list(t, d, Waiting); len(again) != 1 || again[0].ID != pairs[0].ID {
			t.Errorf("looking again: %+v", again)
		}
		dbtest.Write(t, d, func(tx *db.Tx) error { return Join(tx, manager, pairs[0].ID, "a", []string{"phone"}) })
		if a := service(t, d, "a"); a.Name != "Harbour lunch club" || a.Phone != "01632 960 122" {
			t.Errorf("%+v", a)
		}
		if b := service(t, d, "b"); b.MergedInto != "a" {
			t.Errorf("%+v", b)
		}
		dbtest.Write(t, d, func(tx *db.Tx) error { return TakeApart(tx, manager, pairs[0].ID) })
		if b := service(t, d, "b"); b.MergedInto != "" || b.Status != directory.Active {
			t.Errorf("%+v", b)
		}
		look(t, d)
		if again := list(t, d, Waiting); len(again) != 0 {
			t.Errorf("what is apart is proposed again: %+v", again)
		}
	})
}

func TestOnlyTheCertainAreJoinedByTheProgram(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a, b := told("1council", "a", "Harbour lunch club", "1234567"), told("2charity", "b", "Harbour lunch club", "1234567")
		b.Phone = a.Phone
		tell(t, d, a, b)
		look(t, d)
		if joined := list(t, d, Joined); len(joined) != 1 || joined[0].By.ID != "" || service(t, d, "b").MergedInto != "a" {
			t.Fatalf("%+v", joined)
		}
		dbtest.Write(t, d, func(tx *db.Tx) error { return TakeApart(tx, manager, list(t, d, Joined)[0].ID) })
		look(t, d)
		if service(t, d, "b").MergedInto != "" {
			t.Error("joined again after somebody took them apart")
		}
	})
}

func TestDecidedPairsStay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		tell(t, d, told("1council", "a", "Harbour lunch club", ""), told("2charity", "b", "Harbour lunchclub", ""))
		look(t, d)
		id := list(t, d, Waiting)[0].ID
		dbtest.Write(t, d, func(tx *db.Tx) error { return KeepApart(tx, manager, id) })
		for name, act := range map[string]func(*db.Tx) error{
			"joining":      func(tx *db.Tx) error { return Join(tx, manager, id, "a", nil) },
			"apart again":  func(tx *db.Tx) error { return KeepApart(tx, manager, id) },
			"taking apart": func(tx *db.Tx) error { return TakeApart(tx, manager, id) },
		} {
			if err := d.Write(context.Background(), act); !errors.Is(err, db.ErrConflict) {
				t.Errorf("%s: %v", name, err)
			}
		}
		look(t, d)
		if len(list(t, d, Waiting)) != 0 || len(list(t, d, Apart)) != 1 {
			t.Error("it is proposed again")
		}
		dbtest.Write(t, d, func(tx *db.Tx) error { return LookAgain(tx, manager, id) })
		if len(list(t, d, Waiting)) != 1 || len(list(t, d, Apart)) != 0 {
			t.Error("the pair is not back on the list")
		}
		if err := d.Write(context.Background(), func(tx *db.Tx) error { return LookAgain(tx, manager, id) }); !errors.Is(err, db.ErrConflict) {
			t.Errorf("twice: %v", err)
		}
	})
}

func TestAProposalThatNoLongerStandsGoes(t *testing.T) {
	d := dbtest.SQLite(t)
	tell(t, d, told("1council", "a", "Harbour lunch club", ""), told("2charity", "b", "Harbour lunchclub", ""))
	look(t, d)
	tell(t, d, told("2charity", "b", "Rent arrears clinic", ""))
	look(t, d)
	if pairs := list(t, d, Waiting); len(pairs) != 0 {
		t.Errorf("%+v", pairs)
	}
}
