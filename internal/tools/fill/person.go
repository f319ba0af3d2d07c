package fill

import (
	"fmt"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/vocabulary"
)

// someone is a person with the case that all rows about them share.
type someone struct {
	n                        int
	id, caseID, referralID   string
	team, practice, worker   string
	workerName, given, birth string
	number                   string
	open                     bool
	opened                   time.Time
	contacts                 int
}

// person makes person n. The first 240 are the measured worker's; of the
// others, each worker has 40 open before anybody has one closed.
func (a *area) person(tx *db.Tx, n int) (string, error) {
	worker, open := 0, n < Open
	if others := n - Open - Closed; others >= 0 {
		worker, open = 1+others%(Workers-1), others < Open*(Workers-1)
	}
	p := someone{
		n: n, id: tx.NewID(), caseID: tx.NewID(), referralID: tx.NewID(), team: a.teams[worker%Teams], practice: a.practices[worker%Teams],
		worker: a.workers[worker], workerName: fmt.Sprintf("Worker %d", worker), given: given[n%len(given)], open: open,
		birth: dates.Date{Year: 1930 + n%70, Month: time.Month(1 + n%12), Day: 1 + n%28}.String(), contacts: 3,
		number: a.nhsNumber(),
	}
	p.opened = tx.Now().AddDate(0, 0, -7-n%80)
	if !open {
		p.opened = p.opened.AddDate(-1, 0, 0)
	}
	if n == 0 {
		p.contacts = Contacts
		p.opened = p.opened.AddDate(-2, 0, 0)
	}
	for _, rows := range []func(*db.Tx) error{p.referral, p.record, p.kase, p.history} {
		if err := rows(tx); err != nil {
			return "", err
		}
	}
	return p.id, nil
}

var given = []string{"Ivy", "Walter", "Zofia", "Kwame", "Eileen", "Hassan", "Mei", "Gordon"}

func (p *someone) family() string { return fmt.Sprintf("Person%d", p.n) }

func (p *someone) phone() string { return fmt.Sprintf("07700900%03d", p.n%1000) }

// nhsNumber is the next of the range 999 that is kept for tests.
func (a *area) nhsNumber() string {
	for {
		a.numbers++
		for check := range 10 {
			if text := fmt.Sprintf("999%06d%d", a.numbers, check); vocabulary.ValidNHSNumber(text) {
				return text
			}
		}
	}
}
