package dates

import (
	"errors"
	"testing"
	"time"
)

func TestATimeOfDayIsReadAsPeopleTypeIt(t *testing.T) {
	for text, want := range map[string]string{
		"14:00": "14:00", "14.00": "14:00", "1400": "14:00", "2pm": "14:00", "2 PM": "14:00", "2.30pm": "14:30", "2:30 PM": "14:30", "2.30 p.m.": "14:30", "2:30\u00a0p.m": "14:30",
		"12pm": "12:00", "12am": "00:00", "12:15 a.m.": "00:15", "midday": "12:00", " Noon ": "12:00", "12 noon": "12:00", "midnight": "00:00", "0:30": "00:30", "00:30": "00:30",
		"9:30": "09:30", "09:30": "09:30", "0930": "09:30", "9am": "09:00", "02:30": "02:30", "12:30": "12:30", "13": "13:00", "02": "02:00", "23.59": "23:59",
	} {
		hour, minute, err := ParseClock(text)
		if got := (Date{2026, 1, 1}).At(hour, minute).Format("15:04"); err != nil || got != want {
			t.Errorf("%q: %s, %v, want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]EitherHalf{"2": "2", "12": "12", "2:30": "2:30", "2.30": "2:30", "7:59": "7:59", "10": "10"} {
		_, _, err := ParseClock(text)
		if half, is := errors.AsType[EitherHalf](err); !is || half != want {
			t.Errorf("%q: %v, want either half of %s", text, err, want)
		}
	}
	for _, text := range []string{"", "two", "24:00", "25", "12:60", "2:5", "14pm", "0am", "-1", "2:30:00", "230", "pm", "2p", "99999999999999999999", "2 to 4pm", "½", "１４:00"} {
		if hour, minute, err := ParseClock(text); !errors.Is(err, ErrNotATime) {
			t.Errorf("%q: %d:%d, %v", text, hour, minute, err)
		}
	}
}

// What is read is a time, as Clock says it too, and what may be two times is each of them
// once its half of the day is said.
func FuzzParseClock(f *testing.F) {
	for _, text := range []string{"14:00", "2pm", "2.30 p.m.", "2", "midday", "1400", "2:5", "٣pm", ""} {
		f.Add(text)
	}
	day := Date{2026, time.January, 1}
	f.Fuzz(func(t *testing.T, text string) {
		hour, minute, err := ParseClock(text)
		if half, is := errors.AsType[EitherHalf](err); is {
			am, m, errAM := ParseClock(string(half) + "am")
			pm, n, errPM := ParseClock(string(half) + "pm")
			if errAM != nil || errPM != nil || pm != am+12 || m != n {
				t.Errorf("%q is %d:%d or %d:%d", text, am, m, pm, n)
			}
			return
		}
		if err != nil {
			return
		}
		if hour < 0 || hour > 23 || minute < 0 || minute > 59 {
			t.Fatalf("%q is read as %d:%d", text, hour, minute)
		}
		if h, m, err := ParseClock(Clock(day.At(hour, minute))); err != nil || h != hour || m != minute {
			t.Errorf("%q is said as %s, which is %d:%d, %v", text, Clock(day.At(hour, minute)), h, m, err)
		}
	})
}
