package dates

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// ErrNotATime is returned for text that is no time of day.
var ErrNotATime = errors.New("not a time of day")

// EitherHalf is returned for a time that may be in the morning or in the afternoon. It is
// the time without its half: "2" or "2:30".
type EitherHalf string

func (e EitherHalf) Error() string {
	return string(e) + " may be in the morning or in the afternoon"
}

var clockForm = regexp.MustCompile(`^(\d{1,2})(?::(\d{2}))?$|^(\d{2})(\d{2})$`)

// ParseClock reads a time of day as people type it: 2pm, 2.30 p.m., 14:30, 14.30, 1430,
// midday, noon or midnight. Without a half of the day, an hour alone is EitherHalf up to 12,
// and from 1:00 to 7:59 unless it is written as on a clock of 24 hours, like 02:00. Other
// text is ErrNotATime.
func ParseClock(text string) (hour, minute int, err error) {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
	switch text {
	case "midday", "noon", "12midday", "12noon":
		return 12, 0, nil
	case "midnight", "12midnight":
		return 0, 0, nil
	}
	text, half := cutHalf(text)
	m := clockForm.FindStringSubmatch(strings.ReplaceAll(text, ".", ":"))
	if m == nil {
		return 0, 0, ErrNotATime
	}
	hours, minutes := m[1]+m[3], m[2]+m[4]
	hour, _ = strconv.Atoi(hours) // the pattern lets digits pass only, and no minutes are 0
	minute, _ = strconv.Atoi(minutes)
	if hour > 23 || minute > 59 || half != "" && (hour < 1 || hour > 12) {
		return 0, 0, ErrNotATime
	}
	switch {
	case half == "" && eitherHalf(hours, hour, minutes):
		return 0, 0, EitherHalf(strings.TrimSuffix(strconv.Itoa(hour)+":"+minutes, ":"))
	case half == "pm" && hour < 12:
		hour += 12
	case half == "am" && hour == 12:
		hour = 0
	}
	return hour, minute, nil
}

// cutHalf takes the half of the day from the end of a time.
func cutHalf(text string) (rest, half string) {
	for _, ending := range []string{"am", "a.m", "a.m.", "pm", "p.m", "p.m."} {
		if rest, found := strings.CutSuffix(text, ending); found {
			return rest, strings.ReplaceAll(ending, ".", "")
		}
	}
	return text, ""
}

// eitherHalf reports whether a time without its half of the day may be in either.
func eitherHalf(hours string, hour int, minutes string) bool {
	if hour == 0 || hour > 12 || len(hours) == 2 && hours[0] == '0' {
		return false
	}
	return minutes == "" || hour < 8
}
