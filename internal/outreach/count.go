package outreach

import (
	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/vocabulary"
)

// Month is what a team did with people outside of cases in one month. Every
// figure is counted from the rows beside it.
type Month struct {
	First, Last dates.Date
	Sessions    []Session // held
	Informals   []Informal
	Calls       []Made
}

// Made is one call that was made from a list.
type Made struct {
	List, ListID string
	RowID        string
	Day          dates.Date
	Outcome      string // code of vocabulary.CallOutcomes
	ByID         string
}

// MonthOf reads the month of a day, within the actor's teams.
func MonthOf(r db.Reader, by access.Actor, day dates.Date) (m Month, err error) {
	m.First = dates.Date{Year: day.Year, Month: day.Month, Day: 1}
	m.Last = m.First.AddMonths(1).AddDays(-1)
	if m.Sessions, err = db.List(r, scanSession, sessionColumns+` WHERE s.state = 'held' AND s.day >= $2 AND s.day <= $3 AND `+access.TeamSeenBy("s.team_id", "$1")+
		` ORDER BY s.day DESC, s.starts DESC, s.id`, by.AccountID, m.First, m.Last); err != nil {
		return m, err
	}
	if m.Informals, err = Informals(r, by, m.First, m.Last); err != nil {
		return m, err
	}
	m.Calls, err = db.List(r, func(s db.Scanner) (c Made, err error) {
		err = s.Scan(&c.List, &c.ListID, &c.RowID, &c.Day, &c.Outcome, &c.ByID)
		return
	}, `SELECT l.name, l.id, t.row_id, t.day, t.outcome, t.by_id FROM call_tries t JOIN call_rows w ON w.id = t.row_id JOIN call_lists l ON l.id = w.list_id
		WHERE t.day >= $2 AND t.day <= $3 AND `+access.TeamSeenBy("t.team_id", "$1")+` ORDER BY t.at DESC, t.id`, by.AccountID, m.First, m.Last)
	return m, err
}

// Came is how often somebody came to a session, those without a name among
// them.
func (m Month) Came() (n int) {
	for _, s := range m.Sessions {
		n += s.Came()
	}
	return n
}

// Onward is how many talks ended with somewhere to go.
func (m Month) Onward() (n int) {
	for _, i := range m.Informals {
		if result, _ := vocabulary.InformalResults.Find(i.Result); result.Onward {
			n++
		}
	}
	return n
}

// Reached is how many of the people who were called spoke for themselves.
func (m Month) Reached() int {
	rows := make(map[string]bool)
	for _, c := range m.Calls {
		if outcome, _ := vocabulary.CallOutcomes.Find(c.Outcome); outcome.Spoke {
			rows[c.RowID] = true
		}
	}
	return len(rows)
}
