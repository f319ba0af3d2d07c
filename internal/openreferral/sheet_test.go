package openreferral

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"linkwork/internal/directory"
	"linkwork/internal/shareddata"
)

func openSheet(t *testing.T, body []byte) Sheet {
	t.Helper()
	sheet, err := OpenSheet(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

// The sheet of a council's directory, as its software hands it out: the columns
// are guessed, additional lines are put together, and what the sheet says must
// not be shown is not read.
func TestACouncilsSheet(t *testing.T) {
	sheet := openSheet(t, shareddata.Read(t, "directories/services--with-sample-data.csv"))
	mapping := Guess(sheet.Header)
	items, report, err := sheet.Read("council", mapping)
	if err != nil || len(items) != 2 {
		t.Fatalf("%d services, %v, %v", len(items), report, err)
	}
	first, second := items[0].Service, items[1].Service
	if first.Status != directory.Inactive || len(first.Locations) != 2 || first.Phone != "92939293" || len(first.Topics) != 2 || first.Schedules[0].Days != "MO" || first.Schedules[0].Opens != "09:00" {
		t.Errorf("%+v", first)
	}
	if second.Free != directory.Yes || second.Organisation.Name != "Not TPX Impact" || second.Locations[0].StepFree != directory.Yes {
		t.Errorf("%+v", second)
	}
	for _, item := range items {
		if text := string(item.Service.Record); strings.Contains(text, "email2@email.com") || strings.Contains(text, "internal label") || strings.Contains(text, "additional note") {
			t.Errorf("what is internal was read: %s", text)
		}
	}
}

func TestAWorkbook(t *testing.T) {
	book := excelize.NewFile()
	for i, line := range [][]any{{"Name", "Town", "Postcode", "Day", "Opens"}, {"Knit and natter", "Old Wharf", "QX1 1AA", "Tuesdays and Fridays", "10:00"}, {nil, "Nowhere"}} {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := book.SetSheetRow("Sheet1", cell, &line); err != nil {
			t.Fatal(err)
		}
	}
	body, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	sheet := openSheet(t, body.Bytes())
	items, report, err := sheet.Read("list", Guess(sheet.Header))
	if err != nil || len(items) != 1 || len(report.Rejected) != 1 || report.Rejected[0].Line != 3 {
		t.Fatalf("%+v %v %v", items, report.Rejected, err)
	}
	if s := items[0].Service; s.Schedules[0].Days != "TU,FR" || s.Locations[0].Outcode != "QX1" {
		t.Errorf("%+v", s)
	}
}

// A quotation mark that is not closed spoils its line and swallows no others.
func TestABrokenLineOfASheet(t *testing.T) {
	sheet := openSheet(t, []byte("name,town\n\"Walk,Harbour\nChoir,\"Har\nbour\"\nTea,\n,\n"))
	items, report, err := sheet.Read("list", Mapping{"name": "name", "town": "town"})
	if err != nil || len(items) != 2 || len(report.Rejected) != 1 || report.Rejected[0].String() != "line 2: a quotation mark is opened and not closed; the line is left out" || items[1].Line != 5 {
		t.Errorf("%+v %v %v", items, report.Rejected, err)
	}
}

func TestSheetsThatAreNone(t *testing.T) {
	for name, body := range map[string]string{"empty": "", "a page": "<html>", "only a header": "name,town\n", "a broken book": "PK\x03\x04xx"} {
		if _, err := OpenSheet(strings.NewReader(body)); err == nil {
			t.Errorf("%s was read", name)
		}
	}
	sheet := openSheet(t, []byte("name;town\nLunch;Harbour\n"))
	if _, _, err := sheet.Read("x", Mapping{"town": "town"}); err == nil {
		t.Error("a mapping without a name was taken")
	}
	if _, _, err := sheet.Read("x", Mapping{"name": "title"}); err == nil {
		t.Error("a column that is not there was taken")
	}
	if items, _, err := sheet.Read("x", Guess(sheet.Header)); err != nil || len(items) != 1 {
		t.Error("semicolons:", items, err)
	}
}

func FuzzSheet(f *testing.F) {
	f.Add("name,day,opens,cost,free,lat\nLunch,Monday;XX,9am,£4,no,54\n")
	f.Fuzz(func(t *testing.T, text string) {
		sheet, err := OpenSheet(strings.NewReader(text))
		if err != nil {
			return
		}
		_, _, _ = sheet.Read("x", Guess(sheet.Header))
	})
}
