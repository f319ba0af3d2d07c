package document

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// FuzzCSV compares our reading with that of the standard library wherever that
// finds no fault, and asks of all other texts that no line is lost: what is not
// read has a fault.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"id,name\n1,x\n", "a,\"b\"\"c\",\"d\ne\"\r\n\r\nf", "\"open,1\n2,\"in\"side\",3\n\"\"\n", "\"\"\"\n,\"", "a\n\"b\n\"c\n\"\"\"\"d\"\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var ours [][]string
		var faults []int
		last := 0
		for line := range CSV([]byte(text), ',') {
			if line.Number <= last {
				t.Fatalf("line %d comes after %d", line.Number, last)
			}
			if last = line.Number; line.Fault != nil {
				faults = append(faults, line.Number)
			} else {
				ours = append(ours, line.Cells)
			}
		}
		strict := csv.NewReader(strings.NewReader(text))
		strict.FieldsPerRecord = -1
		theirs, err := strict.ReadAll()
		if err != nil || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") { // a lone return is a matter of taste
			return
		}
		if got, want := fmt.Sprintf("%q", tidy(ours)), fmt.Sprintf("%q", tidy(theirs)); got != want || len(faults) > 0 {
			t.Errorf("%s, want %s; faults in lines %v", got, want, faults)
		}
	})
}

// tidy makes one line end of the two, and drops empty lines.
func tidy(lines [][]string) (all [][]string) {
	for _, cells := range lines {
		cells = slices.Clone(cells)
		for i := range cells {
			cells[i] = strings.TrimSuffix(strings.ReplaceAll(cells[i], "\r\n", "\n"), "\r")
		}
		if len(cells) > 1 || cells[0] != "" {
			all = append(all, cells)
		}
	}
	return all
}

func TestALineThatIsNotClosedSpoilsNoOther(t *testing.T) {
	var got []string
	for line := range CSV([]byte("a;b\n1;\"x\n2;\"y\"\n3;\"in\"side\"\n4; \"5;\" \n\n5;\"z"), ';') {
		got = append(got, fmt.Sprintf("%d %q %v", line.Number, line.Cells, line.Fault))
	}
	want := []string{`1 ["a" "b"] <nil>`, `2 [] ` + errOpen.Error(), `3 ["2" "y"] <nil>`, `4 [] ` + errInside.Error(), `5 ["4" "5;"] <nil>`, `7 [] ` + errOpen.Error()}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// A file that breaks off is named as its table is, whatever folder it lay in:
// references into what is lost are told from wrong ones by that name.
func TestATableThatBreaksOffIsNamedAsItself(t *testing.T) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	header := &zip.FileHeader{Name: "out/services.csv", Method: zip.Store, UncompressedSize64: 12, CompressedSize64: 12, CRC32: 1}
	file, err := w.CreateRaw(header)
	if err == nil {
		_, err = file.Write([]byte("id,name\n1,x\n"))
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	p, err := ReadPackage(out.Bytes(), 1<<20, 10)
	if err != nil || len(p.Tables) != 1 || len(p.Faults) != 1 || p.Faults[0].File != p.Tables[0].File {
		t.Errorf("%+v %v", p, err)
	}
}

func FuzzReadPackage(f *testing.F) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	file, err := w.Create("services.csv")
	if err == nil {
		_, err = file.Write([]byte("\xef\xbb\xbfid,name,minimum_age\n1,Caf\xe9,50\n\n2,\"a \"\"b\"\n"))
	}
	if err != nil || w.Close() != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := ReadPackage(body, 1<<20, 1000)
		if err != nil {
			return
		}
		for _, table := range p.Tables {
			if len(table.Rows) != len(table.Lines) || len(table.Rows) > 1000 {
				t.Fatalf("%d rows, %d lines", len(table.Rows), len(table.Lines))
			}
			for i, row := range table.Rows {
				if len(row) == 0 || table.Lines[i] < 2 {
					t.Fatalf("row %d on line %d: %v", i, table.Lines[i], row)
				}
			}
		}
	})
}
