package workforce

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/teams"
)

// Due is a person with something to do while their worker is away, who covers,
// and whom Linkwork proposes.
type Due struct {
	casework.Row
	CoverID, Words string // of the cover that there is; "" for none
	Proposed, Why  string // an account, "" for nobody, and the reason in words
}

// mostDue is how many people the page on cover shows at once.
const mostDue = 200

// DueWhile lists the people of a worker with a task, check-in or appointment
// during an absence, the soonest first, and after them those who are covered
// without. What is late already counts while the worker is away.
func DueWhile(r db.Reader, by access.Actor, a Absence) ([]Due, error) {
	from := a.From
	if a.Begun(dates.Of(r.Now())) {
		from = dates.Date{Year: 1, Month: 1, Day: 1}
	}
	rows, err := casework.DueBetween(r, by, a.AccountID, from, a.To, mostDue)
	if err != nil {
		return nil, err
	}
	covers, err := CoversOf(r, a.ID)
	if err != nil {
		return nil, err
	}
	due := make([]Due, len(rows))
	for i, row := range rows {
		due[i].Row = row
	}
	for _, c := range covers {
		i := slices.IndexFunc(due, func(x Due) bool { return x.PersonID == c.PersonID })
		if i < 0 {
			person, err := people.Get(r, by, c.PersonID)
			if errors.Is(err, db.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			due, i = append(due, Due{Row: casework.Row{Case: casework.Case{PersonID: c.PersonID}, Person: person}}), len(due)
		}
		due[i].CoverID, due[i].Words = c.CoverID, c.Words
	}
	return due, propose(r, a, due)
}

// taker is a colleague who may cover.
type taker struct {
	casework.Worker
	free      int
	practices map[string]int // people supported, by practice
}

// propose fills in whom Linkwork proposes: somebody who supports people of the
// same practice, the one with most free places among them.
func propose(r db.Reader, a Absence, due []Due) error {
	team, err := teams.TheTeam(r, a.TeamID)
	if err != nil {
		return err
	}
	takers, err := takersFor(r, a, team.AgreedOpen)
	if err != nil || len(takers) == 0 {
		return err
	}
	for i := range due {
		practice := due[i].Person.PracticeID
		knows := func(t *taker) int { return min(1, t.practices[practice]) }
		best := slices.MaxFunc(takers, func(x, y *taker) int { return cmp.Or(cmp.Compare(knows(x), knows(y)), cmp.Compare(x.free, y.free)) })
		best.free--
		due[i].Proposed, due[i].Why = best.ID, placesWords(best.free+1)
		if n := best.practices[practice]; n > 0 && practice != "" {
			due[i].Why = "supports " + dates.Count(n, "person", "people") + " of the same practice, " + due[i].Why
		}
	}
	return nil
}

func placesWords(free int) string {
	if free > 0 {
		return dates.Count(free, "place", "places") + " free"
	}
	if free == 0 {
		return "no places free"
	}
	return strconv.Itoa(-free) + " above the agreed size"
}

func takersFor(r db.Reader, a Absence, agreed int) ([]*taker, error) {
	may, err := mayCover(r, a)
	if err != nil {
		return nil, err
	}
	workers, err := casework.Workers(r, a.TeamID)
	if err != nil {
		return nil, err
	}
	practices, err := casework.PracticesOf(r, a.TeamID)
	var takers []*taker
	for _, w := range workers {
		if slices.Contains(may, w.ID) {
			takers = append(takers, &taker{w, agreed - w.Open, practices[w.ID]})
		}
	}
	return takers, err
}

// MayCover lists the colleagues who are here during an absence.
func MayCover(r db.Reader, a Absence) ([]casework.Worker, error) {
	takers, err := takersFor(r, a, 0)
	var workers []casework.Worker
	for _, t := range takers {
		workers = append(workers, t.Worker)
	}
	return workers, err
}
