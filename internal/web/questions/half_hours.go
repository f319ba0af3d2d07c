package questions

import (
	"strconv"

	"linkwork/internal/dates"
	"linkwork/internal/people"
	"linkwork/internal/web/ui"
)

// HalfHours offers every half hour from 6am to 9pm, as minutes after midnight.
func HalfHours() []ui.Choice { return times(6*60, 21*60, 30) }

// Quarters offers every quarter of an hour from 8am to 6pm, likewise.
func Quarters() []ui.Choice { return times(8*60, 18*60, 15) }

func times(from, until, step int) []ui.Choice {
	day := dates.Date{Year: 2026, Month: 1, Day: 5} // any day without a change of clocks
	var items []ui.Choice
	for m := from; m <= until; m += step {
		items = append(items, ui.Choice{Value: strconv.Itoa(m), Text: dates.Clock(day.At(m/60, m%60))})
	}
	return items
}

// WithBirth tells people of one name apart: "Doreen Marsh, born 6 August 1941".
func WithBirth(p people.Person) string {
	if p.BirthDate.IsZero() {
		return p.FullName()
	}
	return p.FullName() + ", born " + p.BirthDate.Long()
}
