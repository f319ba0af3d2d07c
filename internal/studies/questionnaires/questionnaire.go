package questionnaires

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/formula"
	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
)

// State is where a questionnaire stands.
type State string

// The states, in order.
const (
	Draft  State = "draft"
	Test   State = "test"
	Open   State = "open"
	Closed State = "closed"
)

// States lists all states in order.
var States = []State{Draft, Test, Open, Closed}

// Words says a state to a reader.
func (s State) Words() string {
	return map[State]string{Draft: "Draft", Test: "Test", Open: "Open", Closed: "Closed"}[s]
}

// Questionnaire is a form of a study, with when and to whom it is open.
type Questionnaire struct {
	ID, StudyID, FormID string
	State               State
	Edition             int // of the form that is asked; 0 in draft
	OpensOn, ClosesOn   dates.Date
	Grace               int    // days in which those part-way can finish
	Eligible            string // formula over the answers, "" for everybody
	OptIn               bool   // asks at the end whether they may be invited to an interview
	OptInAs             studies.Kind
	Traits              []string // names of questions that go along with an opt-in
	Notes               []Note
	OpenedAt, ClosedAt  time.Time
	Version             int
	Audience            Audience
	Who                 studies.Kind // of participants; "" for all kinds
	Waves               []string     // in which participants are asked, by id
	Title               string       // of the form
}

// Note is a correction of words after opening.
type Note struct {
	Edition int        `json:"edition"`
	Words   string     `json:"words"`
	On      dates.Date `json:"on"`
	By      string     `json:"by"`
}

const columns = `SELECT q.id, q.study_id, q.form_id, q.state, q.edition, q.opens_on, q.closes_on, q.grace, q.eligible, q.opt_in, q.opt_in_as, q.traits, q.notes, q.opened_at, q.closed_at, q.version, q.audience, q.who FROM study_questionnaires q`

func scan(s db.Scanner) (q Questionnaire, err error) {
	var traits, notes string
	if err = s.Scan(&q.ID, &q.StudyID, &q.FormID, &q.State, &q.Edition, &q.OpensOn, &q.ClosesOn, &q.Grace, &q.Eligible, &q.OptIn, &q.OptInAs, &traits, &notes, db.At(&q.OpenedAt), db.At(&q.ClosedAt), &q.Version, &q.Audience, &q.Who); err != nil {
		return q, err
	}
	return q, errors.Join(json.Unmarshal([]byte(traits), &q.Traits), json.Unmarshal([]byte(notes), &q.Notes))
}

// List is the questionnaires of a study, the first to be made first.
func List(r db.Reader, s studies.Seat) ([]Questionnaire, error) {
	all, err := db.List(r, scan, columns+` WHERE q.study_id = $1 ORDER BY q.id`, s.Study.ID)
	for i := range all {
		if err == nil {
			err = all[i].rest(r)
		}
	}
	return all, err
}

// rest reads what stands in other tables: the title and the waves.
func (q *Questionnaire) rest(r db.Reader) (err error) {
	if q.Title, err = forms.TitleOf(r, q.FormID); err == nil && q.Numbered() {
		q.Waves, err = wavesOf(r, q.ID)
	}
	return err
}

// Get is one questionnaire of the seat's study; else db.ErrNotFound.
func Get(r db.Reader, s studies.Seat, id string) (Questionnaire, error) {
	q, err := unscoped(r, id)
	if err == nil && q.StudyID != s.Study.ID {
		err = db.ErrNotFound
	}
	if err != nil {
		return Questionnaire{}, err
	}
	return q, nil
}

func unscoped(r db.Reader, id string) (Questionnaire, error) {
	q, err := db.One(r, scan, columns+` WHERE q.id = $1`, id)
	if err == nil {
		err = q.rest(r)
	}
	return q, err
}

// Form is what is asked: the edition that is locked, or the draft.
func (q Questionnaire) Form(r db.Reader) (form.Form, error) {
	if q.Edition == 0 {
		return form.Form{}, db.ErrNotFound
	}
	e, err := forms.GetEdition(r, q.FormID, q.Edition)
	return e.Form, err
}

// Last is the moment until which an answer can be finished: the end of the last day, or
// of its grace.
func (q Questionnaire) Last() time.Time {
	if !q.ClosedAt.IsZero() {
		return dates.Of(q.ClosedAt).AddDays(q.Grace+1).At(0, 0)
	}
	return q.ClosesOn.AddDays(q.Grace+1).At(0, 0)
}

// LetsIn reports whether somebody can begin now.
func (q Questionnaire) LetsIn(now time.Time) bool {
	today := dates.Of(now)
	switch q.State {
	case Test:
		return true
	case Open:
		return !today.Before(q.OpensOn) && !today.After(q.ClosesOn)
	}
	return false
}

// Begin makes a questionnaire with a form of its own, which the leads make next.
// *db.Invalid with the field "title".
func Begin(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, title string) (id string, err error) {
	return studies.Act(ctx, d, by, key, studyID, studies.Lead, "questionnaire.begun", func(tx *db.Tx, _ studies.Seat) (string, error) {
		return add(tx, by, studyID, form.Form{Title: form.Say("en", title)})
	})
}

// Bring makes a questionnaire of a form that there is.
func Bring(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, f form.Form) (id string, err error) {
	return studies.Act(ctx, d, by, key, studyID, studies.Lead, "questionnaire.begun", func(tx *db.Tx, _ studies.Seat) (string, error) {
		return add(tx, by, studyID, f)
	})
}

func add(tx *db.Tx, by access.Actor, studyID string, f form.Form) (id string, err error) {
	formID, err := forms.CreateFor(tx, by, studyID, f)
	if err != nil {
		return "", err
	}
	id = tx.NewID()
	_, err = tx.Exec(`INSERT INTO study_questionnaires (id, study_id, form_id, state, edition, grace, eligible, opt_in, opt_in_as, traits, notes) VALUES ($1, $2, $3, 'draft', 0, 3, '', FALSE, '', '[]', '[]')`, id, studyID, formID)
	return id, err
}

// Settings are what is set of a questionnaire. After opening only the last day and the
// grace can still change.
type Settings struct {
	Audience          Audience
	Who               studies.Kind // of participants; "" for all kinds
	Waves             []string     // in which participants are asked
	OpensOn, ClosesOn dates.Date
	Grace             int
	Eligible          string
	OptIn             bool
	OptInAs           studies.Kind
	Traits            []string
}

// Set saves the settings. *db.Invalid with the fields "audience", "who", "waves",
// "opens", "closes", "grace", "eligible", "opt_in_as" or "traits"; db.ErrConflict if
// somebody saved first.
func Set(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, x Settings) error {
	return change(ctx, d, by, key, studyID, id, version, "questionnaire.set", func(tx *db.Tx, s studies.Seat, q Questionnaire) error {
		waves, err := fieldwork.Waves(tx, s)
		if err != nil {
			return err
		}
		if err := x.check(q, waves); err != nil {
			return err
		}
		if q.State == Open {
			_, err := tx.Exec(`UPDATE study_questionnaires SET closes_on = $2, grace = $3 WHERE id = $1`, id, x.ClosesOn, x.Grace)
			return err
		}
		traits, err := json.Marshal(slices.Clip(x.Traits))
		if err != nil {
			return err
		}
		if x.Traits == nil {
			traits = []byte("[]")
		}
		_, err = tx.Exec(`UPDATE study_questionnaires SET opens_on = $2, closes_on = $3, grace = $4, eligible = $5, opt_in = $6, opt_in_as = $7, traits = $8, audience = $9, who = $10 WHERE id = $1`,
			id, x.OpensOn, x.ClosesOn, x.Grace, x.Eligible, x.OptIn, x.OptInAs, string(traits), x.Audience, x.Who)
		if err != nil {
			return err
		}
		return putWaves(tx, id, x.Waves)
	})
}

func (x *Settings) check(q Questionnaire, waves []fieldwork.Wave) error {
	var bad db.Invalid
	if q.State != Open { // whom it is for is locked then
		x.checkAudience(waves, &bad)
	}
	if q.State == Closed {
		return db.ErrConflict
	}
	switch {
	case x.OpensOn.IsZero() != x.ClosesOn.IsZero():
		bad.Add("closes", "Enter the first and the last day")
	case x.ClosesOn.Before(x.OpensOn):
		bad.Add("closes", "The last day must be the first day or later")
	}
	if x.Grace < 0 || x.Grace > 60 {
		bad.Add("grace", "Enter days from 0 to 60")
	}
	bad.Trim("eligible", &x.Eligible, 2000, "")
	if x.Eligible != "" {
		if _, err := formula.Read(x.Eligible); err != nil {
			bad.Add("eligible", "This formula cannot be read: "+err.Error())
		}
	}
	if x.OptIn && x.OptInAs.Words() == "" {
		bad.Add("opt_in_as", "Choose as what they would take part in the interview")
	}
	return bad.Err()
}

// change is an act of a lead on a questionnaire that nobody changed meanwhile.
func change(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, what string, act func(*db.Tx, studies.Seat, Questionnaire) error) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Lead, what, func(tx *db.Tx, s studies.Seat) (string, error) {
		q, err := Get(tx, s, id)
		if err != nil {
			return "", err
		}
		if q.Version != version {
			return "", db.ErrConflict
		}
		if err := act(tx, s, q); err != nil {
			return "", err
		}
		_, err = tx.Exec(`UPDATE study_questionnaires SET version = version + 1 WHERE id = $1`, id)
		return id, err
	})
	return err
}
