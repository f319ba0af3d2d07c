package dates

import "time"

// BankHoliday names the bank holiday in England on a day, "" for any other day.
//
// The days are those of the Banking and Financial Dealings Act 1971, schedule
// 1, with New Year's Day, Good Friday, Christmas Day and the first Monday in
// May, which are so by common law or by yearly proclamation
// (https://www.gov.uk/bank-holidays). One that falls on a weekend is kept on the
// next weekday that is none itself. What a single proclamation adds or moves,
// like a coronation, nobody can work out beforehand: such days are not here.
func BankHoliday(d Date) string {
	for name, day := range bankHolidays(d.Year) {
		if day == d {
			return name
		}
	}
	return ""
}

func bankHolidays(year int) map[string]Date {
	easter := easterSunday(year)
	christmas, boxing := substitute(Date{year, time.December, 25}), substitute(Date{year, time.December, 26})
	if christmas == boxing { // Christmas Day on a Saturday: Monday and Tuesday; on a Sunday: Boxing Day keeps the Monday
		boxing = boxing.AddDays(1)
	}
	if (Date{year, time.December, 25}).Weekday() == time.Sunday {
		christmas, boxing = Date{year, time.December, 27}, Date{year, time.December, 26}
	}
	return map[string]Date{
		"New Year’s Day":         substitute(Date{year, time.January, 1}),
		"Good Friday":            easter.AddDays(-2),
		"Easter Monday":          easter.AddDays(1),
		"Early May bank holiday": firstMonday(Date{year, time.May, 1}),
		"Spring bank holiday":    firstMonday(Date{year, time.May, 25}),
		"Summer bank holiday":    firstMonday(Date{year, time.August, 25}),
		"Christmas Day":          christmas,
		"Boxing Day":             boxing,
	}
}

// substitute is the day itself, or the Monday after it at a weekend.
func substitute(d Date) Date {
	for weekend(d) {
		d = d.AddDays(1)
	}
	return d
}

func weekend(d Date) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// firstMonday is the first Monday from a day on.
func firstMonday(d Date) Date {
	for d.Weekday() != time.Monday {
		d = d.AddDays(1)
	}
	return d
}

// easterSunday is Easter by the Gregorian reckoning (the "anonymous" algorithm,
// Nature, 20 April 1876; J. Meeus, Astronomical Algorithms, chapter 8).
func easterSunday(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Date{year, time.Month(n / 31), n%31 + 1}
}

// Working reports whether a day is a Monday to Friday and no bank holiday.
func (d Date) Working() bool { return !weekend(d) && BankHoliday(d) == "" }
