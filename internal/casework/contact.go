package casework

import (
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/vocabulary"
)

// Contact is one conversation with a person, or one try to have one.
type Contact struct {
	ID, CaseID, PersonID string
	Day                  dates.Date
	Means                string // code of vocabulary.ContactMeans
	Outcome              string // code of vocabulary.AttemptOutcomes; "spoke" for a conversation
	Purpose              string // code of vocabulary.ContactPurposes
	Minutes              int
	Words                string
	Needs                []string
	Place                string   // where, in words
	Present              []string // codes of vocabulary.ContactPresent: who else took part
	PresentWords         string   // who that was
	AboutOthers          string   // about somebody else: left out of what the person gets to see
	ByID, ByName         string
	RecordedAt           time.Time
	Version              int
	CorrectedAt          time.Time       // when its author last corrected it, zero if never
	Before               []ContactBefore // what it said before, the latest first; only on a page of contacts
}

// TwoWay reports whether the person and the worker spoke with each other. A
// letter or a message alone does not make a conversation.
func (c Contact) TwoWay() bool {
	return c.Outcome == "spoke" && c.Means != "text" && c.Means != "email" && c.Means != "letter"
}

// Holding reports whether the contact was a holding check-in.
func (c Contact) Holding() bool { return strings.HasPrefix(c.Purpose, "holding-") }

// Title says what kind of contact it was: "Phone, 15 minutes".
func (c Contact) Title() string {
	title := vocabulary.ContactMeans.Label(c.Means)
	switch {
	case c.Outcome != "spoke":
		title += ": " + strings.ToLower(vocabulary.AttemptOutcomes.Label(c.Outcome))
	case c.Holding():
		title = "Holding check-in, " + strings.ToLower(title)
	}
	if c.Minutes > 0 && c.Outcome == "spoke" {
		title += ", " + dates.Count(c.Minutes, "minute", "minutes")
	}
	return title
}

// With says where the contact was and who else took part, "" if that is not
// written down: "At the library; with a carer, relative or friend: her sister".
func (c Contact) With() string {
	var with []string
	for _, code := range c.Present {
		with = append(with, strings.ToLower(vocabulary.ContactPresent.Label(code)))
	}
	text := c.Place
	if len(with) > 0 {
		text = strings.TrimPrefix(text+"; with "+strings.Join(with, " and "), "; ")
	}
	if c.PresentWords == "" {
		return text
	}
	return strings.TrimPrefix(text+": "+c.PresentWords, ": ")
}

const contactColumns = `SELECT ct.id, ct.case_id, ct.person_id, ct.day, ct.means, ct.outcome, ct.purpose, ct.minutes, ct.words, ct.needs,
	ct.place, ct.present, ct.present_words, ct.about_others, ct.by_id, ct.by_name, ct.recorded_at, ct.version, ct.corrected_at FROM contacts ct`

func scanContact(s db.Scanner) (c Contact, err error) {
	var needs, present string
	err = s.Scan(&c.ID, &c.CaseID, &c.PersonID, &c.Day, &c.Means, &c.Outcome, &c.Purpose, &c.Minutes, &c.Words, &needs,
		&c.Place, &present, &c.PresentWords, &c.AboutOthers, &c.ByID, &c.ByName, db.At(&c.RecordedAt), &c.Version, db.At(&c.CorrectedAt))
	c.Needs, c.Present = strings.Fields(needs), strings.Fields(present)
	return
}

// ContactsPage is one page of a person's contacts, newest first.
type ContactsPage struct {
	Contacts []Contact
	Total    int    // of all contacts, from the same snapshot
	Next     string // cursor of the page after this, "" at the end
}

// Contacts reads a page of at most size contacts of a person whom the actor
// may see. The cursor is the Next of the page before, "" for the first; a
// cursor that makes no sense starts from the first.
func Contacts(r db.Reader, by access.Actor, personID, cursor string, size int) (ContactsPage, error) {
	if err := access.SeePerson(r, by, personID); err != nil {
		return ContactsPage{}, err
	}
	day, id, _ := strings.Cut(cursor, "_")
	if _, err := dates.Parse(day); err != nil || day == "" {
		day, id = "9999-12-31", "~"
	}
	rows, err := db.List(r, scanContact, contactColumns+` WHERE ct.person_id = $1 AND (ct.day, ct.id) < ($2, $3)
		ORDER BY ct.day DESC, ct.id DESC LIMIT $4`, personID, day, id, size+1)
	if err != nil {
		return ContactsPage{}, err
	}
	page := ContactsPage{Contacts: rows}
	if len(rows) > size {
		page.Contacts = rows[:size]
		last := rows[size-1]
		page.Next = last.Day.String() + "_" + last.ID
	}
	if err := withHistory(r, page.Contacts); err != nil {
		return ContactsPage{}, err
	}
	page.Total, err = countContacts(r, personID)
	return page, err
}

func countContacts(r db.Reader, personID string) (int, error) {
	return db.One(r, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT count(*) FROM contacts ct WHERE ct.person_id = $1`, personID)
}

// Conversations counts the two-way conversations of a case.
func Conversations(r db.Reader, caseID string) (int, error) {
	return db.One(r, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT count(*) FROM contacts ct WHERE ct.case_id = $1 AND ct.outcome = 'spoke' AND ct.means NOT IN ('text', 'email', 'letter')`, caseID)
}

// Tries counts the tries to reach somebody in a case since they last spoke,
// and on how many different days they were.
func Tries(r db.Reader, caseID string) (tries, days int, err error) {
	rows, err := db.List(r, scanContact, contactColumns+` WHERE ct.case_id = $1 ORDER BY ct.day DESC, ct.id DESC LIMIT 50`, caseID)
	if err != nil {
		return 0, 0, err
	}
	seen := make(map[dates.Date]bool)
	for _, c := range rows {
		if c.TwoWay() {
			break
		}
		if c.Outcome != "spoke" {
			tries++
			seen[c.Day] = true
		}
	}
	return tries, len(seen), nil
}
