package places

import (
	"context"
	"errors"
	"math"
	"os"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/shareddata"
)

func mustFind(t *testing.T, d *db.DB, text string) Area {
	t.Helper()
	var area Area
	err := d.Read(context.Background(), func(s *db.Snapshot) (err error) {
		area, err = FindText(s, text)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return area
}

func TestImportOutcodes(t *testing.T) {
	const file = "\ufeffPostcode,Latitude,Longitude,town,region\n" +
		"QX1,54.5,0.5,\"Other, Wharf\",Somewhere\n" +
		"Harbour,54,1,,\n" +
		"AB1,abc,1,,\n" +
		"AB2,100,101,,\n" +
		"AB3\n" +
		"ab4 1aa,57.1,-2.1,Aberdeen\n"
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if area := mustFind(t, d, "qx1 1aa"); area.Town != "Old Wharf" || !area.MadeUp() {
			t.Errorf("before: %+v", area)
		}
		done, err := ImportOutcodes(context.Background(), d, strings.NewReader(file), "test")
		if err != nil || done.Written != 2 || done.Unchanged != 0 || len(done.Rejected) != 4 {
			t.Fatalf("%+v, %v", done, err)
		}
		for i, line := range []int{3, 4, 5, 6} {
			if done.Rejected[i].Line != line || done.Rejected[i].Reason == "" {
				t.Errorf("rejected %+v, want line %d", done.Rejected[i], line)
			}
		}
		if area := mustFind(t, d, "QX1"); area.Town != "Other, Wharf" || area.MadeUp() {
			t.Errorf("an imported area comes before a made-up one: %+v", area)
		}
		if area := mustFind(t, d, "AB4"); area.Point != (Point{57.1, -2.1}) {
			t.Errorf("%+v", area)
		}
		done, err = ImportOutcodes(context.Background(), d, strings.NewReader(file), "test again")
		if err != nil || done.Written != 0 || done.Unchanged != 2 {
			t.Errorf("second run: %+v, %v", done, err)
		}
	})
}

func TestImportOutcodesRefusesOtherFiles(t *testing.T) {
	d := dbtest.SQLite(t)
	for _, file := range []string{"", "town,region\nx,y\n", "outcode,latitude,longitude\n\"QX1,54,1\n"} {
		if done, err := ImportOutcodes(context.Background(), d, strings.NewReader(file), "test"); err == nil {
			t.Errorf("%q: %+v", file, done)
		}
	}
}

func TestUnknownOutcode(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := d.Read(context.Background(), func(s *db.Snapshot) error {
			_, err := Find(s, "QX99")
			return err
		})
		if !errors.Is(err, ErrUnknown) || !errors.Is(err, db.ErrNotFound) {
			t.Errorf("%v", err)
		}
	})
}

func TestImportPublicOutcodes(t *testing.T) {
	path := shareddata.Path(t, "geography", "gibbs-uk-outcodes.csv")
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		done, err := ImportOutcodes(context.Background(), d, file, "public outcodes")
		if err != nil || done.Written < 2_700 {
			t.Fatalf("%d written, %v", done.Written, err)
		}
		for _, r := range done.Rejected {
			t.Logf("line %d: %s", r.Line, r.Reason)
		}
		if len(done.Rejected) > 20 {
			t.Errorf("%d rejected", len(done.Rejected))
		}
		aberdeen, inverness := mustFind(t, d, "AB10"), mustFind(t, d, "IV2 3AA")
		if miles := Miles(aberdeen.Point, inverness.Point); math.Abs(miles-82) > 3 {
			t.Errorf("Aberdeen to Inverness: %.1f miles", miles)
		}
		for _, area := range MadeUp() {
			if found := mustFind(t, d, area.Outcode); !found.MadeUp() {
				t.Errorf("%s is a real outcode: %+v", area.Outcode, found)
			}
		}
	})
}
