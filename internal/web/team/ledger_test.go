package team

import (
	"fmt"
	"strings"
	"testing"

	"linkwork/internal/casework"
	"linkwork/internal/dates"
)

func wait(person string, days int, minutes float64, recorded bool) casework.Wait {
	return casework.Wait{Supported: casework.Supported{Holding: casework.Holding{PersonID: person}}, Days: days, Minutes: minutes, Recorded: recorded}
}

func TestTheFileNamesNobody(t *testing.T) {
	month := dates.Date{Year: 2026, Month: 10, Day: 1}
	rows := ledgerRows([]casework.LedgerLine{
		{Key: "a", List: "=Car, \"Scheme\"", Directory: true, Month: month, Waits: []casework.Wait{wait("p1", 7, 0, false), wait("p2", 14, 0, false)}},
		{Key: "b", List: "until Doreen Marsh's flat is ready", Month: month, Waits: []casework.Wait{wait("p1", 7, 30, true)}},
		{Key: "c", List: "a counsellor", Month: month, Waits: []casework.Wait{wait("p3", 7, 60, true)}},
		{Key: "b", List: "until Doreen Marsh's flat is ready", Month: month.AddMonths(-1), Waits: []casework.Wait{wait("p1", 31, 0, false)}},
	})
	want := [][]string{
		{"Month", "Waiting list", "People", "Weeks", "Hours recorded"},
		{"2026-10", "=Car, \"Scheme\"", "2", "3.0", "not recorded"},
		{"2026-10", ownWords, "2", "2.0", "1.5"},
		{"2026-09", ownWords, "1", "4.4", "not recorded"},
	}
	if len(rows) != len(want) {
		t.Fatal(rows)
	}
	for i := range want {
		if strings.Join(rows[i], "|") != strings.Join(want[i], "|") {
			t.Errorf("%q, want %q", rows[i], want[i])
		}
	}
	if strings.Contains(fmt.Sprint(rows), "Doreen") {
		t.Error("somebody's own words are in the file")
	}
}
