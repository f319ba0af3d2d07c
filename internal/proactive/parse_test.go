package proactive_test

import (
	"strings"
	"testing"

	"linkwork/internal/dates"
	"linkwork/internal/proactive"
	"linkwork/internal/vocabulary"
)

var today = dates.Date{Year: 2026, Month: 11, Day: 26}

func TestListsAreReadAsPracticesHaveThem(t *testing.T) {
	nhs := vocabulary.MakeNHSNumber(7)
	born := dates.Date{Year: 1941, Month: 3, Day: 15}
	for _, k := range []struct{ why, text string }{
		{"in order, commas", "Doreen Marsh,15/3/1941," + nhs + ",01632 960 001,,QY1 1AA,,Looks after her sister"},
		{"in order, tabs", "Doreen Marsh\t15.03.1941\t" + nhs + "\t01632 960 001\t\tQY1 1AA\t\tLooks after her sister"},
		{"headings in another order", "Surname;Forename;NHS No;D.O.B.;Mobile;Post code;Notes;EMIS ID\nMarsh;Doreen;" + nhs + ";15 March 1941;01632 960 001;QY1 1AA;Looks after her sister;77\n\n"},
		{"a title, a byte order mark, Windows lines", "\ufeffName,DOB,NHS number,Tel,Postcode,Note\r\nMrs Doreen Marsh,15-Mar-1941," + nhs + ",01632 960 001,QY1 1AA,Looks after her sister\r\n"},
		{"family name first", "Name,Date of birth,NHS number,Phone,Postcode,Note\n\"Marsh, Doreen (Mrs)\",1941-03-15," + nhs + ",01632 960 001,QY1 1AA,Looks after her sister"},
	} {
		r := proactive.Read(k.text, today)
		if len(r.Faults) > 0 || len(r.People) != 1 {
			t.Errorf("%s: %+v", k.why, r)
			continue
		}
		p := r.People[0]
		if p.FullName() != "Doreen Marsh" || p.BirthDate != born || p.NHSNumber != nhs || p.Phone != "01632 960 001" || p.Postcode != "QY1 1AA" || p.Note != "Looks after her sister" {
			t.Errorf("%s: %+v", k.why, p)
		}
	}
	if r := proactive.Read("Surname;Forename;NHS No;D.O.B.;Mobile;EMIS ID\nMarsh;Doreen;;15/3/1941;01632 960 001;77", today); len(r.Ignored) != 1 || r.Ignored[0] != "EMIS ID" {
		t.Errorf("ignored %q", r.Ignored)
	}
}

func TestFaultsNameTheirLineAndColumn(t *testing.T) {
	for text, want := range map[string]string{
		"Doreen Marsh,31/2/1941,,01632 960 001":                                      "Line 1, date of birth",
		"Doreen Marsh,1/2/41,,01632 960 001":                                         "Line 1, date of birth",
		"\n\nDoreen Marsh,1/2/1941,1234567890,01632 960 001":                         "Line 3, NHS number",
		"Name,DOB,Phone\nDoreen Marsh,1/2/1941,12":                                   "Line 2, phone",
		"Name,DOB,Phone\nDoreen,1/2/1941,01632 960 001":                              "Line 2, last name",
		"Doreen Marsh,1/2/1941,,":                                                    "Line 1, phone",
		"Doreen Marsh,,,01632 960 001":                                               "Line 1, date of birth",
		"Doreen Marsh,1/2/2015,,01632 960 001":                                       "Line 1, date of birth",
		`Doreen "Dee" Marsh,1/2/1941`:                                                "Line 1, character",
		"Name,DOB,Phone\nDoreen Marsh,1/2/1941,01632 960 001,extra":                  "Line 2, column 4",
		strings.Repeat("a", proactive.MostBytes+1):                                   "too long",
		strings.Repeat("Dee Marsh,1/2/1941,,01632 960 001\n", proactive.MostLines+1): "up to 300",
	} {
		r := proactive.Read(text, today)
		if len(r.Faults) == 0 || !strings.Contains(r.Faults[len(r.Faults)-1].String(), want) {
			t.Errorf("%.60q: %v, want %q", text, r.Faults, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"", "Name,DOB\nDoreen Marsh,15/3/1941", "a\tb\tc", "\"", ";;;", "Name\n\"Marsh, Dee (Mrs)\"", "\ufeffNHS no\r\n999 000 0018"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := proactive.Read(text, today)
		lines := strings.Count(strings.ReplaceAll(text, "\r\n", "\n"), "\n") + 1
		if len(r.People) > proactive.MostLines {
			t.Errorf("%d people", len(r.People))
		}
		for _, fault := range r.Faults {
			if fault.Words == "" || fault.Line < 1 || fault.Line > lines {
				t.Errorf("%+v of %d lines", fault, lines)
			}
		}
		for _, p := range r.People {
			if p.Given == "" || p.Family == "" || p.Line < 1 || p.Line > lines {
				t.Errorf("%+v", p)
			}
		}
	})
}
