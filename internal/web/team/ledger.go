package team

import (
	"fmt"

	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/web/visit"
)

// ledger is what outside waiting lists caused, by month.
type ledger struct {
	Lines  []casework.LedgerLine
	Months int
	Today  dates.Date
}

// monthsOffered are how far back the ledger goes.
var monthsOffered = []int{3, 6, 12}

// readLedger reads as many months as were asked for, the present one with
// them.
func readLedger(r db.Reader, v *visit.Visit) (l ledger, err error) {
	l.Months, l.Today = 6, dates.Of(r.Now())
	for _, n := range monthsOffered {
		if v.Fields.Number("months") == n {
			l.Months = n
		}
	}
	from := dates.Date{Year: l.Today.Year, Month: l.Today.Month, Day: 1}.AddMonths(1 - l.Months)
	l.Lines, err = casework.Ledger(r, v.Actor, from, l.Today)
	return l, err
}

func showLedger(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		l, err := readLedger(r, v)
		return visit.View{Page: furnished("What people wait for, by month", "Back to who is supported", "/team/holding"), Body: ledgerView(l)}, err
	})
}

// showLedgerRows opens the rows of one list in one month: the line is the one
// that the ledger counted.
func showLedgerRows(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		l, err := readLedger(r, v)
		if err != nil {
			return visit.View{}, err
		}
		workers, err := workerNames(r, v)
		if err != nil {
			return visit.View{}, err
		}
		for _, line := range l.Lines {
			if line.Key == v.Fields.Get("list") && line.Month.InMonth() == v.Fields.Get("month") {
				back := fmt.Sprintf("/team/holding/ledger?months=%d", l.Months)
				return visit.View{Page: furnished("Who waited, and for how long", "Back to the months", back), Body: ledgerRowsView(line, workers)}, nil
			}
		}
		return visit.View{}, db.ErrNotFound
	})
}

// sendLedger sends the ledger as a file for other people than the team: it
// names nobody, and what workers wrote in their own words, which may, is put
// together under one name.
func sendLedger(v *visit.Visit) error {
	var l ledger
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		l, err = readLedger(r, v)
		return err
	})
	if err != nil {
		return err
	}
	return v.SendCSV("waiting-lists.csv", ledgerRows(l.Lines))
}

func ledgerRows(lines []casework.LedgerLine) [][]string {
	rows := [][]string{{"Month", "Waiting list", "People", "Weeks", "Hours recorded"}}
	for _, l := range together(lines) {
		rows = append(rows, []string{l.Month.InMonth(), l.List, fmt.Sprint(l.People()), fmt.Sprintf("%.1f", l.Weeks()), hours(l)})
	}
	return rows
}

// ownWords stands for lists that are not of a service in the directory.
const ownWords = "Lists that are not in the directory"

// together puts the lists of a month that are not of a service in the directory
// into one line.
func together(lines []casework.LedgerLine) []casework.LedgerLine {
	var all []casework.LedgerLine
	at := make(map[dates.Date]int)
	for _, l := range lines {
		if l.Directory {
			all = append(all, l)
			continue
		}
		i, ok := at[l.Month]
		if !ok {
			i, at[l.Month] = len(all), len(all)
			all = append(all, casework.LedgerLine{List: ownWords, Month: l.Month})
		}
		all[i].Waits = append(all[i].Waits, l.Waits...)
	}
	return all
}

// hours are the hours of a line, as far as anybody wrote minutes down.
func hours(l casework.LedgerLine) string {
	if n, recorded := l.Hours(); recorded {
		return fmt.Sprintf("%.1f", n)
	}
	return "not recorded"
}
