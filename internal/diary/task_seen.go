package diary

import (
	"fmt"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// seen is the condition that a task is within reach of the account in $1: it
// stands in their own diary, in that of somebody they manage, or is about
// somebody for whose worker they cover; and if it is about a person, they may
// see the person.
var seen = `(` + access.WorkerSeenBy("tasks.account_id", "$1") + ` OR ` + access.CoveredBy("tasks.person_id", "$1") + `)
	AND (tasks.person_id IS NULL OR ` + access.PeopleSeenBy("tasks.person_id", "$1") + `)`

// TheTask returns an open task within the actor's reach, or db.ErrNotFound.
func TheTask(r db.Reader, by access.Actor, id string) (Task, error) {
	return db.One(r, scanTask, taskColumns+` WHERE id = $2 AND done_at IS NULL AND `+seen, by.AccountID, id)
}

// Which is one of the lists of tasks.
type Which string

// The lists of tasks. All and the three after it are of open tasks.
const (
	All   Which = "all"
	Late  Which = "late"
	Today Which = "today"
	Later Which = "later"
	Ended Which = "done" // ticked off by hand in the last 14 days
)

// Lists are the lists in the order of the page.
var Lists = []Which{All, Late, Today, Later, Ended}

// List asks for tasks: whose, and which.
type List struct {
	Team  bool // everybody whose diary the actor may see, not only their own
	Which Which
}

// remembered is for how many days a task that was ticked off stays in sight.
const remembered = 14

func (l List) condition(r db.Reader) (condition string, args []any) {
	condition = seen
	if !l.Team {
		condition = `tasks.account_id = $1 AND ` + seen
	}
	today := dates.Of(r.Now())
	switch l.Which {
	case Late:
		return condition + ` AND done_at IS NULL AND due < $2`, []any{today}
	case Today:
		return condition + ` AND done_at IS NULL AND due = $2`, []any{today}
	case Later:
		return condition + ` AND done_at IS NULL AND due > $2`, []any{today}
	case Ended:
		return condition + ` AND done_by <> '' AND done_at >= $2`, []any{today.AddDays(-remembered).Midnight().UnixMilli()}
	}
	return condition + ` AND done_at IS NULL`, nil
}

// Tasks lists at most limit tasks after the first skip, those due longest
// first; with Ended the last ticked off first.
func Tasks(r db.Reader, by access.Actor, l List, skip, limit int) ([]Task, error) {
	condition, args := l.condition(r)
	order := `due, id`
	if l.Which == Ended {
		order = `done_at DESC, id`
	}
	args = append([]any{by.AccountID}, args...)
	return db.List(r, scanTask, taskColumns+` WHERE `+condition+` ORDER BY `+order+fmt.Sprintf(` LIMIT $%d OFFSET $%d`, len(args)+1, len(args)+2), append(args, limit, skip)...)
}

// CountTasks says how many tasks Tasks would list without a limit.
func CountTasks(r db.Reader, by access.Actor, l List) (n int, err error) {
	condition, args := l.condition(r)
	err = r.QueryRow(`SELECT count(*) FROM tasks WHERE `+condition, append([]any{by.AccountID}, args...)...).Scan(&n)
	return n, err
}
