package forms

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/questionnaire"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

// Brought are answers that were given in another system, as they would be kept.
type Brought struct {
	Edition Edition
	Filling *form.Filling
	Lost    []form.Lost
	From    asking.Origin
	// Unsure is what somebody has to look at: nothing in the file says that the
	// answers are this person's, or to this form.
	Unsure []string
	// Amends are the answers that these take the place of; nil for none.
	Amends *asking.Asking
}

// Confirmed is what somebody says of answers that the file does not say itself.
type Confirmed struct {
	Sure bool       // they are this person's, to this form
	Day  dates.Date // on which they were given, where the file does not say
}

// Look reads a QuestionnaireResponse and says what of it would be kept. Nothing is
// stored. *db.Invalid with the field "file" for what is refused: answers that are
// another person's, to another form, not finished or withdrawn, from an
// impossible day, here already, or of which nothing can be carried. db.ErrNotFound
// for a form that is not in use, or a person whom by may not see.
func Look(r db.Reader, by access.Actor, personID, formID string, body []byte) (b Brought, err error) {
	person, err := people.Get(r, by, personID)
	if err != nil {
		return b, err
	}
	h, err := questionnaire.ReadHeading(body)
	if err != nil {
		return b, refuse(err.Error())
	}
	if err := b.takes(r, formID, h); err != nil {
		return b, err
	}
	for _, why := range []string{statusFault(h.Status), b.subjectFault(h.Subject, person), dayFault(h.Day, person, dates.Of(r.Now()))} {
		if why != "" {
			return b, refuse(why)
		}
	}
	b.From = asking.Origin{CameFrom: h.System, AnsweredOn: h.Day, Identifier: h.Identifier, Content: contentOf(body)}
	if err := b.again(r, person.ID, h); err != nil {
		return b, err
	}
	return b, b.carry(body, r)
}

func refuse(words string) error { return db.Fault("file", words) }

// takes is the edition that the answers are to: the one that the file names, or
// the latest.
func (b *Brought) takes(r db.Reader, formID string, h questionnaire.Heading) (err error) {
	if b.Edition, err = Current(r, formID); err != nil {
		return err
	}
	title := b.Edition.Form.In(b.Edition.Form.Title, b.Edition.Form.Main())
	switch {
	case h.Form == "":
		b.Unsure = append(b.Unsure, "The file does not say to which form these are the answers")
		return nil
	case h.Form != questionnaire.Canonical(formID):
		return refuse("These are answers to “" + nameOf(r, h) + "”, not to “" + title + "”")
	}
	editions, err := Editions(r, formID)
	for _, e := range editions {
		if h.Version == numberOf(e) {
			b.Edition = e
			return err
		}
	}
	if h.Version != "" {
		b.Unsure = append(b.Unsure, "The file is of version "+h.Version+" of the form, which is not here. The answers are read as to edition "+numberOf(b.Edition))
	}
	return err
}

// nameOf is how people call the form that a file names.
func nameOf(r db.Reader, h questionnaire.Heading) string {
	all, err := InUse(r)
	for _, e := range all {
		if err == nil && h.Form == questionnaire.Canonical(e.FormID) {
			return e.Form.In(e.Form.Title, e.Form.Main())
		}
	}
	return h.FormName
}

func statusFault(status string) string {
	switch status {
	case "completed", "amended":
		return ""
	case "entered-in-error":
		return "The file says that these answers were entered in error, so they are not taken in"
	case "in-progress", "stopped":
		return "The file says that these answers are not finished (" + status + "), so they are not taken in"
	}
	return "The file does not say that these answers are finished (completed or amended), so they are not taken in"
}

// subjectFault says that a file names another person; what it does not say is
// noted to be confirmed.
func (b *Brought) subjectFault(s questionnaire.Subject, p people.Person) string {
	switch {
	case s.NHSNumber != "" && p.NHSNumber != "" && s.NHSNumber != p.NHSNumber:
		return "These are somebody else’s answers: the file names NHS number " + vocabulary.FormatNHSNumber(s.NHSNumber)
	case !s.Born.IsZero() && !p.BirthDate.IsZero() && s.Born != p.BirthDate:
		return "These are somebody else’s answers: the file is about somebody born on " + s.Born.Long()
	case s.Name != "" && !called(s.Name, p):
		return "These are somebody else’s answers: the file names " + s.Name
	case s.NHSNumber != "" && p.NHSNumber != "" || s.Name != "":
		return ""
	case s.Reference != "":
		b.Unsure = append(b.Unsure, "The file says whose answers these are only by a number of the other system ("+s.Reference+")")
	case !s.Known:
		b.Unsure = append(b.Unsure, "The file does not say whose answers these are")
	default:
		b.Unsure = append(b.Unsure, "The file names nobody by a name or number that we know")
	}
	return ""
}

// called says whether a name is one that a person goes by: their last name, and
// the first or the one they like to be called.
func called(name string, p people.Person) bool {
	words := wordsOf(name)
	has := func(part string) bool {
		for _, w := range wordsOf(part) {
			if !slices.Contains(words, w) {
				return false
			}
		}
		return part != ""
	}
	return has(p.Family) && (has(p.Given) || has(p.Called))
}

func wordsOf(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return !unicode.IsLetter(c) })
}

func dayFault(day dates.Date, p people.Person, today dates.Date) string {
	switch {
	case day.IsZero():
		return ""
	case day.After(today):
		return "The file says that the answers are from " + day.Long() + ", which is yet to come"
	case day.Before(p.BirthDate):
		return "The file says that the answers are from " + day.Long() + ", before " + p.FullName() + " was born"
	}
	return ""
}

// contentOf is the same for files that differ in nothing but white space.
func contentOf(body []byte) string {
	var whole any
	if json.Unmarshal(body, &whole) == nil {
		if plain, err := json.Marshal(whole); err == nil {
			body = plain
		}
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// again looks whether the answers are here. Amended ones take the place of those
// with their identifier.
func (b *Brought) again(r db.Reader, personID string, h questionnaire.Heading) error {
	if ours, err := GetAnswered(r, personID, h.Ours); err == nil && ours.Out.Stands() {
		return refuse("These answers are here already: they were given on " + ours.Day().Long() + " and written as a file from this record")
	}
	known, err := asking.Known(r, personID, b.Edition.what(), b.From)
	if err != nil || len(known) == 0 {
		return err
	}
	if h.Status == "amended" && known[0].Content != b.From.Content {
		b.Amends = &known[0]
		return nil
	}
	return refuse("These answers are here already, taken in on " + dates.Of(known[0].FinishedAt).Long() + ". Nothing was kept twice")
}

// carry reads the answers themselves.
func (b *Brought) carry(body []byte, r db.Reader) error {
	f := b.Edition.Form
	answers, lost, err := questionnaire.ReadResponse(f, body)
	if err != nil {
		return refuse(err.Error())
	}
	day := b.From.AnsweredOn
	if day.IsZero() {
		day = dates.Of(r.Now())
	}
	filling, photos := form.Fill(f, answers, day).WithoutPhotographs()
	for _, path := range photos {
		lost = append(lost, form.Lost{Where: path, What: "The photograph. Pictures are not taken in from a file; add it to the answers once they are kept"})
	}
	for _, path := range filling.Unasked() {
		lost = append(lost, form.Lost{Where: path, What: "The answer: after the others this is not asked"})
	}
	b.Filling, b.Lost = filling, lost
	finished, faults := filling.Finish()
	switch {
	case !says(f, finished):
		return refuse("Nothing in this file can be carried: it answers no question of the form")
	case len(faults) > 0:
		return refuse("The answers do not fit the form. " + b.faultWords(faults[0]))
	}
	return nil
}

// faultWords say at which question answers do not fit, and what stood there
// instead of an answer to it.
func (b *Brought) faultWords(fault form.Fault) string {
	asks := fault.Path
	if step, ok := b.Filling.Step(fault.Path); ok {
		asks = b.Filling.Label(step, b.Edition.Form.Main())
	}
	words := "“" + asks + "”: "
	for _, l := range b.Lost {
		if l.Where == fault.Path {
			return words + l.What
		}
	}
	return words + fault.Words
}

// says whether anything was answered, if only why not, but for photographs.
func says(f form.Form, answers form.Answers) bool {
	for i := range f.All() {
		if i.Kind != form.Photo && i.Kind != form.Calculation && answers[i.Name].Given() {
			return true
		}
	}
	return false
}

// Bring keeps answers that were given in another system. *db.Invalid as for Look,
// with the field "sure" where something has to be confirmed and was not, and
// "day" where the file does not say when they were given.
func Bring(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, formID string, body []byte, c Confirmed) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			b, err := Look(tx, by, personID, formID, body)
			if err != nil {
				return "", err
			}
			return b.keep(tx, by, personID, c)
		})
		return err
	})
	return id, err
}

func (b Brought) keep(tx *db.Tx, by access.Actor, personID string, c Confirmed) (string, error) {
	if err := b.confirm(tx, personID, c); err != nil {
		return "", err
	}
	if b.Amends != nil {
		later, err := b.Amends.Correct(tx, by, b.Filling, b.From, "Amended in the other system")
		if err != nil {
			return "", inFile(err)
		}
		return later.ID, audit.Change(tx, by.Audit(), "form.corrected", personID, "asking", later.ID)
	}
	a, err := asking.Bring(tx, by, personID, b.Edition.what(), b.From, b.Filling)
	if err != nil {
		return "", inFile(err)
	}
	return a.ID, audit.Change(tx, by.Audit(), "form.brought", personID, "asking", a.ID)
}

func (b *Brought) confirm(tx *db.Tx, personID string, c Confirmed) error {
	var bad db.Invalid
	if len(b.Unsure) > 0 && !c.Sure {
		bad.Add("sure", "Say that you have checked it, or do not keep the answers")
	}
	if b.From.AnsweredOn.IsZero() {
		person, err := people.Unscoped(tx, personID)
		if err != nil {
			return err
		}
		if c.Day.IsZero() || dayFault(c.Day, person, dates.Of(tx.Now())) != "" {
			bad.Add("day", "Enter the day of the answers: today or earlier")
		}
		b.From.AnsweredOn = c.Day
		b.Filling = form.Fill(b.Edition.Form, b.Filling.Answers, c.Day)
	}
	return bad.Err()
}

// inFile says of the file what is wrong with an answer in it.
func inFile(err error) error {
	if bad, invalid := errors.AsType[*db.Invalid](err); invalid {
		return refuse("The answers do not fit the form. " + bad.Fields[0].Field + ": " + bad.Fields[0].Message)
	}
	return err
}
