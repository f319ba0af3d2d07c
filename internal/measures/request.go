package measures

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/forms/form"
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
	Instrument           string
	Answers              form.Answers
	AskedAt, AnsweredAt  time.Time
}

// ErrAnswered means that all questions of a request are answered.
var ErrAnswered = errors.New("measures: answered already")

const requestColumns = `SELECT q.id, q.person_id, q.account_id, q.asked_name, q.link_id, q.instrument, q.answers, q.asked_at, q.answered_at FROM measure_requests q`

func scanRequest(s db.Scanner) (q Request, err error) {
	var answers string
	if err = s.Scan(&q.ID, &q.PersonID, &q.AccountID, &q.AskedName, &q.LinkID, &q.Instrument, &answers, db.At(&q.AskedAt), db.At(&q.AnsweredAt)); err != nil {
		return q, err
	}
	q.Answers, err = readAnswers(answers)
	return q, err
}

// readAnswers reads answers so far; those to links from before other
// instruments are plain numbers, -1 for "rather not say".
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

// Filling is the request as it is being answered, with the questions of its
// instrument.
func (q Request) Filling(offer Offer, today dates.Date) (*form.Filling, error) {
	f, err := offer.Form()
	return form.Fill(f, q.Answers, today), err
}

// Ask sends a person a link to the questions by email, or by text if they want
// that. The link asks for the year of birth. *db.Invalid if there is no way to
// send it; nothing is sent to somebody whose year of birth is not known.
func Ask(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, instrument string, ways Ways) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return AskIn(tx, by, personID, instrument, ways) })
		return err
	})
	return id, err
}

// AskIn is Ask inside a write that also does something else.
func AskIn(tx *db.Tx, by access.Actor, personID, instrument string, ways Ways) (string, error) {
	person, err := people.Get(tx, by, personID)
	if err != nil {
		return "", err
	}
	closing, err := closing(tx, by)
	if err != nil {
		return "", err
	}
	offer, err := Offered(tx, instrument)
	if err != nil {
		return "", err
	}
	m, err := message(tx, person, offer, ways, closing)
	if err != nil {
		return "", err
	}
	link, id, err := Prepare(tx, by, person, instrument)
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
func Prepare(tx *db.Tx, by access.Actor, person people.Person, instrument string) (link links.Link, id string, err error) {
	if _, err := Offered(tx, instrument); err != nil {
		return link, "", err
	}
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
		VALUES ($1, $2, $3, $4, $5, $6, '{}', $7)`, id, person.ID, instrument, owner, by.Name, link.ID, tx.Now().UnixMilli())
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
func message(tx *db.Tx, p people.Person, offer Offer, ways Ways, closing string) (messages.Message, error) {
	m := messages.Message{Subject: "A few questions for you", Purpose: "measures", AboutKind: "measure-request",
		Text: "Hello,\n\nYour link worker asks you a few short questions. It takes about " + dates.Count(offer.Minutes, "minute", "minutes") + ":\n{secret}\n\nThe link asks for the year you were born. It works for 14 days.\n" +
			closing + "\n"}
	reach, err := people.ReachOf(tx, p.ID)
	if err != nil {
		return m, err
	}
	var bad db.Invalid
	if !offer.Asked() {
		bad.Add("link", "Only totals of this are typed in, so nobody can be asked by a link")
	}
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
// questions are answered. ErrAnswered if they were before, *db.Invalid with the
// field "answer" for an answer that does not fit, db.ErrNotFound for a question
// that is not asked.
func AnswerOne(ctx context.Context, d *db.DB, linkID, question string, given form.Given) (finished bool, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		finished = false
		q, err := OfLink(tx, linkID)
		if err != nil {
			return err
		}
		if !q.AnsweredAt.IsZero() {
			return ErrAnswered
		}
		offer, err := GetOffer(tx, q.Instrument)
		if err != nil {
			return err
		}
		filling, err := q.Filling(offer, dates.Of(tx.Now()))
		if err != nil {
			return err
		}
		if filling, err = take(filling, question, given); err != nil {
			return err
		}
		if err := q.keep(tx, filling.Answers); err != nil {
			return err
		}
		if _, open := filling.Open(); open {
			return nil
		}
		answers, faults := filling.Finish()
		if len(faults) > 0 {
			var bad db.Invalid
			bad.Add("answer", faults[0].Words)
			return bad.Err()
		}
		q.Answers, finished = answers, true
		return q.finish(tx, offer)
	})
	return finished, err
}

func take(filling *form.Filling, question string, given form.Given) (*form.Filling, error) {
	step, asked := filling.Step(question)
	if !asked {
		return nil, db.ErrNotFound
	}
	if len(given.Values) == 0 && !step.Item.Required {
		given.Declined = true // alone, one goes past a question that may stay empty
	}
	next, err := filling.Take(question, given)
	if fault, ok := errors.AsType[form.Fault](err); ok {
		var bad db.Invalid
		bad.Add("answer", fault.Words)
		return nil, bad.Err()
	}
	return next, err
}

func (q Request) keep(tx *db.Tx, answers form.Answers) error {
	body, err := json.Marshal(answers)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE measure_requests SET answers = $2 WHERE id = $1`, q.ID, string(body))
	return err
}

func (q Request) finish(tx *db.Tx, offer Offer) error {
	if _, err := tx.Exec(`UPDATE measure_requests SET answered_at = $2 WHERE id = $1`, q.ID, tx.Now().UnixMilli()); err != nil {
		return err
	}
	r := Response{PersonID: q.PersonID, Instrument: offer.ID, Version: offer.Pack.Version, Day: dates.Of(tx.Now()), Mode: PersonAlone, Who: Themselves, ByName: q.AskedName, Answers: q.Answers}
	id, err := r.insert(tx, offer, q.AccountID, q.ID)
	if err != nil {
		return err
	}
	if err := links.Use(tx, q.LinkID); err != nil {
		return err
	}
	if err := q.tell(tx, offer, id); err != nil {
		return err
	}
	person := audit.Actor{ID: "link:" + q.LinkID, Name: "The person themselves", Role: "person"}
	return audit.Change(tx, person, "measures.answered", q.PersonID, "response", id)
}

// tell puts the answers on the worker's day, and worrying ones to an instrument
// that needs a reader on the reader's too.
func (q Request) tell(tx *db.Tx, offer Offer, responseID string) error {
	worrying := len(offer.Worries(q.Answers)) > 0
	title := "Wellbeing answers came"
	if worrying {
		title = "Look at the wellbeing answers today"
	}
	today := dates.Of(tx.Now())
	if _, err := diary.Add(tx, diary.Task{AccountID: q.AccountID, PersonID: q.PersonID, Kind: diary.Measures, AboutID: responseID, Title: title, Due: today, Urgent: worrying}); err != nil {
		return err
	}
	return offer.tellReader(tx, q.PersonID, access.Actor{AccountID: q.AccountID, Name: q.AskedName}, responseID, worrying)
}

// tellReader puts answers on the day of the reader, where there is one other than
// who asked. It names the person only to a reader who may see the record; any
// other learns whom to ask.
func (o Offer) tellReader(tx *db.Tx, personID string, asked access.Actor, responseID string, worrying bool) error {
	if !o.NeedsReader || o.ReaderID == "" || o.ReaderID == asked.AccountID {
		return nil
	}
	reader, err := access.Load(tx, o.ReaderID, "")
	if err != nil {
		return err
	}
	sees, err := access.Sees(tx, reader, personID)
	if err != nil {
		return err
	}
	task := diary.Task{AccountID: o.ReaderID, Kind: diary.Measures, AboutID: responseID, Due: dates.Of(tx.Now()), Urgent: worrying,
		Title: "Answers to " + o.Name + " came for " + asked.Name + ". Make sure that they are read today"}
	if sees {
		task.PersonID, task.Title = personID, "Read the answers to "+o.Name+" today"
	}
	_, err = diary.Add(tx, task)
	return err
}
