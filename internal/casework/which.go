package casework

import (
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/identity"
)

// Which chooses a list of cases.
type Which string

// The lists of cases. Those of a team are for its managers; TeamOpen is for
// link workers too, who see in it whom they may see and nobody else.
const (
	Mine        Which = "mine"         // the worker's open cases
	MineWaiting Which = "waiting"      // of those, people who wait for a service
	Held        Which = "holding"      // the worker's open cases with a holding
	MineClosed  Which = "closed"       // the worker's closed cases
	TeamOpen    Which = "team"         // all open cases of the actor's teams
	Unallocated Which = "unallocated"  // open cases that no link worker of the team has now
	TeamWaiting Which = "team-waiting" // people of the team who wait for a service
	TeamHeld    Which = "team-holding" // people of the team who are kept in touch with
	TeamClosed  Which = "team-closed"  // the team's closed cases
)

// Whichs lists the lists that an actor has, first the one they start with.
func Whichs(by access.Actor) (all []Which) {
	worker, manager := by.Is(access.LinkWorker), by.Is(access.Manager)
	switch {
	case worker && manager:
		return []Which{Mine, MineWaiting, Held, MineClosed, Unallocated, TeamOpen, TeamWaiting, TeamHeld, TeamClosed}
	case worker:
		return []Which{Mine, MineWaiting, Held, TeamOpen, MineClosed}
	case manager:
		return []Which{TeamOpen, Unallocated, TeamWaiting, TeamHeld, TeamClosed}
	}
	return nil
}

// OfTeam reports whether the list may show cases of several workers.
func (w Which) OfTeam() bool {
	switch w {
	case Mine, MineWaiting, Held, MineClosed:
		return false
	}
	return true
}

// Closed reports whether the list is of closed cases.
func (w Which) Closed() bool { return w == MineClosed || w == TeamClosed }

const (
	// stillOpen names the states, because an index finds what is equal and not
	// what differs.
	stillOpen = `c.state IN ('reaching', 'engaged')`
	isHeld    = `EXISTS (SELECT 1 FROM holdings h WHERE h.case_id = c.id AND h.ended_on IS NULL)`
)

// isWaiting holds where a service has put the person on its list, or where the
// worker keeps in touch because they wait.
var isWaiting = `(EXISTS (SELECT 1 FROM holdings h WHERE h.case_id = c.id AND h.ended_on IS NULL AND h.function = 'waiting') OR ` +
	connections.WaitingFor("c.person_id") + `)`

// workerGone holds where the worker of a case is no link worker of its team now,
// or may not log in any more.
var workerGone = `(NOT ` + access.WorksIn("c.worker_id", "c.team_id") + ` OR ` + identity.IsDisabled("c.worker_id") + `)`

// seen holds where the actor in $1 may see the person.
var seen = access.PeopleSeenBy("c.person_id", "$1")

// condition is the one WHERE clause of a list and of its count. $1 is the
// actor.
func (w Which) condition() string { return w.reach() + ` AND ` + w.narrow() }

// reach says whose cases the list is chosen from: the actor's own, or those of
// their teams whose people they may see, with a row that says nothing for each
// whose record is restricted. Workers see a few of their team's people, so those
// are found first and the rest is not asked about.
func (w Which) reach() string {
	if w.OfTeam() {
		return access.TeamSeenBy("c.team_id", "$1") + ` AND (` + access.Supervises("c.team_id", "$1") + ` OR c.person_id IN (` + access.PeopleNear("$1") + `)) AND ` +
			access.PeopleListedFor("c.person_id", "$1")
	}
	return `c.worker_id = $1 AND ` + seen
}

// narrow says which of them the list shows.
func (w Which) narrow() string {
	switch w {
	case MineClosed, TeamClosed:
		return `c.state = 'closed'`
	case MineWaiting, TeamWaiting:
		return stillOpen + ` AND ` + isWaiting + ` AND ` + seen
	case Held, TeamHeld:
		return stillOpen + ` AND ` + isHeld + ` AND ` + seen
	case Unallocated:
		return stillOpen + ` AND ` + workerGone
	}
	return stillOpen
}

// Counts counts the lists of open cases that an actor has, in one look at the
// actor's own and one at their teams'. Closed cases are not counted beside other
// lists: there are more every year, and nothing waits to be done about them.
func Counts(r db.Reader, by access.Actor, lists []Which) (map[Which]int, error) {
	counts := make(map[Which]int, len(lists))
	for _, ofTeam := range []bool{false, true} {
		open := slices.DeleteFunc(slices.Clone(lists), func(w Which) bool { return w.OfTeam() != ofTeam || w.Closed() })
		if err := countOpen(r, by, open, counts); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// countOpen counts lists of open cases that are chosen from the same ones.
func countOpen(r db.Reader, by access.Actor, lists []Which, counts map[Which]int) error {
	if len(lists) == 0 {
		return nil
	}
	sums, n, into := make([]string, len(lists)), make([]int, len(lists)), make([]any, len(lists))
	for i, w := range lists {
		sums[i], into[i] = `count(CASE WHEN `+w.narrow()+` THEN 1 END)`, &n[i]
	}
	_, err := db.One(r, func(s db.Scanner) (struct{}, error) { return struct{}{}, s.Scan(into...) },
		`SELECT `+strings.Join(sums, ", ")+` FROM cases c WHERE `+lists[0].reach()+` AND `+stillOpen, by.AccountID)
	for i, w := range lists {
		counts[w] = n[i]
	}
	return err
}
