package measures

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/teams"
)

// LinkPurpose marks the links by which people answer.
const LinkPurpose = "measures"

// LinkLasts is how long a person has to answer.
const LinkLasts = 14 * 24 * time.Hour

// Ways is how a link can reach a person from here.
type Ways struct {
	BaseURL string // of the link, without a slash at the end
	Texts   bool   // text messages can be sent
}

// Request is a person's own set of questions, as far as it is answered.
type Request struct {
	ID, PersonID         string
	AccountID, AskedName string
	LinkID               string
	Answers              Answers
	AskedAt, AnsweredAt  time.Time
}

// ErrAnswered means that all questions of a request are answered.
var ErrAnswered = errors.New("measures: answered already")

const requestColumns = `SELECT q.id, q.person_id, q.account_id, q.asked_name, q.link_id, q.answers, q.asked_at, q.answered_at FROM measure_requests q`

func scanRequest(s db.Scanner) (q Request, err error) {
	var answers string
	if err = s.Scan(&q.ID, &q.PersonID, &q.AccountID, &q.AskedName, &q.LinkID, &answers, db.At(&q.AskedAt), db.At(&q.AnsweredAt)); err != nil {
		return q, err
	}
	return q, json.Unmarshal([]byte(answers), &q.Answers)
}

// Ask sends a person a link to the questions by email, or by text if they want
// that. The link asks for the year of birth. *db.Invalid if there is no way to
// send it; nothing is sent to somebody whose year of birth is not known.
func Ask(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, ways Ways) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return AskIn(tx, by, personID, ways) })
		return err
	})
	return id, err
}

// AskIn is Ask inside a write that also does something else.
func AskIn(tx *db.Tx, by access.Actor, personID string, ways Ways) (string, error) {
	person, err := people.Get(tx, by, personID)
	if err != nil {
		return "", err
	}
	closing, err := closing(tx, by)
	if err != nil {
		return "", err
	}
	m, err := message(tx, person, ways, closing)
	if err != nil {
		return "", err
	}
	link, id, err := Prepare(tx, by, person)
	if err != nil {
		return "", err
	}
	m.Secret, m.AboutID = ways.BaseURL+"/wellbeing/"+link.Token, id
	if _, err := people.Tell(tx, person.ID, ways.BaseURL, m); err != nil {
		return "", err
	}
	return id, audit.Change(tx, by.Audit(), "measures.asked", personID, "measure-request", id)
}

// Prepare makes a request and its link, and sends nothing.
func Prepare(tx *db.Tx, by access.Actor, person people.Person) (link links.Link, id string, err error) {
	link, err = links.Create(tx, links.Spec{Purpose: LinkPurpose, SubjectID: person.ID, Expires: tx.Now().Add(LinkLasts), BirthYear: person.BirthDate.Year})
	if err != nil {
		return link, "", err
	}
	owner, err := access.Lasting(tx, by.AccountID, person.ID)
	if err != nil {
		return link, "", err
	}
	id = tx.NewID()
	_, err = tx.Exec(`INSERT INTO measure_requests (id, person_id, instrument, account_id, asked_name, link_id, answers, asked_at)
		VALUES ($1, $2, 'ons4', $3, $4, $5, '{}', $6)`, id, person.ID, owner, by.Name, link.ID, tx.Now().UnixMilli())
	return link, id, err
}

// closing says how the person can answer, or that nobody reads replies.
func closing(tx *db.Tx, by access.Actor) (string, error) {
	way, err := teams.WayBackOf(tx, by.TeamID())
	if err != nil {
		return "", err
	}
	area, err := teams.TheArea(tx)
	return way.Closing(area.Crisis), err
}

// message chooses how to reach the person: as they like best if that may be, or
// else the other way. It says no more than that there are questions, and how to
// answer.
func message(tx *db.Tx, p people.Person, ways Ways, closing string) (messages.Message, error) {
	m := messages.Message{Subject: "Four questions for you", Purpose: "measures", AboutKind: "measure-request",
		Text: "Hello,\n\nYour link worker asks you four short questions. It takes 2 minutes:\n{secret}\n\nThe link asks for the year you were born. It works for 14 days.\n" +
			closing + "\n"}
	reach, err := people.ReachOf(tx, p.ID)
	if err != nil {
		return m, err
	}
	var bad db.Invalid
	if p.DiedOn.IsZero() && p.BirthDate.IsZero() {
		bad.Add("link", "The date of birth is not known, and the link asks for its year. Add it first")
	}
	text, email := reach.Not(people.ByText), reach.Not(people.ByEmail)
	if text == "" && !ways.Texts {
		text = "Text messages cannot be sent from here yet"
	}
	switch {
	case text == "" && (p.ContactBy == people.ByText || email != ""):
		m.Channel = messages.SMS
	case email == "":
		m.Channel = messages.Email
	case text == email:
		bad.Add("link", text)
	default:
		bad.Add("link", text+". "+email+". Ask the questions yourself")
	}
	return m, bad.Err()
}

// EndRequests ends the links by which a person was asked, as when support ends:
// nobody would look at the answers any more.
func EndRequests(tx *db.Tx, personID string) error { return links.RevokeFor(tx, LinkPurpose, personID) }

// OfLink returns the request that a person's link is for.
func OfLink(r db.Reader, linkID string) (Request, error) {
	return db.One(r, scanRequest, requestColumns+` WHERE q.link_id = $1`, linkID)
}

// Waiting lists the requests to a person that are not answered, newest first.
// The caller has checked that its reader may see the person.
func Waiting(r db.Reader, personID string) ([]Request, error) {
	return db.List(r, scanRequest, requestColumns+` WHERE q.person_id = $1 AND q.answered_at IS NULL ORDER BY q.asked_at DESC LIMIT 5`, personID)
}

// HandOver makes another worker the one who is told when a person answers.
func HandOver(tx *db.Tx, personID, toAccount string) error {
	_, err := tx.Exec(`UPDATE measure_requests SET account_id = $2 WHERE person_id = $1 AND answered_at IS NULL`, personID, toAccount)
	return err
}

// AnswerOne saves the answer to one question of a person's request; the last
// answer finishes it: the response is stored, the link is used up, and the
// worker is told, today if the answers are worrying. It reports whether all
// questions are answered. ErrAnswered if they were before.
func AnswerOne(ctx context.Context, d *db.DB, linkID, question string, answer int) (finished bool, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		q, err := OfLink(tx, linkID)
		if err != nil {
			return err
		}
		if !q.AnsweredAt.IsZero() {
			return ErrAnswered
		}
		if err := checkOne(question, answer); err != nil {
			return err
		}
		q.Answers[question] = answer
		answers, err := json.Marshal(q.Answers)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE measure_requests SET answers = $2 WHERE id = $1`, q.ID, string(answers)); err != nil {
			return err
		}
		if finished = q.Answers.Complete(); !finished {
			return nil
		}
		return finish(tx, q)
	})
	return finished, err
}

func checkOne(question string, answer int) error {
	for _, q := range ONS4 {
		if q.Key == question && (answer == RatherNot || answer >= 0 && answer <= 10) {
			return nil
		}
	}
	var bad db.Invalid
	bad.Add("answer", "Choose a number from 0 to 10, or “I would rather not say”")
	return bad.Err()
}

func finish(tx *db.Tx, q Request) error {
	if _, err := tx.Exec(`UPDATE measure_requests SET answered_at = $2 WHERE id = $1`, q.ID, tx.Now().UnixMilli()); err != nil {
		return err
	}
	id, err := insert(tx, Response{PersonID: q.PersonID, Day: dates.Of(tx.Now()), Mode: PersonAlone, ByName: q.AskedName, Answers: q.Answers}, q.ID)
	if err != nil {
		return err
	}
	if err := links.Use(tx, q.LinkID); err != nil {
		return err
	}
	title := "Wellbeing answers came"
	if q.Answers.Worrying() {
		title = "Look at the wellbeing answers today"
	}
	if _, err := diary.Add(tx, diary.Task{AccountID: q.AccountID, PersonID: q.PersonID, Kind: diary.Measures, AboutID: id, Title: title,
		Due: dates.Of(tx.Now()), Urgent: q.Answers.Worrying()}); err != nil {
		return err
	}
	person := audit.Actor{ID: "link:" + q.LinkID, Name: "The person themselves", Role: "person"}
	return audit.Change(tx, person, "measures.answered", q.PersonID, "response", id)
}
