package mdt

import (
	"context"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
)

// State is where an item stands.
type State string

// The states of an item.
const (
	Raised    State = "raised"
	Discussed State = "discussed"
	Withdrawn State = "withdrawn"
)

// Item is one person raised at a meeting.
type Item struct {
	ID, MeetingID, PersonID string
	Why                     string // what the meeting is asked
	Named                   bool   // the person said yes to being named there
	RaisedBy, RaisedName    string
	State                   State
	Decision                string
	OwnerID, OwnerName      string     // who does it; without an id it is somebody of the practice, or nobody
	Due                     dates.Date // zero for none
	RaisedAt                time.Time
	Version                 int
	Person                  people.Person
	Day                     dates.Date // of the meeting
}

const itemColumns = `SELECT i.id, i.meeting_id, i.person_id, i.why, i.named, i.raised_by, i.raised_name, i.state, i.decision, i.owner_id, i.owner_name, i.due, i.raised_at, i.version, m.day
	FROM mdt_items i JOIN mdt_meetings m ON m.id = i.meeting_id`

func scanItem(s db.Scanner) (i Item, err error) {
	err = s.Scan(&i.ID, &i.MeetingID, &i.PersonID, &i.Why, &i.Named, &i.RaisedBy, &i.RaisedName, &i.State, &i.Decision, &i.OwnerID, &i.OwnerName, &i.Due, db.At(&i.RaisedAt), &i.Version, &i.Day)
	return
}

// Items lists the people raised at a meeting whom the actor may see, in the
// order in which they were raised.
func Items(r db.Reader, by access.Actor, meetingID string) ([]Item, error) {
	list, err := db.List(r, scanItem, itemColumns+` WHERE i.meeting_id = $1 AND i.state <> 'withdrawn' AND `+access.PeopleSeenBy("i.person_id", "$2")+` ORDER BY i.raised_at, i.id`, meetingID, by.AccountID)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(list))
	for n, i := range list {
		ids[n] = i.PersonID
	}
	byID, err := people.Named(r, ids)
	for n, i := range list {
		list[n].Person = byID[i.PersonID]
	}
	return list, err
}

// OfPerson lists when a person whom the actor may see was raised, the latest
// first.
func OfPerson(r db.Reader, by access.Actor, personID string) ([]Item, error) {
	return db.List(r, scanItem, itemColumns+` WHERE i.person_id = $1 AND i.state <> 'withdrawn' AND `+access.PeopleSeenBy("i.person_id", "$2")+` ORDER BY m.day DESC, i.raised_at DESC, i.id LIMIT 100`, personID, by.AccountID)
}

func theItem(r db.Reader, by access.Actor, id string) (Item, error) {
	return db.One(r, scanItem, itemColumns+` WHERE i.id = $1 AND `+access.PeopleSeenBy("i.person_id", "$2"), id, by.AccountID)
}

// Permission is what stands behind raising somebody.
type Permission string

// What the person said, and how it was learnt.
const (
	HeldYes  Permission = "held"    // a yes that is on the record and holds
	SaidYes  Permission = "yes"     // they say yes now
	NotNamed Permission = "unnamed" // not asked: raised without a name
)

// Raise is a person as somebody raises them.
type Raise struct {
	MeetingID, PersonID string
	Why                 string
	Permission          Permission
	How                 string // how they said yes, for SaidYes
}

// Put raises a person whom the actor may see at a meeting of the practice with
// which they are registered. A yes that they say now is kept as a permission in
// the same write; a no that stands on the record refuses.
func Put(ctx context.Context, d *db.DB, by access.Actor, key once.Key, w Raise) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		person, err := people.Get(tx, by, w.PersonID)
		if err != nil {
			return err
		}
		var bad db.Invalid
		w.Why, w.How = strings.TrimSpace(w.Why), strings.TrimSpace(w.How)
		m, err := TheMeeting(tx, by, w.MeetingID)
		switch {
		case err != nil && err != db.ErrNotFound:
			return err
		case err != nil || m.PracticeID != person.PracticeID || m.Cancelled != "" || m.Day.Before(dates.Of(tx.Now())):
			bad.Add("meeting", "Choose a meeting of the practice with which they are registered")
		}
		if w.Why == "" || len([]rune(w.Why)) > 1000 {
			bad.Add("why", "Say what the meeting is asked, in up to 1,000 characters")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		if err := w.permit(tx, by, person, m); err != nil {
			return err
		}
		there, err := db.List(tx, scanItem, itemColumns+` WHERE i.meeting_id = $1 AND i.person_id = $2 AND i.state = 'raised'`, m.ID, person.ID)
		if err != nil {
			return err
		}
		if len(there) > 0 {
			bad.Add("meeting", person.CalledName()+" is on the list of this meeting already")
			return bad.Err()
		}
		id := tx.NewID()
		if _, err := tx.Exec(`INSERT INTO mdt_items (id, meeting_id, person_id, why, named, raised_by, raised_name, state, decision, owner_id, owner_name, raised_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, 'raised', '', '', '', $8)`, id, m.ID, person.ID, w.Why, w.Permission != NotNamed, by.AccountID, by.Name, tx.Now().UnixMilli()); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "mdt.raised", person.ID, "mdt-item", id)
	})
}

// Allowed says what is known of a person's word about being talked about with
// their practice.
func Allowed(r db.Reader, person people.Person) (yes, asked bool, err error) {
	said, err := people.Permissions(r, person.ID)
	if err != nil {
		return false, false, err
	}
	yes, asked = people.Allows(said, "practice", person.PracticeID, "support", dates.Of(r.Now()))
	return yes, asked, nil
}

func (w Raise) permit(tx *db.Tx, by access.Actor, person people.Person, m Meeting) error {
	yes, asked, err := Allowed(tx, person)
	if err != nil {
		return err
	}
	var bad db.Invalid
	switch {
	case w.Permission == SaidYes:
		return people.SayPermission(tx, by.AccountID, person.ID, people.Permission{RecipientKind: "practice", RecipientID: person.PracticeID, RecipientName: m.Practice,
			Purpose: "support", Given: true, How: w.How})
	case asked && !yes:
		bad.Add("permission", person.CalledName()+" said no to being talked about with the practice, or their yes has run out. Ask them first")
	case w.Permission == HeldYes && !yes:
		bad.Add("permission", "There is no yes on the record. Ask them, or raise them without a name")
	case w.Permission != HeldYes && w.Permission != NotNamed:
		bad.Add("permission", "Choose what they said")
	}
	return bad.Err()
}
