package questions

import (
	"strconv"

	"linkwork/internal/dates"
	"linkwork/internal/web/ui"
)

// HalfHours offers every half hour from 6am to 9pm, as minutes after midnight.
func HalfHours() []ui.Choice {
	day := dates.Date{Year: 2026, Month: 1, Day: 5} // any day without a change of clocks
	var items []ui.Choice
	for m := 6 * 60; m <= 21*60; m += 30 {
		items = append(items, ui.Choice{Value: strconv.Itoa(m), Text: dates.Clock(day.At(m/60, m%60))})
	}
	return items
}
