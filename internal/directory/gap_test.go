package directory

import (
	"context"
	"errors"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

func TestRecordGap(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		write(t, d, func(tx *db.Tx) error {
			_, err := RecordGap(tx, Gap{Need: "food", Outcode: "qx3 7lb", LookedFor: " lunch  club in the evening, 2 miles at most ", RecordedBy: "w1"})
			return err
		})
		read(t, d, func(r *db.Snapshot) error {
			gaps, err := GapsSince(r, time.Time{}, 10)
			if err != nil {
				return err
			}
			if len(gaps) != 1 || gaps[0].Outcode != "QX3" || gaps[0].LookedFor != "lunch club in the evening, 2 miles at most" || !gaps[0].RecordedAt.Equal(d.Now()) {
				t.Errorf("%+v", gaps)
			}
			gaps, err = GapsSince(r, d.Now().Add(time.Second), 10)
			if len(gaps) != 0 {
				t.Errorf("later: %+v", gaps)
			}
			return err
		})
	})
}

func TestAGapSaysNothingAboutAPerson(t *testing.T) {
	d := dbtest.SQLite(t)
	for _, words := range []string{"for mrs.x@example.org", "ring 07700 900123", "654 100 3238", "near QX3 7LB", "born 12 3 1950 5"} {
		err := d.Write(context.Background(), func(tx *db.Tx) error {
			_, err := RecordGap(tx, Gap{Need: "food", Outcode: "QX3", LookedFor: words})
			return err
		})
		var faults *db.Invalid
		if !errors.As(err, &faults) || faults.Fields[0].Field != "looked-for" {
			t.Errorf("%q: %v", words, err)
		}
	}
	err := d.Write(context.Background(), func(tx *db.Tx) error {
		_, err := RecordGap(tx, Gap{Need: "nothing", Outcode: "?"})
		return err
	})
	var faults *db.Invalid
	if !errors.As(err, &faults) || len(faults.Fields) != 2 {
		t.Error(err)
	}
}
