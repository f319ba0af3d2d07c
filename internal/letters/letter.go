package letters

import (
	"encoding/json"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/people"
)

// Section is one titled part of a letter.
type Section struct{ Title, Text string }

// Letter is a letter to a practice.
type Letter struct {
	ID, PersonID, CaseID, PracticeID string
	Asks                             string // "" = explicitly nothing
	Sections                         []Section
	HTML                             string // as sent; "" before
	State                            string // draft | sent
	ByID, ByName                     string
	MadeAt, SentAt, ReadAt           time.Time
	Version                          int
}

// Sent reports whether the letter has gone.
func (l Letter) Sent() bool { return l.State == "sent" }

const letterColumns = `SELECT l.id, l.person_id, l.case_id, l.practice_id, l.asks, l.sections, l.html, l.state, l.by_id, l.by_name, l.made_at, l.sent_at, l.read_at, l.version FROM letters l`

func scanLetter(s db.Scanner) (l Letter, err error) {
	var sections string
	if err = s.Scan(&l.ID, &l.PersonID, &l.CaseID, &l.PracticeID, &l.Asks, &sections, &l.HTML, &l.State, &l.ByID, &l.ByName, db.At(&l.MadeAt),
		db.At(&l.SentAt), db.At(&l.ReadAt), &l.Version); err != nil {
		return l, err
	}
	return l, json.Unmarshal([]byte(sections), &l.Sections)
}

// Of lists the letters about a person whom the actor may see, newest first.
func Of(r db.Reader, by access.Actor, personID string) ([]Letter, error) {
	return db.List(r, scanLetter, letterColumns+` WHERE l.person_id = $1 AND `+access.PeopleSeenBy("l.person_id", "$2")+` ORDER BY l.made_at DESC, l.id DESC`,
		personID, by.AccountID)
}

// Get returns one letter about a person whom the actor may see.
func Get(r db.Reader, by access.Actor, personID, id string) (Letter, error) {
	return db.One(r, scanLetter, letterColumns+` WHERE l.id = $1 AND l.person_id = $2 AND `+access.PeopleSeenBy("l.person_id", "$3"), id, personID, by.AccountID)
}

// ToPractice lists the letters sent to the actor's practice, newest first.
func ToPractice(r db.Reader, by access.Actor) ([]Letter, error) {
	return db.List(r, scanLetter, letterColumns+` WHERE l.practice_id = $1 AND l.state = 'sent' AND `+access.WorkSeenBy("''", "l.practice_id", "$2")+
		` ORDER BY l.sent_at DESC, l.id DESC LIMIT 200`, by.PracticeID(), by.AccountID)
}

// ForPractice returns one letter that was sent to the actor's practice.
func ForPractice(r db.Reader, by access.Actor, id string) (Letter, error) {
	return db.One(r, scanLetter, letterColumns+` WHERE l.id = $1 AND l.state = 'sent' AND `+access.WorkSeenBy("''", "l.practice_id", "$2"), id, by.AccountID)
}

// Subjects names the people whom letters are about, by person id.
func Subjects(r db.Reader, list []Letter) (map[string]people.Person, error) {
	ids := make([]string, 0, len(list))
	for _, l := range list {
		if !slices.Contains(ids, l.PersonID) {
			ids = append(ids, l.PersonID)
		}
	}
	return people.Named(r, ids)
}
