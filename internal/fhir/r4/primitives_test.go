package r4

import (
	"testing"
	"time"
)

func TestSpans(t *testing.T) {
	at := func(text string) time.Time {
		parsed, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	for text, want := range map[DateTime][2]string{
		"2026":                      {"2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"},
		"2026-12":                   {"2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"},
		"2024-02-29":                {"2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"},
		"2026-11-23T09:30:00+01:00": {"2026-11-23T08:30:00Z", "2026-11-23T08:30:01Z"},
		"2026-11-23T09:30:00.25Z":   {"2026-11-23T09:30:00.25Z", "2026-11-23T09:30:00.26Z"},
		"2016-12-31T23:59:60Z":      {"2017-01-01T00:00:00Z", "2017-01-01T00:00:01Z"},
	} {
		span, ok := text.Span()
		if !ok || !span.From.Equal(at(want[0])) || !span.To.Equal(at(want[1])) {
			t.Errorf("%s: %v", text, span)
		}
	}
	for _, text := range []DateTime{"", "26", "2026-13", "2026-02-30", "2026-11-23T09:30Z", "2026-11-23T09:30:00", "2026-11-23 09:30:00Z", "0000", "2026-11-23T25:00:00Z", "T"} {
		if span, ok := text.Span(); ok {
			t.Errorf("%q: %v", text, span)
		}
	}
}

func TestWritingMoments(t *testing.T) {
	moment := time.Date(2026, 7, 1, 9, 30, 0, 250e6, time.FixedZone("", 3600))
	if got := InstantOf(moment); got != "2026-07-01T08:30:00.250Z" || !got.Time().Equal(moment) {
		t.Error(got)
	}
	if got := DateTimeOf(moment); got != "2026-07-01T08:30:00Z" || got.wrong() != "" {
		t.Error(got)
	}
}

func TestNamesAndAddressesInWords(t *testing.T) {
	if got := (HumanName{Prefix: []string{"Mrs"}, Given: []string{"Ann", " May "}, Family: "Lee"}).Words(); got != "Mrs Ann May Lee" {
		t.Errorf("%q", got)
	}
	if got := (HumanName{}).Words(); got != "" {
		t.Errorf("%q", got)
	}
	if got := (Address{Line: []string{"1 Quay"}, City: "Harbour", Text: "x"}).Lines(); len(got) != 2 {
		t.Error(got)
	}
	if !Concept("s", "c", "d").Has("s", "c") || Concept("s", "c", "d").Has("s", "d") || (*CodeableConcept)(nil).Has("s", "c") {
		t.Error("Has")
	}
}
