package calendar

import (
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"linkwork/internal/dates"
	"linkwork/internal/diary"
	"linkwork/internal/supervision"
)

// TestAFeedReadsBackWithItsTimesAndNothingPersonal reads the feed as a
// calendar program does, for a winter and a summer day.
func TestAFeedReadsBackWithItsTimesAndNothingPersonal(t *testing.T) {
	winter, summer := dates.Date{Year: 2026, Month: 12, Day: 1}.At(14, 0), dates.Date{Year: 2027, Month: 7, Day: 1}.At(14, 0)
	list := []diary.Appointment{
		{ID: "a1", AccountID: "amina", PersonID: "doreen", StartsAt: winter, Minutes: 30, Means: "home", Place: "12 Quay Row", Note: "Bring, the; form", Version: 1},
		{ID: "a2", AccountID: "amina", PersonID: "raj", StartsAt: summer, Minutes: 45, Means: "phone", Place: "Room 4", Version: 3},
	}
	talk := supervision.Supervision{ID: "s1", WorkerName: "Amina Yusuf", ManagerName: "Jo Hart", StartsAt: winter, Minutes: 60, Place: "Room 9", Version: 2}
	text := feed{list, []supervision.Supervision{talk}}.calendar(winter).Serialize(lines)
	for _, secret := range []string{"Quay", "Bring", "Room", "amina", "doreen", "raj", "Amina", "Jo Hart"} {
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
	if len(events) != len(list)+1 {
		t.Fatalf("%d events", len(events))
	}
	if got := events[2].GetProperty(ics.ComponentPropertySummary).Value; got != "Supervision" {
		t.Errorf("a talk is called %q", got)
	}
	for i, e := range events[:2] {
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
	tagOf := func(list []diary.Appointment) string { return feed{Appointments: list}.tag() }
	before := tagOf(list)
	if tagOf([]diary.Appointment{{ID: "a1", Version: 1}}) != before {
		t.Error("the same appointments have two tags")
	}
	list[0].Version = 2
	if tagOf(list) == before || tagOf(nil) == before || (feed{Appointments: list, Supervisions: []supervision.Supervision{{ID: "s1"}}}).tag() == tagOf(list) {
		t.Error("the tag stayed")
	}
}
