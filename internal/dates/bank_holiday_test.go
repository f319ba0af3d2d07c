package dates

import (
	"maps"
	"slices"
	"testing"
	"time"
)

// The lists are those of https://www.gov.uk/bank-holidays for England and Wales,
// but for days that a single proclamation added or moved.
func TestBankHolidays(t *testing.T) {
	for year, want := range map[int][]string{
		2021: {"2021-01-01", "2021-04-02", "2021-04-05", "2021-05-03", "2021-05-31", "2021-08-30", "2021-12-27", "2021-12-28"},
		2022: {"2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-05-30", "2022-08-29", "2022-12-26", "2022-12-27"},
		2023: {"2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-29", "2023-08-28", "2023-12-25", "2023-12-26"},
		2024: {"2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26", "2024-12-25", "2024-12-26"},
		2025: {"2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26"},
		2026: {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"},
		2027: {"2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"},
	} {
		var got []string
		for _, day := range bankHolidays(year) {
			got = append(got, day.String())
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%d: %v, want %v", year, got, want)
		}
	}
}

func TestEveryYearHasEightBankHolidaysOnWeekdays(t *testing.T) {
	for year := 1990; year < 2200; year++ {
		days := make(map[Date]bool)
		for name, day := range bankHolidays(year) {
			if weekend(day) || day.Year != year || BankHoliday(day) != name || day.Working() {
				t.Errorf("%s is on %s", name, day.WithDay())
			}
			days[day] = true
		}
		if len(days) != 8 {
			t.Errorf("%d: %v", year, slices.Collect(maps.Keys(days)))
		}
	}
}

func TestTheNextWorkingDayIsNoBankHoliday(t *testing.T) {
	for day, want := range map[Date]string{
		{2026, time.December, 24}: "2026-12-24",
		{2026, time.December, 25}: "2026-12-29",
		{2026, time.April, 3}:     "2026-04-07",
		{2026, time.November, 28}: "2026-11-30",
	} {
		if got := day.NextWorkingDay().String(); got != want {
			t.Errorf("from %s: %s, want %s", day, got, want)
		}
	}
}
