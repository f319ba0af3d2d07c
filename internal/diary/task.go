package diary

import (
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Kind says what a task came from.
type Kind string

// The kinds of task.
const (
	FollowUp Kind = "follow-up" // the next contact with a person
	Action   Kind = "action"    // an action of the plan that is the worker's
	Answer   Kind = "answer"    // an organisation or a practice has answered
	Measures Kind = "measures"  // wellbeing answers to look at
	Form     Kind = "form"      // a form that came back
	CheckIn  Kind = "check-in"  // keeping in touch while holding
	First    Kind = "first"     // the first contact after taking on
	Confirm  Kind = "confirm"   // the interpreter of an appointment
	Noted    Kind = "noted"     // what somebody wrote down to do
	Review   Kind = "review"    // looking at the plan together
)

// Task is something to do on a day.
type Task struct {
	ID, AccountID, PersonID string
	Kind                    Kind
	AboutID                 string
	Title                   string
	Due                     dates.Date
	Urgent                  bool
	Repeat                  Repeat    // zero for once
	DoneAt                  time.Time // zero while it is to do
	DoneBy                  string    // account that ticked it off, "" when the work itself did
	Moved                   int
	WhyMoved                string
	nextID                  string // the repeat made when this was done
	Version                 int
}

// DaysLate is how many days after its day the task still stands; 0 if not late.
func (t Task) DaysLate(today dates.Date) int { return max(0, today.Sub(t.Due)) }

// Add stores a task and returns its id.
func Add(tx *db.Tx, t Task) (string, error) {
	t.ID = tx.NewID()
	_, err := tx.Exec(`INSERT INTO tasks (id, account_id, person_id, kind, about_id, title, due, urgent, repeat_every, repeat_unit, repeat_from, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		t.ID, t.AccountID, db.Null(t.PersonID), t.Kind, db.Null(t.AboutID), t.Title, t.Due, t.Urgent,
		t.Repeat.Every, t.Repeat.Unit, db.Null(t.Repeat.From.String()), tx.Now().UnixMilli())
	return t.ID, err
}

const taskColumns = `SELECT id, account_id, person_id, kind, about_id, title, due, urgent, repeat_every, repeat_unit, repeat_from,
	done_at, done_by, moved, why_moved, next_id, version FROM tasks`

func scanTask(s db.Scanner) (t Task, err error) {
	err = s.Scan(&t.ID, &t.AccountID, db.Text(&t.PersonID), &t.Kind, db.Text(&t.AboutID), &t.Title, &t.Due, &t.Urgent, &t.Repeat.Every, &t.Repeat.Unit, &t.Repeat.From,
		db.At(&t.DoneAt), &t.DoneBy, &t.Moved, &t.WhyMoved, db.Text(&t.nextID), &t.Version)
	return
}

// ToDo lists an account's open tasks due on or before a day, urgent and
// oldest first.
func ToDo(r db.Reader, accountID string, upTo dates.Date) ([]Task, error) {
	return db.List(r, scanTask, taskColumns+` WHERE account_id = $1 AND done_at IS NULL AND due <= $2 ORDER BY urgent DESC, due, id`, accountID, upTo)
}

// ToDoFor lists the open tasks about a person, soonest first. The caller has
// checked that its reader may see the person.
func ToDoFor(r db.Reader, personID string) ([]Task, error) {
	return db.List(r, scanTask, taskColumns+` WHERE person_id = $1 AND done_at IS NULL ORDER BY due, id`, personID)
}

// FinishAbout ticks off every open task about a thing: the answer that was
// read, the holding that ended.
func FinishAbout(tx *db.Tx, aboutID string) error { return finish(tx, `about_id = $2`, aboutID) }

// FinishAboutOf ticks off the open tasks of one account about a thing.
func FinishAboutOf(tx *db.Tx, aboutID, accountID string) error {
	_, err := tx.Exec(`UPDATE tasks SET done_at = $1, version = version + 1 WHERE done_at IS NULL AND about_id = $2 AND account_id = $3`, tx.Now().UnixMilli(), aboutID, accountID)
	return err
}

// FinishKind ticks off the open tasks of a kind about a person.
func FinishKind(tx *db.Tx, personID string, kind Kind) error {
	return finish(tx, `person_id = $2 AND kind = '`+string(kind)+`'`, personID)
}

// FinishAll ticks off every open task about a person, as when a case closes.
func FinishAll(tx *db.Tx, personID string) error { return finish(tx, `person_id = $2`, personID) }

func finish(tx *db.Tx, which, arg string) error {
	_, err := tx.Exec(`UPDATE tasks SET done_at = $1, version = version + 1 WHERE done_at IS NULL AND `+which, tx.Now().UnixMilli(), arg)
	return err
}

// HandOver gives the open tasks about a person to another worker.
func HandOver(tx *db.Tx, personID, toAccount string) error {
	if _, err := tx.Exec(`UPDATE tasks SET account_id = $2, version = version + 1 WHERE person_id = $1 AND done_at IS NULL`, personID, toAccount); err != nil {
		return err
	}
	if err := giveBackAll(tx, personID); err != nil { // the times are the other worker's
		return err
	}
	_, err := tx.Exec(`UPDATE appointments SET account_id = $2, version = version + 1 WHERE person_id = $1 AND state = 'planned'`, personID, toAccount)
	return err
}
