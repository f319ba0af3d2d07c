package measures

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/forms/form"
	"linkwork/internal/instruments"
	"linkwork/internal/people"
	"linkwork/internal/referrals"
)

// Mode is how the questions were asked.
type Mode string

// The modes.
const (
	StaffAsked  Mode = "staff-asked"
	PersonAlone Mode = "person-alone"
)

// Words says the mode.
func (m Mode) Words() string {
	if m == PersonAlone {
		return "answered by themselves"
	}
	return "asked by staff"
}

// Who answered.
type Who string

// The ways to answer with somebody of the staff.
const (
	Themselves Who = "self"
	WithHelp   Who = "with-help"
	OnBehalf   Who = "on-behalf"
)

// Whos are all of them.
var Whos = []Who{Themselves, WithHelp, OnBehalf}

// Words says who answered.
func (w Who) Words() string {
	switch w {
	case WithHelp:
		return "with help"
	case OnBehalf:
		return "on their behalf"
	}
	return "themselves"
}

// Response is a finished set of answers.
type Response struct {
	ID, PersonID string
	Instrument   string
	Version      int // of the instrument
	Day          dates.Date
	Mode         Mode
	Who          Who
	ByName       string // who asked
	Answers      form.Answers
	Scores       []instruments.Score // in the order of the instrument
	RecordedAt   time.Time
	CorrectsID   string     // the earlier answers that these correct; "" for none
	Out          asking.Out // zero while they stand
	Notes        []Note     // first to last
}

// Pack is the instrument of a response, without loaded wording. An instrument
// that Linkwork no longer brings has a name only.
func (r Response) Pack() instruments.Pack {
	p, ok := instruments.Find(r.Instrument)
	if !ok {
		p.ID, p.Name = r.Instrument, r.Instrument
	}
	return p
}

// Score is the score of a scale; ok is false where there is none.
func (r Response) Score(scale string) (s instruments.Score, ok bool) {
	for _, s := range r.Scores {
		if s.Scale == scale {
			return s, s.Known
		}
	}
	return s, false
}

// Words says how it was answered: "asked by staff, with help".
func (r Response) Words() string {
	if r.Mode == StaffAsked && r.Who != "" && r.Who != Themselves {
		return r.Mode.Words() + ", " + r.Who.Words()
	}
	return r.Mode.Words()
}

// Asked is what staff asked on one page.
type Asked struct {
	Instrument string
	Day        dates.Date
	Who        Who
	Given      map[string]form.Given // by question
}

// Numbers are answers to questions with numbers; RatherNot for "I would rather
// not say".
func Numbers(instrument string, day dates.Date, said map[string]int) Asked {
	a := Asked{Instrument: instrument, Day: day, Who: Themselves, Given: make(map[string]form.Given)}
	for question, n := range said {
		a.Given[question] = form.Given{Values: []string{strconv.Itoa(n)}}
		if n == RatherNot {
			a.Given[question] = form.Given{Declined: true}
		}
	}
	return a
}

// RatherNot stands for "I would rather not say".
const RatherNot = -1

// Record stores answers that staff asked for and says what in them must be
// looked at today. *db.Invalid if a question has no answer ("rather not say" is
// one) or one that does not fit; db.ErrNotFound for an instrument that is off.
func Record(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, a Asked) (worries []instruments.Worry, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (id string, err error) {
			id, worries, err = RecordIn(tx, by, personID, a)
			return id, err
		})
		return err
	})
	return worries, err
}

// RecordIn is Record inside a write that also does something else.
func RecordIn(tx *db.Tx, by access.Actor, personID string, a Asked) (id string, worries []instruments.Worry, err error) {
	if err := access.SeePerson(tx, by, personID); err != nil {
		return "", nil, err
	}
	offer, err := Offered(tx, a.Instrument)
	if err != nil {
		return "", nil, err
	}
	answers, err := a.answers(tx, personID, offer)
	if err != nil {
		return "", nil, err
	}
	r := Response{PersonID: personID, Instrument: offer.ID, Version: offer.Pack.Version, Day: a.Day, Mode: StaffAsked, Who: a.Who, ByName: by.Name, Answers: answers}
	if id, err = r.insert(tx, offer, by.AccountID, ""); err != nil {
		return "", nil, err
	}
	if err := note(tx, by, personID, id, ""); err != nil { // whoever asked has read them
		return "", nil, err
	}
	worries = offer.Worries(answers)
	if len(worries) > 0 {
		if err := offer.tellReader(tx, personID, by, id, true); err != nil {
			return "", nil, err
		}
	}
	return id, worries, audit.Change(tx, by.Audit(), "measures.recorded", personID, "response", id)
}

// answers checks everything that was given.
func (a Asked) answers(tx *db.Tx, personID string, offer Offer) (form.Answers, error) {
	var bad db.Invalid
	today := dates.Of(tx.Now())
	f, err := offer.Form()
	if err != nil {
		return nil, err
	}
	filling := form.Fill(f, nil, today)
	for _, step := range filling.Steps() {
		next, err := filling.Take(step.Path, a.Given[step.Path])
		if fault, ok := errors.AsType[form.Fault](err); ok {
			bad.Add(step.Path, fault.Words)
		}
		filling = next
	}
	if wrong, err := dayFault(tx, personID, a.Day); err != nil {
		return nil, err
	} else if wrong != "" {
		bad.Add("day", wrong)
	}
	if a.Who != Themselves && a.Who != WithHelp && a.Who != OnBehalf {
		bad.Add("who", "Say who answered")
	}
	if err := bad.Err(); err != nil {
		return nil, err
	}
	answers, faults := filling.Finish()
	for _, fault := range faults {
		bad.Add(fault.Path, fault.Words)
	}
	for path, words := range offer.TypedFaults(answers) {
		bad.Add(path, words)
	}
	if len(answers) == 0 && len(bad.Fields) == 0 {
		bad.Add(filling.Steps()[0].Path, "Enter at least one number")
	}
	return answers, bad.Err()
}

// yearsBefore is for how many years before somebody was first referred here they
// can have answered: elsewhere, on paper.
const yearsBefore = 2

// dayFault says what is wrong with the day of a person's answers; "" for nothing.
func dayFault(r db.Reader, personID string, day dates.Date) (string, error) {
	if day.IsZero() || day.After(dates.Of(r.Now())) {
		return "Enter the day of the answers: today or earlier", nil
	}
	person, err := people.Unscoped(r, personID)
	if err != nil {
		return "", err
	}
	if day.Before(person.BirthDate) {
		return "Enter a day after they were born, " + person.BirthDate.Long(), nil
	}
	first, err := referrals.FirstOf(r, personID)
	if err != nil || first.IsZero() {
		return "", err
	}
	if earliest := first.AddMonths(-12 * yearsBefore); day.Before(earliest) {
		return "Enter a day from " + earliest.Long() + " on. They were first referred here on " + first.Long(), nil
	}
	return "", nil
}

// insert stores a response with its scores.
func (r Response) insert(tx *db.Tx, offer Offer, byID, requestID string) (string, error) {
	id := tx.NewID()
	answers, err := json.Marshal(r.Answers)
	if err != nil {
		return "", err
	}
	if _, err := tx.Exec(`INSERT INTO responses (id, person_id, instrument, version, request_id, day, mode, who, by_id, by_name, answers, recorded_at, corrects_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`, id, r.PersonID, r.Instrument, r.Version, db.Null(requestID), r.Day, r.Mode, r.Who, byID, r.ByName,
		string(answers), tx.Now().UnixMilli(), db.Null(r.CorrectsID)); err != nil {
		return "", err
	}
	for _, s := range offer.Scores(r.Answers) {
		var value any
		if s.Known {
			value = s.Value
		}
		by, err := labelText(s.By)
		if err != nil {
			return "", err
		}
		if _, err := tx.Exec(`INSERT INTO response_scores (response_id, scale, value, why, answered, items, person_id, instrument, day, value_set) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			id, s.Scale, value, s.Why, s.Answered, s.Of, r.PersonID, r.Instrument, r.Day, by); err != nil {
			return "", err
		}
	}
	return id, nil
}

const responseColumns = `SELECT r.id, r.person_id, r.instrument, r.version, r.day, r.mode, r.who, r.by_name, r.answers, r.recorded_at,
	r.corrects_id, r.out_how, r.out_why, r.out_by, r.out_at, r.satisfied, r.worthwhile, r.happy, r.anxious FROM responses r`

func scanResponse(s db.Scanner) (r Response, err error) {
	var answers string
	var old [4]*int
	if err := s.Scan(&r.ID, &r.PersonID, &r.Instrument, &r.Version, &r.Day, &r.Mode, &r.Who, &r.ByName, &answers, db.At(&r.RecordedAt),
		db.Text(&r.CorrectsID), &r.Out.How, &r.Out.Why, &r.Out.ByName, db.At(&r.Out.At), &old[0], &old[1], &old[2], &old[3]); err != nil {
		return r, err
	}
	if answers == "" {
		r.Answers = fromColumns(old)
		r.Scores = r.Pack().Scores(r.Answers)
		return r, nil
	}
	return r, json.Unmarshal([]byte(answers), &r.Answers)
}

// fromColumns are the answers to ONS4 of a row from before other instruments.
func fromColumns(numbers [4]*int) form.Answers {
	answers := make(form.Answers)
	for i, name := range []string{"satisfied", "worthwhile", "happy", "anxious"} {
		answers[name] = form.Answer{Missing: form.Declined}
		if numbers[i] != nil {
			answers[name] = form.Answer{Text: fmt.Sprint(*numbers[i])}
		}
	}
	return answers
}

// Of lists a person's answers to all instruments that stand, first to last. The
// caller has checked that its reader may see the person.
func Of(r db.Reader, personID string) ([]Response, error) {
	return responses(r, personID, ` AND r.out_at IS NULL`)
}

// TakenOut lists those answers of a person that do not stand any more, the
// latest first. They have no scores. The caller has checked that its reader may
// see the person.
func TakenOut(r db.Reader, personID string) ([]Response, error) {
	all, err := responses(r, personID, ` AND r.out_at IS NOT NULL`)
	slices.Reverse(all)
	return all, err
}

// Get is one set of a person's answers, whether it stands or not; db.ErrNotFound
// for another's. The caller has checked that its reader may see the person.
func Get(r db.Reader, personID, id string) (Response, error) {
	all, err := responses(r, personID, ` AND r.id = $2`, id)
	if err == nil && len(all) == 0 {
		err = db.ErrNotFound
	}
	if err != nil {
		return Response{}, err
	}
	return all[0], nil
}

func responses(r db.Reader, personID, which string, args ...any) ([]Response, error) {
	args = append([]any{personID}, args...)
	all, err := db.List(r, scanResponse, responseColumns+` WHERE r.person_id = $1`+which+` ORDER BY r.day, r.id`, args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	scores, err := scoresOf(r, `SELECT s.response_id, s.scale, s.value, s.why, s.answered, s.items, s.value_set FROM response_scores s JOIN responses r ON r.id = s.response_id
		WHERE r.person_id = $1`+which+` ORDER BY s.response_id, s.scale`, args...)
	if err != nil {
		return nil, err
	}
	notes, err := notesOf(r, personID)
	for i := range all {
		all[i].fill(scores)
		all[i].Notes = notes[all[i].ID]
	}
	return all, err
}

// fill puts stored scores into a response, in the order of its instrument.
func (r *Response) fill(stored map[string]map[string]instruments.Score) {
	if r.Scores != nil || !r.Out.Stands() {
		return
	}
	for _, scale := range r.Pack().Scales {
		if s, ok := stored[r.ID][scale.ID]; ok {
			r.Scores = append(r.Scores, s)
		}
	}
}

func scoresOf(r db.Reader, query string, args ...any) (map[string]map[string]instruments.Score, error) {
	type row struct {
		response string
		instruments.Score
	}
	rows, err := db.List(r, func(s db.Scanner) (x row, err error) {
		var value *float64
		var by string
		err = s.Scan(&x.response, &x.Scale, &value, &x.Why, &x.Answered, &x.Of, &by)
		if value != nil {
			x.Value, x.Known = *value, true
		}
		if err == nil && by != "" {
			err = json.Unmarshal([]byte(by), &x.By)
		}
		return x, err
	}, query, args...)
	by := make(map[string]map[string]instruments.Score)
	for _, x := range rows {
		if by[x.response] == nil {
			by[x.response] = make(map[string]instruments.Score)
		}
		by[x.response][x.Scale] = x.Score
	}
	return by, err
}
