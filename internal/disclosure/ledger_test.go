package disclosure

import (
	"errors"
	"fmt"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

// let records a release in a write of its own.
func let(t *testing.T, d *db.DB, r Release) error {
	return d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := Record(tx, r)
		return err
	})
}

func people(from, to int) (ids []string) {
	for i := from; i < to; i++ {
		ids = append(ids, fmt.Sprint("person ", i))
	}
	return ids
}

// of makes a release of one row whose cells count these people.
func of(t testing.TB, audience, rule string, cells ...[]string) Release {
	t.Helper()
	numbers := make([]int, len(cells))
	for j, ids := range cells {
		numbers[j] = len(ids)
	}
	table := protected(t, rule, counts(numbers))
	return Release{Audience: audience, Subject: "People who were asked", Table: table, Members: [][][]string{cells}, ByID: "account", ByName: "Jo"}
}

func TestATableThatTellsByWhatItDiffersIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if err := let(t, d, of(t, "the board", "fewer-than-5", people(0, 40), people(40, 100))); err != nil {
			t.Fatal(err)
		}
		for name, k := range map[string]struct {
			release Release
			people  int // whom the difference tells of; 0 where the table may go
		}{
			"the same again":            {of(t, "the board", "fewer-than-5", people(0, 40), people(40, 100)), 0},
			"one person more":           {of(t, "the board", "fewer-than-5", people(0, 41)), 1},
			"four fewer":                {of(t, "the board", "fewer-than-5", people(0, 36)), 4},
			"five fewer":                {of(t, "the board", "fewer-than-5", people(0, 35)), 0},
			"others come and go":        {of(t, "the board", "fewer-than-5", append(people(2, 40), people(200, 202)...)), 0},
			"the sum of both, and two":  {of(t, "the board", "fewer-than-5", people(0, 102)), 2},
			"parts of one, less two":    {of(t, "the board", "fewer-than-5", people(40, 70), people(70, 98), people(300, 400)), 2},
			"somebody else looks":       {of(t, "commissioner", "fewer-than-5", people(0, 41)), 0},
			"rounded":                   {of(t, "the board", "nhs-subnational", people(0, 41)), 0},
			"nobody at all":             {of(t, "the board", "fewer-than-5", nil), 0},
			"a hidden number, and many": {of(t, "the board", "fewer-than-5", people(0, 2), people(300, 400)), 0},
		} {
			var err error
			dbtest.Write(t, d, func(tx *db.Tx) error {
				_, err = Record(tx, k.release)
				return nil
			})
			var refused *Refused
			switch {
			case k.people == 0 && err != nil:
				t.Errorf("%s: %v", name, err)
			case k.people > 0 && (!errors.As(err, &refused) || refused.People != k.people || refused.Subject != "People who were asked"):
				t.Errorf("%s: %v", name, err)
			}
			if k.people == 0 {
				forget(t, d)
			}
		}
	})
}

// forget takes all releases but the first away, so that each case has it alone.
func forget(t *testing.T, d *db.DB) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error {
		all, err := db.List(tx, scanReleased, selectReleased+` ORDER BY at, id`)
		if err != nil {
			return err
		}
		for _, r := range all[1:] {
			for _, old := range []string{`DELETE FROM disclosure_cells WHERE release_id = $1`, `DELETE FROM disclosure_releases WHERE id = $1`} {
				if _, err := tx.Exec(old, r.ID); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func TestTheLedgerIsKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		first := of(t, "public", "fewer-than-5", people(0, 40))
		if err := let(t, d, first); err != nil {
			t.Fatal(err)
		}
		dbtest.ClockOf(d).Advance(1e9)
		if err := let(t, d, of(t, "study:1", "ukds-10", people(0, 40))); err != nil {
			t.Fatal(err)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			all, err := Ledger(r, 10)
			if len(all) != 2 || all[0].Audience != "study:1" || all[1].Preset != "fewer-than-5" || all[1].ByName != "Jo" {
				t.Errorf("%+v", all)
			}
			return err
		})
		wrong := first
		wrong.Members = nil
		if err := let(t, d, wrong); err == nil {
			t.Error("a table without those it counts")
		}
	})
}

func TestMeansAreComparedEvenWhereCountsAreRounded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		rounded := func(mean []string) Release {
			r := of(t, "public", "nhs-subnational", people(0, 41))
			r.Behind = []Behind{{"Mean change", mean}}
			return r
		}
		if err := let(t, d, rounded(people(0, 30))); err != nil {
			t.Fatal(err)
		}
		var refused *Refused
		if err := let(t, d, rounded(people(0, 32))); !errors.As(err, &refused) || refused.Cell != "Mean change" || refused.Earlier != "Mean change" {
			t.Errorf("a mean of two more: %v", err)
		}
		if err := let(t, d, rounded(people(0, 30))); err != nil {
			t.Errorf("the same again: %v", err)
		}
	})
}

// A mean in which one person stands for another tells of both.
func TestAMeanOfOthersInTheirPlaceIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		mean := func(members []string) Release {
			r := of(t, "public", "fewer-than-5", people(0, 41))
			r.Behind = []Behind{{"Mean change", members}}
			return r
		}
		if err := let(t, d, mean(people(0, 30))); err != nil {
			t.Fatal(err)
		}
		var refused *Refused
		if err := let(t, d, mean(people(1, 31))); !errors.As(err, &refused) {
			t.Errorf("one for another: %v", err)
		}
		if err := let(t, d, mean(people(10, 40))); err != nil {
			t.Errorf("ten for ten others: %v", err)
		}
	})
}

// What is public is in everybody's hands, whoever got the other table and when.
func TestAPublicTableIsPutBesideAllOthers(t *testing.T) {
	for name, order := range map[string][2]string{"public first": {Public, "the board"}, "public later": {"the board", Public}} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				if err := let(t, d, of(t, order[0], "fewer-than-5", people(0, 40), people(40, 100))); err != nil {
					t.Fatal(err)
				}
				var refused *Refused
				if err := let(t, d, of(t, order[1], "fewer-than-5", people(0, 42), people(42, 100))); !errors.As(err, &refused) {
					t.Errorf("%v", err)
				}
				if err := let(t, d, of(t, "the practice", "fewer-than-5", people(0, 42), people(42, 100))); order[0] != Public && err != nil {
					t.Errorf("to somebody else: %v", err)
				}
			})
		})
	}
}

func TestAFileIsGivenAgainToTheLetter(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := of(t, AudienceOf("  The  Council "), "fewer-than-5", people(0, 40))
		r.TeamID, r.File = "harbour", "a,b\r\n\"c\",1\r\n"
		if err := let(t, d, r); err != nil {
			t.Fatal(err)
		}
		dbtest.Read(t, d, func(s *db.Snapshot) error {
			mine, err := ReleasedBy(s, "harbour", 10)
			if err != nil || len(mine) != 1 || mine[0].Audience != "the council" {
				t.Fatalf("%+v %v", mine, err)
			}
			released, file, err := FileOf(s, mine[0].ID)
			if file != r.File || released.TeamID != "harbour" {
				t.Errorf("%q of %+v", file, released)
			}
			if none, _ := ReleasedBy(s, "canalside", 10); len(none) != 0 {
				t.Errorf("another team's list has %+v", none)
			}
			return err
		})
	})
}
