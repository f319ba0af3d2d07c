package calendar

import (
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"linkwork/internal/dates"
	"linkwork/internal/diary"
)

// TestAFeedReadsBackWithItsTimesAndNothingPersonal reads the feed as a
// calendar program does, for a winter and a summer day.
func TestAFeedReadsBackWithItsTimesAndNothingPersonal(t *testing.T) {
	winter, summer := dates.Date{Year: 2026, Month: 12, Day: 1}.At(14, 0), dates.Date{Year: 2027, Month: 7, Day: 1}.At(14, 0)
	list := []diary.Appointment{
		{ID: "a1", AccountID: "amina", PersonID: "doreen", StartsAt: winter, Minutes: 30, Means: "home", Place: "12 Quay Row", Note: "Bring, the; form", Version: 1},
		{ID: "a2", AccountID: "amina", PersonID: "raj", StartsAt: summer, Minutes: 45, Means: "phone", Place: "Room 4", Version: 3},
	}
	text := calendarOf(list, winter).Serialize(lines)
	for _, secret := range []string{"Quay", "Bring", "Room", "amina", "doreen", "raj"} {
		if strings.Contains(text, secret) {
			t.Errorf("the feed says %q", secret)
		}
	}
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("no line of a calendar: %q", line)
		}
	}
	c, err := ics.ParseCalendar(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	events := c.Events()
	if len(events) != len(list) {
		t.Fatalf("%d events", len(events))
	}
	for i, e := range events {
		starts, errStarts := e.GetStartAt()
		ends, errEnds := e.GetEndAt()
		if errStarts != nil || errEnds != nil || !starts.Equal(list[i].StartsAt) || ends.Sub(starts) != time.Duration(list[i].Minutes)*time.Minute {
			t.Errorf("event %d from %v to %v: %v %v", i, starts, ends, errStarts, errEnds)
		}
	}
	if got := events[0].GetProperty(ics.ComponentPropertySummary).Value; got != "Appointment, 30 minutes: At home" && got != `Appointment\, 30 minutes: At home` {
		t.Errorf("summary %q", got)
	}
}

func TestTheTagOfAFeedChangesWithAnAppointmentAndNotWithTime(t *testing.T) {
	list := []diary.Appointment{{ID: "a1", Version: 1}}
	before := tagOf(list)
	if tagOf([]diary.Appointment{{ID: "a1", Version: 1}}) != before {
		t.Error("the same appointments have two tags")
	}
	list[0].Version = 2
	if tagOf(list) == before || tagOf(nil) == before {
		t.Error("the tag stayed")
	}
}
