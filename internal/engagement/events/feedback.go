package events

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/asking"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/studies"
)

// Purpose is what feedback is for.
type Purpose string

// The purposes.
const (
	Evaluation Purpose = "evaluation"
	Research   Purpose = "research"
)

// Words says a purpose to a reader.
func (p Purpose) Words() string {
	return map[Purpose]string{Evaluation: "Evaluation", Research: "Research"}[p]
}

// Says tells whoever is asked what becomes of their answers, and who reads them.
func (e Event) Says(by Holder) string {
	switch {
	case !e.Exchange():
		return "This is feedback to " + by.Name + ", to make its events better. It is evaluation, not research. Where few people came, somebody may guess who wrote what."
	case e.Purpose == Research:
		return "This is research. Your answers become part of what the study collects. They may be analysed, and quoted without your name, in what it publishes."
	}
	return "This is evaluation, not research. We use your answers to make our events better and to tell how this one went. They are no part of what the study collects."
}

// Answer is what somebody made of a finding.
type Answer string

// The answers.
const (
	Agrees     Answer = "agrees"
	Partly     Answer = "partly"
	Challenges Answer = "challenges"
	Unsure     Answer = "unsure"
)

// Answers lists all answers in the order in which they are offered.
var Answers = []Answer{Agrees, Partly, Challenges, Unsure}

// Words says an answer.
func (a Answer) Words() string {
	return map[Answer]string{Agrees: "It fits what I know", Partly: "It fits in part", Challenges: "It does not fit what I know", Unsure: "I cannot say"}[a]
}

// MakeFeedback makes the form of an event's feedback, which asks about each finding that is
// shown there. Afterwards the findings stay as they are. Only a study asks for research.
// *db.Invalid with the field "purpose"; db.ErrConflict where there is a form already.
func MakeFeedback(ctx context.Context, d *db.DB, in Entrance, key once.Key, id string, version int, p Purpose) error {
	return change(ctx, d, in, key, id, version, "exchange.feedback-made", func(tx *db.Tx, h Host, e Event) error {
		if p.Words() == "" || p == Research && !e.Exchange() {
			return db.Fault("purpose", "Choose whether it is evaluation or research")
		}
		if e.FormID != "" || e.State == Cancelled {
			return db.ErrConflict
		}
		by, err := e.holder(tx)
		if err != nil {
			return err
		}
		e.Purpose = p
		x, err := forms.Issue(tx, h.by.Name, e.StudyID, e.questions(by))
		if err != nil {
			return err
		}
		_, err = tx.Exec(`UPDATE events SET form_id = $2, edition = $3, purpose = $4 WHERE id = $1`, e.ID, x.FormID, x.Number, p)
		return err
	})
}

// questions are those of the feedback on an event.
func (e Event) questions(by Holder) form.Form {
	useful, learnt, reach := "How useful was the event to you?", "What do you take away from it?", "the team"
	if !e.Exchange() {
		useful, learnt, reach = "How did you like it?", "What was good about it?", by.Name
	}
	five, one := 5.0, 1.0
	say := func(words string) form.Words { return form.Say("en", words) }
	text := func(name, label string) form.Item {
		return form.Item{Name: name, Kind: form.Text, Label: say(label), Long: true}
	}
	f := form.Form{Title: say("Feedback: " + e.Title), Intro: say(e.Says(by) + " We do not ask your name, and do not keep which answers are yours. You can leave out any question."), Thanks: say("Thank you. Your answers reach " + reach + " without your name."), Languages: []string{"en"},
		Items: []form.Item{{Name: "useful", Kind: form.Scale, Label: say(useful), Min: &one, Max: &five, Low: say("Not at all"), High: say("Very"), MayDecline: true}, text("learnt", learnt)}}
	var choices []form.Choice
	for _, a := range Answers {
		choices = append(choices, form.Choice{Code: string(a), Label: say(a.Words())})
	}
	for i, finding := range e.Findings {
		n := strconv.Itoa(i + 1)
		f.Items = append(f.Items, form.Item{Name: "finding_" + n, Kind: form.Single, Label: say("What do you make of this? “" + finding + "”"), Choices: choices}, text("why_"+n, "What makes you say so?"))
	}
	f.Items = append(f.Items, text("better", "What should we do differently next time?"))
	return f
}

// Asks reports whether the delegate is asked for feedback now: there is a form, and the
// exchange at which they have a place has begun, or the session to which they came is over.
func (o Own) Asks(now time.Time) bool {
	switch {
	case o.Event.FormID == "" || !o.HasPlace():
		return false
	case o.Event.Exchange():
		return o.Event.exchanges(now)
	}
	return o.Came && (o.Event.State == Over || o.Event.State != Cancelled && !now.Before(o.Event.Ends()))
}

// ErrAsked means that a delegate has begun to give feedback.
var ErrAsked = errors.New("events: feedback was begun")

// Begin begins feedback for a delegate who is asked, and returns the token of a link to the
// questions. That they began is kept and nothing joins them to their answers, so the
// link cannot be given again: ErrAsked.
func Begin(ctx context.Context, d *db.DB, key once.Key, token string) (questions string, err error) {
	err = byLink(ctx, d, key, token, "delegate.feedback", func(tx *db.Tx, x *Delegate, e Event) error {
		questions = ""
		if !x.FeedbackAt.IsZero() {
			return ErrAsked
		}
		here, err := came(tx, x.ID)
		if err != nil {
			return err
		}
		if o := (Own{Delegate: *x, Event: e, Came: here}); !o.Asks(tx.Now()) {
			return db.ErrConflict
		}
		by, err := e.holder(tx)
		if err != nil {
			return err
		}
		_, link, err := asking.ArriveUntil(tx, asking.What{Kind: asking.Form, AboutID: e.FormID, Edition: e.Edition}, e.ID, by.Name, "", e.linkEnds())
		if err != nil {
			return err
		}
		questions = link.Token
		_, err = tx.Exec(`UPDATE event_delegates SET feedback_at = $2 WHERE id = $1`, x.ID, db.Ms(tx.Now()))
		return err
	})
	return questions, err
}

// Feedback is what one delegate answered. Nobody knows who.
type Feedback struct {
	ID      string
	Number  int // in the order in which they came
	EventID string
	Answers form.Answers
	Themes  []Theme
}

// Reaction is what somebody made of one finding.
type Reaction struct {
	EventID    string
	FeedbackID string
	Finding    string
	Answer     Answer
	Words      string // why; "" for a seat that does not read words
}

// Theme is a theme that the team put on feedback.
type Theme struct {
	ID, EventID string
	FeedbackID  string
	Theme       string
	PutBy       string
}

func finished(r db.Reader, h Host, e Event) ([]asking.Asking, error) {
	if !h.has(e) {
		return nil, db.ErrNotFound
	}
	if e.FormID == "" {
		return nil, nil
	}
	return asking.Anonymous(r, asking.Form, e.FormID)
}

// reads reports whether whoever came in reads what people wrote: words can name somebody.
func (h Host) reads() bool { return h.runs || h.seat.Has(studies.Read) }

// AllFeedback lists the feedback on an event with what people wrote; for whoever runs it, or
// a seat with studies.Read.
func AllFeedback(r db.Reader, h Host, e Event) (all []Feedback, err error) {
	if !h.reads() {
		return nil, db.ErrNotFound
	}
	given, err := finished(r, h, e)
	if err != nil {
		return nil, err
	}
	themes, err := FeedbackThemes(r, h, e)
	for i, a := range given {
		f := Feedback{ID: a.ID, Number: i + 1, EventID: e.ID, Answers: a.Answers}
		for _, t := range themes {
			if t.FeedbackID == a.ID {
				f.Themes = append(f.Themes, t)
			}
		}
		all = append(all, f)
	}
	return all, err
}

// Reactions lists what people made of each finding, a row for each answer that was given.
// Words are there for a seat with studies.Involve or studies.Read.
func Reactions(r db.Reader, s studies.Seat, e Event) (all []Reaction, err error) {
	h := OfStudy(s)
	given, err := finished(r, h, e)
	for i, finding := range e.Findings {
		n := strconv.Itoa(i + 1)
		for _, a := range given {
			answer := Answer(a.Answers["finding_"+n].Text)
			if answer.Words() == "" {
				continue
			}
			x := Reaction{EventID: e.ID, FeedbackID: a.ID, Finding: finding, Answer: answer}
			if h.reads() {
				x.Words = a.Answers["why_"+n].Text
			}
			all = append(all, x)
		}
	}
	return all, err
}

// FeedbackThemes lists the themes on the feedback of an event, by theme: a row for each
// feedback that has it.
func FeedbackThemes(r db.Reader, h Host, e Event) ([]Theme, error) {
	if !h.has(e) {
		return nil, db.ErrNotFound
	}
	return db.List(r, func(row db.Scanner) (t Theme, err error) {
		err = row.Scan(&t.ID, &t.EventID, &t.FeedbackID, &t.Theme, &t.PutBy)
		return
	}, `SELECT id, event_id, asking_id, theme, put_by FROM event_themes WHERE event_id = $1 ORDER BY lower(theme), put_at, id`, e.ID)
}

// PutTheme puts a theme on feedback. Twice does nothing. *db.Invalid with the field
// "theme".
func PutTheme(ctx context.Context, d *db.DB, in Entrance, key once.Key, id, feedbackID, theme string) error {
	return within(ctx, d, in, key, id, "exchange.theme-put", func(tx *db.Tx, h Host, e Event) error {
		given, err := finished(tx, h, e)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(given, func(a asking.Asking) bool { return a.ID == feedbackID }) {
			return db.ErrNotFound
		}
		theme, err := e.spelt(tx, h, theme)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO event_themes (id, event_id, asking_id, theme, put_by, put_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (asking_id, theme) DO NOTHING`,
			tx.NewID(), e.ID, feedbackID, theme, h.by.Name, db.Ms(tx.Now()))
		return err
	})
}

// spelt is a theme as it is spelt already where the event has it.
func (e Event) spelt(r db.Reader, h Host, theme string) (string, error) {
	var bad db.Invalid
	bad.Trim("theme", &theme, 100, "Enter a theme, like “Time to talk”")
	if err := bad.Err(); err != nil {
		return "", err
	}
	themes, err := FeedbackThemes(r, h, e)
	for _, t := range themes {
		if strings.EqualFold(t.Theme, theme) {
			return t.Theme, err
		}
	}
	return theme, err
}

// TakeTheme takes a theme away again.
func TakeTheme(ctx context.Context, d *db.DB, in Entrance, key once.Key, id, themeID string) error {
	return within(ctx, d, in, key, id, "exchange.theme-taken", func(tx *db.Tx, _ Host, e Event) error {
		return oneOf(tx.Exec(`DELETE FROM event_themes WHERE id = $1 AND event_id = $2`, themeID, e.ID))
	})
}
