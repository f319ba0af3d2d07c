package diary_test

import (
	"strconv"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/diary"
)

func TestADayHasTheSameNumberInSQL(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		c.Read(func(s *db.Snapshot) error {
			for day := (dates.Date{Year: 1999, Month: 12, Day: 25}); day.Year < 2033; day = day.AddDays(13) {
				n, err := db.One(s, func(row db.Scanner) (n int, err error) { err = row.Scan(&n); return },
					`SELECT `+diary.DayNumber("x.d")+` FROM (SELECT '`+day.String()+`' AS d) x`)
				if want := day.Sub(dates.Date{Year: 1970, Month: 1, Day: 1}); n != want || err != nil {
					t.Errorf("%s is %d, want %d, %v", day, n, want, err)
				}
			}
			return nil
		})
	})
}

func TestWhatComesNextIsTheEarliest(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		for i, days := range []int{5, 2, 9} {
			add(c, diary.Task{AccountID: "amina", PersonID: "doreen", Kind: diary.FollowUp, Title: "Task " + strconv.Itoa(days), Due: c.Today().AddDays(days)})
			if i == 2 {
				add(c, diary.Task{AccountID: "amina", PersonID: "raj", Kind: diary.FollowUp, Title: "Later", Due: c.Today().AddDays(8)})
			}
		}
		c.Write(func(tx *db.Tx) error {
			_, err := diary.Agree(tx, diary.Appointment{AccountID: "amina", PersonID: "raj", StartsAt: c.Today().AddDays(3).At(14, 0), Minutes: 30, Means: "phone"})
			return err
		})
		c.Read(func(s *db.Snapshot) error {
			next, err := diary.NextOf(s, []string{"doreen", "raj", "nobody"})
			if len(next) != 2 || next["doreen"].What != "Task 2" || next["raj"].What != "Appointment" || next["raj"].At != c.Today().AddDays(3).At(14, 0).UTC() {
				t.Errorf("%+v", next)
			}
			none, err2 := diary.NextOf(s, nil)
			if len(none) != 0 || err2 != nil {
				t.Error(none, err2)
			}
			return err
		})
	})
}
