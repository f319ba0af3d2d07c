package places

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
)

const directoryCSV = "\ufeffpcd,pcd2,pcds,dointr,doterm,oseast1m,osnrth1m,osgrdind,lat,long\n" +
	"QX1 1AA,QX1  1AA,QX1 1AA,198001,,651409,313177,1,54.500000,0.500000\n" +
	"QX1 1AB,QX1  1AB,QX1 1AB,198001,200112,651409,313177,1,54.520000,0.520000\n" +
	"JE2 3AB,JE2  3AB,JE2 3AB,198001,,,,9,99.999999,0.000000\n" +
	"AB101AB,AB10 1AB,AB10 1AB,198001,,394235,806529,1,57.149606,-2.096916\n" +
	"nonsense,,,198001,,,,1,54.5,0.5\n" +
	"AB101AF,AB10 1AF,AB10 1AF,198001,,394235,806529,1,157,x\n" +
	"AB101AG,AB10 1AG,AB10 1AG,198001,,394235,806529,1,12.5,-2\n"

const codePointCSV = `"AB101AB",10,394235,806529,"S92000003","","S08000020","","S12000033","S13002842"` + "\n" +
	`"AB101AQ",90,0,0,"S92000003","","S08000020","","S12000033","S13002842"` + "\n" +
	`"BT1 1AA",10,333000,374000,"N92000002","","","","N09000003","N08000303"` + "\n" +
	`"LS1 4AP",10,429500,433500,"E92000001","E19000001","E18000003","","E08000035","E05011387"` + "\n"

func importPostcodes(t *testing.T, d *db.DB, file io.Reader) ImportedPostcodes {
	t.Helper()
	done, err := ImportPostcodes(context.Background(), d, file, "file")
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func located(t *testing.T, d *db.DB, text string) (l Located) {
	t.Helper()
	dbtest.Read(t, d, func(r *db.Snapshot) (err error) {
		l, err = Locate(r, text)
		return err
	})
	return l
}

func TestImportOfTheDirectory(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if before := located(t, d, "QX1 1AA"); before.Postcode != "" || before.From() != "the middle of QX1" {
			t.Errorf("before: %+v", before)
		}
		done := importPostcodes(t, d, strings.NewReader(directoryCSV))
		if done.Kind != ONSPD || done.Live != 2 || done.Terminated != 1 || done.Unplaced != 1 || done.Written != 2 || len(done.Rejected) != 3 {
			t.Errorf("%+v", done)
		}
		for i, line := range []int{6, 7, 8} {
			if done.Rejected[i].Line != line || done.Rejected[i].Reason == "" {
				t.Errorf("%+v, want line %d", done.Rejected[i], line)
			}
		}
		if l := located(t, d, "qx11aa"); l.Point != (Point{54.5, 0.5}) || l.From() != "QX1 1AA" || l.Outcode != "QX1" {
			t.Errorf("exact: %+v", l)
		}
		if l := located(t, d, "QX1 1AB"); !l.Terminated || l.From() != "QX1 1AB, a postcode that is no longer in use" {
			t.Errorf("no longer in use: %+v", l)
		}
		if l := located(t, d, "QX1 9ZZ"); l.Postcode != "" || l.From() != "the middle of QX1" || !l.Point.Known() {
			t.Errorf("unknown: %+v", l)
		}
		if l := located(t, d, "AB10"); l.Point != (Point{57.14961, -2.09692}) || l.Postcode != "" {
			t.Errorf("the middle of what is in use: %+v", l)
		}
		if again := importPostcodes(t, d, strings.NewReader(directoryCSV)); again.Written != 0 || again.Unchanged != 2 {
			t.Errorf("again: %+v", again)
		}
		dbtest.Read(t, d, func(r *db.Snapshot) error {
			f, err := PostcodesFrom(r)
			if f.Live != 2 || !strings.Contains(f.Notice(), "Office for National Statistics") || !strings.Contains(f.Notice(), "Open Government Licence v3.0") {
				t.Errorf("%+v", f)
			}
			return err
		})
		newer := strings.Replace(directoryCSV, "QX1 1AA,QX1  1AA,QX1 1AA", "QX1 1AC,QX1  1AC,QX1 1AC", 1)
		importPostcodes(t, d, strings.NewReader(newer))
		if gone, new := located(t, d, "QX1 1AA"), located(t, d, "QX1 1AC"); !gone.Terminated || new.Terminated || new.Postcode == "" {
			t.Errorf("a newer file: %+v, %+v", gone, new)
		}
		if third := importPostcodes(t, d, strings.NewReader(newer)); third.Written != 0 {
			t.Errorf("the newer file again: %+v", third)
		}
	})
}

// zipped puts texts into a zip.
func zipped(t *testing.T, files map[string]string) *bytes.Buffer {
	t.Helper()
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for name, text := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return &packed
}

func TestImportOfCodePoint(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		done := importPostcodes(t, d, zipped(t, map[string]string{"Data/CSV/ab.csv": codePointCSV, "Doc/headers.csv": "PC,PQ,EA,NO\n", "Data/readme.txt": "x", "Data/codelist.csv": "a,b\n1,2\n"}))
		if done.Kind != CodePoint || done.Live != 2 || done.Unplaced != 2 || len(done.Rejected) != 0 {
			t.Errorf("%+v", done)
		}
		// Aberdeen and Leeds, in degrees; grid and degrees agree within some dozens of metres.
		for text, want := range map[string]Point{"AB10 1AB": {57.149606, -2.096916}, "LS1 4AP": {53.7969, -1.5538}} {
			if l := located(t, d, text); l.Postcode != text || Miles(l.Point, want) > 0.05 {
				t.Errorf("%s: %+v is %.3f miles from where it is", text, l, Miles(l.Point, want))
			}
		}
		if l := located(t, d, "LS1"); l.Outcode != "LS1" || !l.Point.Known() {
			t.Errorf("an outcode nobody told of: %+v", l)
		}
	})
}

func TestWholeCountryComesBeforeItsParts(t *testing.T) {
	d := dbtest.SQLite(t)
	done := importPostcodes(t, d, zipped(t, map[string]string{"Data/ONSPD_NOV_2026_UK.csv": directoryCSV, "Data/multi_csv/ONSPD_NOV_2026_UK_AB.csv": strings.Replace(directoryCSV, "54.500000", "55.500000", 1)}))
	if l := located(t, d, "QX1 1AA"); done.Live != 2 || l.Point.Lat != 54.5 {
		t.Errorf("%+v, %+v", done, l)
	}
}

// A file that is none of them, or breaks off, writes nothing.
func TestFilesThatAreNoPostcodes(t *testing.T) {
	d := dbtest.SQLite(t)
	for what, file := range map[string]io.Reader{
		"empty": strings.NewReader(""), "other columns": strings.NewReader("town,region\nx,y\n"), "nothing but a heading": strings.NewReader("pcds,lat,long\n"),
		"breaks off": strings.NewReader(directoryCSV + "\"QX1 1AD,x\n"), "a broken zip": strings.NewReader("PK\x03\x04xyz"), "an empty zip": zipped(t, map[string]string{"a.txt": "x"}),
	} {
		if done, err := ImportPostcodes(context.Background(), d, file, "file"); err == nil {
			t.Errorf("%s: %+v", what, done)
		}
	}
	dbtest.Read(t, d, func(r *db.Snapshot) error {
		if _, err := PostcodesFrom(r); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("something was written: %v", err)
		}
		return nil
	})
}

// Whatever is packed comes out as it went in, within a metre.
func TestUnits(t *testing.T) {
	var units []unit
	for i, incode := range []string{"9ZZ", "0AA", "4AP", "4AB"} {
		units = append(units, unitOf(incode, i%2 == 0, Point{49.1 + float64(i), -8.7 + float64(i)/3}))
	}
	again, err := unpackUnits(packUnits(tidyUnits(units)))
	if err != nil || len(again) != 4 {
		t.Fatal(again, err)
	}
	for i, incode := range []string{"0AA", "4AB", "4AP", "9ZZ"} {
		if again[i].number() != numberOf(incode) {
			t.Errorf("%d is %d, want %s", i, again[i].number(), incode)
		}
	}
	if u, ok := findUnit(again, numberOf("9ZZ")); !ok || !u.ended() || Miles(u.point(), Point{49.1, -8.7}) > 0.001 {
		t.Errorf("%v %v", u.point(), ok)
	}
}

// near forgives half a step at the edge of the box.
func near(p Point) Point {
	return Point{min(max(p.Lat, 49.1), p.Lat+0.00001), min(max(p.Lon, -8.7), p.Lon+0.00001)}
}

func FuzzReadPostcodes(f *testing.F) {
	for _, seed := range []string{directoryCSV, codePointCSV, "pcds,lat,long\nQX1 1AA,NaN,Inf\n", "postcode,eastings,northings\nQX1 1AA,1e300,-5\n", "PK\x03\x04"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		read, err := readPostcodes(bytes.NewReader(file))
		if err != nil {
			return
		}
		for outcode, units := range read.units {
			for _, u := range units {
				if _, err := ParseOutcode(outcode); err != nil && outcode != "GIR" || !near(u.point()).InUK() || u.number() > 6759 {
					t.Fatalf("%q %v %v", outcode, u.number(), u.point())
				}
			}
		}
	})
}
