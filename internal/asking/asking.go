package asking

import (
	"encoding/json"
	"strconv"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms/form"
)

// LinkPurpose marks the links of this room.
const LinkPurpose = "asking"

// Path is where the links lead, below the address of the house.
const Path = "/questions"

// LinkLasts is how long somebody has to answer.
const LinkLasts = 14 * 24 * time.Hour

// Kind says what is asked.
type Kind string

// The kinds.
const (
	Instrument Kind = "instrument"
	Form       Kind = "form"
)

// Mode is how the questions were asked.
type Mode string

// The modes.
const (
	Alone     Mode = "alone"
	WithStaff Mode = "with-staff"
	Brought   Mode = "brought" // from another system
)

// Words says a mode.
func (m Mode) Words() string {
	switch m {
	case Alone:
		return "answered by themselves"
	case Brought:
		return "brought from another system"
	}
	return "asked by staff"
}

// Asking is one set of questions on its way through one person's hands.
type Asking struct {
	ID                   string
	Kind                 Kind
	AboutID              string // which instrument or form
	Edition              int    // of a form
	PersonID             string // "" for whoever came by an open link
	OpenID               string // the open link that they came by
	Mode                 Mode
	AccountID, AskedName string // who asked and is told; AccountID is "" for an open link
	Language             string // "" for the main one
	Answers              form.Answers
	AskedAt              time.Time
	SavedAt              time.Time // the last answer; zero before the first
	FinishedAt           time.Time // zero until then

	Reminders  int       // sent
	RemindAt   time.Time // the next; zero for none
	Unreminded bool      // they asked not to be reminded

	Way    Way       // how the latest link went; "" where that is not known, or nobody was sent one
	SentAt time.Time // the latest link

	CorrectsID string // the earlier answers that these correct; "" for none
	Out        Out    // zero while they stand
	Origin
}

// Origin is where answers are from that were brought from another system.
type Origin struct {
	CameFrom   string     // name of the system; "" where nobody knows, or they were given here
	AnsweredOn dates.Date // day of the answers; zero where it is that on which they were finished
	Identifier string     // of the answers in that system
	Content    string     // SHA-256 of what was in the file, in hex
}

// Day is that of the answers.
func (a Asking) Day() dates.Date {
	if a.AnsweredOn.IsZero() {
		return dates.Of(a.FinishedAt)
	}
	return a.AnsweredOn
}

// Ends is when the latest link stops working.
func (a Asking) Ends() time.Time { return a.SentAt.Add(LinkLasts) }

// Finished says whether the answers are given.
func (a Asking) Finished() bool { return !a.FinishedAt.IsZero() }

const columns = `SELECT a.id, a.kind, a.about_id, a.edition, a.person_id, a.open_id, a.mode, a.account_id, a.asked_name, a.language, a.answers,
	a.asked_at, a.saved_at, a.finished_at, a.reminders, a.remind_at, a.unreminded, a.way, coalesce(a.sent_at, a.asked_at),
	a.corrects_id, a.out_how, a.out_why, a.out_by, a.out_at, a.came_from, a.answered_on, a.identifier, a.content FROM askings a`

func scan(s db.Scanner) (a Asking, err error) {
	var answers string
	if err = s.Scan(&a.ID, &a.Kind, &a.AboutID, &a.Edition, db.Text(&a.PersonID), db.Text(&a.OpenID), &a.Mode, &a.AccountID, &a.AskedName, &a.Language, &answers,
		db.At(&a.AskedAt), db.At(&a.SavedAt), db.At(&a.FinishedAt), &a.Reminders, db.At(&a.RemindAt), &a.Unreminded, &a.Way, db.At(&a.SentAt),
		db.Text(&a.CorrectsID), &a.Out.How, &a.Out.Why, &a.Out.ByName, db.At(&a.Out.At), &a.CameFrom, &a.AnsweredOn, &a.Identifier, &a.Content); err != nil {
		return a, err
	}
	a.Answers, err = readAnswers(answers)
	return a, err
}

// readAnswers reads answers as they are kept. Older ones are numbers, -1 for
// "rather not say".
func readAnswers(text string) (form.Answers, error) {
	var answers form.Answers
	err := json.Unmarshal([]byte(text), &answers)
	if err == nil {
		return answers, nil
	}
	var numbers map[string]int
	if json.Unmarshal([]byte(text), &numbers) != nil {
		return nil, err
	}
	answers = make(form.Answers)
	for name, n := range numbers {
		answers[name] = form.Answer{Text: strconv.Itoa(n)}
		if n < 0 {
			answers[name] = form.Answer{Missing: form.Declined}
		}
	}
	return answers, nil
}

// add stores an asking and returns it with its id.
func (a Asking) add(tx *db.Tx) (Asking, error) {
	a.ID, a.AskedAt, a.SentAt = tx.NewID(), tx.Now(), tx.Now()
	if a.Answers == nil {
		a.Answers = form.Answers{}
	}
	body, err := json.Marshal(a.Answers)
	if err != nil {
		return a, err
	}
	_, err = tx.Exec(`INSERT INTO askings (id, kind, about_id, edition, person_id, open_id, mode, account_id, asked_name, language, answers, asked_at, way,
		corrects_id, came_from, answered_on, identifier, content) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`, a.ID, a.Kind, a.AboutID, a.Edition, db.Null(a.PersonID), db.Null(a.OpenID), a.Mode,
		a.AccountID, a.AskedName, a.Language, string(body), db.Ms(a.AskedAt), a.Way, db.Null(a.CorrectsID), a.CameFrom, db.Null(a.AnsweredOn.String()), a.Identifier, a.Content)
	return a, err
}

// OfLink is the asking that a link is for; db.ErrNotFound for another's link.
func OfLink(r db.Reader, linkID string) (Asking, error) {
	return db.One(r, scan, columns+` JOIN asking_links l ON l.asking_id = a.id WHERE l.link_id = $1`, linkID)
}

// Get is one asking. The caller checks who may see it.
func Get(r db.Reader, id string) (Asking, error) {
	return db.One(r, scan, columns+` WHERE a.id = $1`, id)
}

// Waiting lists what a person was asked and has not finished, newest first, 5 at
// most. The caller has checked that its reader may see the person.
func Waiting(r db.Reader, personID string, kind Kind) ([]Asking, error) {
	return db.List(r, scan, columns+` WHERE a.person_id = $1 AND a.kind = $2 AND a.mode = 'alone' AND a.finished_at IS NULL AND a.taken_back_at IS NULL ORDER BY a.asked_at DESC, a.id LIMIT 5`, personID, kind)
}

// Finished lists what a person has answered and stands, newest first. The caller
// has checked that its reader may see the person.
func Finished(r db.Reader, personID string, kind Kind) ([]Asking, error) {
	return db.List(r, scan, columns+` WHERE a.person_id = $1 AND a.kind = $2 AND a.finished_at IS NOT NULL AND a.out_at IS NULL ORDER BY a.finished_at DESC, a.id`, personID, kind)
}

// TakenOut lists the answers of a person that do not stand any more, the latest
// first. The caller has checked that its reader may see the person.
func TakenOut(r db.Reader, personID string, kind Kind) ([]Asking, error) {
	return db.List(r, scan, columns+` WHERE a.person_id = $1 AND a.kind = $2 AND a.out_at IS NOT NULL ORDER BY a.out_at DESC, a.id`, personID, kind)
}

// Anonymous lists all finished answers to one form that came by open links, first
// to last. The caller decides who may see them.
func Anonymous(r db.Reader, kind Kind, aboutID string) ([]Asking, error) {
	return db.List(r, scan, columns+` WHERE a.kind = $1 AND a.about_id = $2 AND a.open_id IS NOT NULL AND a.person_id IS NULL AND a.finished_at IS NOT NULL ORDER BY a.finished_at, a.id`, kind, aboutID)
}

// HandOver makes another worker the one who is told when a person answers.
func HandOver(tx *db.Tx, personID, toAccount string) error {
	_, err := tx.Exec(`UPDATE askings SET account_id = $2 WHERE person_id = $1 AND finished_at IS NULL`, personID, toAccount)
	return err
}

// Since says whether a person was asked anything since a time.
func Since(r db.Reader, personID string, t time.Time) (asked bool, err error) {
	err = r.QueryRow(`SELECT EXISTS (SELECT 1 FROM askings WHERE person_id = $1 AND asked_at >= $2)`, personID, db.Ms(t)).Scan(&asked)
	return asked, err
}

// Turnout is how many came by an open link.
type Turnout struct{ Began, Finished int }

// CameBy are the turnouts of the open links to one form, by link.
func CameBy(r db.Reader, kind Kind, aboutID string) (map[string]Turnout, error) {
	by := make(map[string]Turnout)
	_, err := db.List(r, func(s db.Scanner) (id string, err error) {
		var t Turnout
		err = s.Scan(&id, &t.Began, &t.Finished)
		by[id] = t
		return id, err
	}, `SELECT open_id, count(*), count(finished_at) FROM askings WHERE kind = $1 AND about_id = $2 AND open_id IS NOT NULL GROUP BY open_id`, kind, aboutID)
	return by, err
}
