package casework

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
)

// Wait is one person's wait for an outside service within one month.
type Wait struct {
	Supported
	Days     int     // of the month
	Minutes  float64 // of check-ins in the month, as far as they were written down
	Recorded bool    // whether any were
}

// LedgerLine is what one outside waiting list caused in one month. Everything
// in it is counted from its rows.
type LedgerLine struct {
	Key       string // of the list, without its name
	List      string // the service's name, or the worker's own words
	Directory bool   // the list is of a service in the directory
	Month     dates.Date
	Waits     []Wait
}

// People is how many people were supported while they waited.
func (l LedgerLine) People() int {
	seen := make(map[string]bool)
	for _, w := range l.Waits {
		seen[w.PersonID] = true
	}
	return len(seen)
}

// Weeks is how many weeks that was, added up over the people.
func (l LedgerLine) Weeks() float64 {
	days := 0
	for _, w := range l.Waits {
		days += w.Days
	}
	return float64(days) / 7
}

// Hours is the time that check-ins took, as far as minutes were written down;
// false when none were.
func (l LedgerLine) Hours() (float64, bool) {
	minutes, recorded := 0.0, false
	for _, w := range l.Waits {
		minutes, recorded = minutes+w.Minutes, recorded || w.Recorded
	}
	return minutes / 60, recorded
}

// Ledger lists, for the months from one to another, what each outside waiting
// list caused the actor's teams: the newest month first, the longest list of
// it first.
func Ledger(r db.Reader, by access.Actor, from, to dates.Date) ([]LedgerLine, error) {
	waits, err := waitsBetween(r, by, from, to)
	if err != nil {
		return nil, err
	}
	minutes, err := checkInMinutes(r, by, from, to)
	if err != nil {
		return nil, err
	}
	var lines []LedgerLine
	for month := firstOf(to); !month.Before(firstOf(from)); month = month.AddMonths(-1) {
		lines = append(lines, ledgerOf(month, dates.Of(r.Now()), waits, minutes)...)
	}
	return lines, nil
}

func firstOf(d dates.Date) dates.Date { d.Day = 1; return d }

// ledgerOf puts the waits of one month under their lists.
func ledgerOf(month, today dates.Date, waits []Supported, minutes map[monthOf]float64) []LedgerLine {
	byKey := make(map[string]*LedgerLine)
	for _, s := range waits {
		days := s.daysIn(month, today)
		if days == 0 {
			continue
		}
		key := s.listKey()
		if byKey[key] == nil {
			byKey[key] = &LedgerLine{Key: key, List: s.WaitingFor, Directory: s.ServiceID != "", Month: month}
		}
		n, recorded := minutes[monthOf{s.ID, month}]
		byKey[key].Waits = append(byKey[key].Waits, Wait{s, days, n, recorded})
	}
	lines := make([]LedgerLine, 0, len(byKey))
	for _, line := range byKey {
		lines = append(lines, *line)
	}
	slices.SortFunc(lines, func(a, b LedgerLine) int {
		return cmp.Or(cmp.Compare(b.Weeks(), a.Weeks()), cmp.Compare(a.List, b.List), cmp.Compare(a.Key, b.Key))
	})
	return lines
}

// daysIn is how many days of a month it lasted, up to today, with the first
// day and the last.
func (h Holding) daysIn(month, today dates.Date) int {
	from, to := month, month.AddMonths(1).AddDays(-1)
	if h.Since.After(from) {
		from = h.Since
	}
	for _, end := range []dates.Date{h.EndedOn, today} {
		if !end.IsZero() && end.Before(to) {
			to = end
		}
	}
	return max(0, to.Sub(from)+1)
}

// listKey tells waiting lists apart without their words, which may be anything:
// by the service of the directory, else by the words themselves.
func (h Holding) listKey() string {
	text := h.ServiceID
	if text == "" {
		text = "words: " + people.Fold(strings.TrimSpace(h.WaitingFor))
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// waitsBetween lists the holdings of people who wait that lasted at any time
// between two days, longest first.
func waitsBetween(r db.Reader, by access.Actor, from, to dates.Date) ([]Supported, error) {
	rows, err := db.List(r, scanSupported, supportedColumns+` WHERE `+teamHolds+` AND h.function = 'waiting' AND h.since <= $2
		AND (h.ended_on IS NULL OR h.ended_on >= $3) ORDER BY h.since, h.id`, by.AccountID, to, from)
	if err != nil {
		return nil, err
	}
	return rows, nameSupported(r, rows)
}

// monthOf is a month of a holding.
type monthOf struct {
	holding string
	month   dates.Date
}

// checkInMinutes adds up the minutes of check-ins. A contact that was about
// several holdings shares its minutes out between them, and one without
// minutes says nothing.
func checkInMinutes(r db.Reader, by access.Actor, from, to dates.Date) (map[monthOf]float64, error) {
	type row struct {
		holding      string
		day          dates.Date
		minutes, ofN int
	}
	rows, err := db.List(r, func(s db.Scanner) (x row, err error) {
		err = s.Scan(&x.holding, &x.day, &x.minutes, &x.ofN)
		return
	}, `SELECT h.id, ct.day, ct.minutes, k.shared_by FROM cases c JOIN holdings h ON h.case_id = c.id JOIN check_ins k ON k.holding_id = h.id
		JOIN contacts ct ON ct.id = k.contact_id
		WHERE `+teamHolds+` AND h.function = 'waiting' AND ct.minutes > 0 AND ct.day >= $2 AND ct.day <= $3`, by.AccountID, from, to)
	sums := make(map[monthOf]float64)
	for _, x := range rows {
		sums[monthOf{x.holding, firstOf(x.day)}] += float64(x.minutes) / float64(max(1, x.ofN))
	}
	return sums, err
}
