package document

import (
	"archive/zip"
	"bytes"
	"testing"
)

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
