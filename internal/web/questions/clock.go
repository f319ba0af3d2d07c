package questions

import (
	"strconv"
	"strings"
)

// Clock reads a time of day like 2pm, 2:30pm, 14.30 or midday.
func Clock(text string) (hour, minute int, ok bool) {
	text = strings.ReplaceAll(strings.ToLower(text), " ", "")
	text = strings.ReplaceAll(text, ".", ":")
	if text == "midday" {
		return 12, 0, true
	}
	half := ""
	for _, suffix := range []string{"am", "pm"} {
		if rest, found := strings.CutSuffix(text, suffix); found {
			text, half = rest, suffix
		}
	}
	hours, minutes, _ := strings.Cut(text, ":")
	hour, err := strconv.Atoi(hours)
	if err != nil {
		return 0, 0, false
	}
	if minutes != "" {
		if minute, err = strconv.Atoi(minutes); err != nil {
			return 0, 0, false
		}
	}
	switch {
	case half != "" && (hour < 1 || hour > 12), hour < 0, hour > 23, minute < 0, minute > 59:
		return 0, 0, false
	case half == "pm" && hour < 12:
		hour += 12
	case half == "am" && hour == 12:
		hour = 0
	}
	return hour, minute, true
}
