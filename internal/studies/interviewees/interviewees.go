// Package interviewees is whom a study interviews of those who opted in at the end of a
// questionnaire: how many of which kind are wanted, who was chosen, and why.
//
// The rule that suggests is package sampling; people decide, and each decision keeps its
// reason. Candidates stand here by study number and by the traits that went along with
// their opt-in; whether they said no since is read from the recruitment log.
package interviewees

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/forms/form"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/studies/sampling"
)

// Frame is what is wanted.
type Frame struct {
	Wanted  []sampling.Wanted
	About   int
	Seed    string
	Version int // 0 until it was set
}

// usualAbout is how many interviews one begins with planning.
const usualAbout = 20

// FrameOf is what is wanted of a questionnaire's volunteers. Until somebody has set it,
// about 20 are, and nobody in particular.
func FrameOf(r db.Reader, q questionnaires.Questionnaire) (f Frame, err error) {
	var wanted string
	err = r.QueryRow(`SELECT wanted, about, seed, version FROM study_frames WHERE questionnaire_id = $1`, q.ID).Scan(&wanted, &f.About, &f.Seed, &f.Version)
	if errors.Is(err, db.ErrNotFound) {
		return Frame{About: usualAbout}, nil
	}
	if err != nil {
		return f, err
	}
	return f, json.Unmarshal([]byte(wanted), &f.Wanted)
}

// SetFrame says how many are wanted. The seed of the lot is drawn the first time and stays.
// *db.Invalid with the fields "about" or "wanted"; db.ErrConflict if somebody saved first.
func SetFrame(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, questionnaireID string, x Frame) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Lead, "sample.wanted", func(tx *db.Tx, s studies.Seat) (string, error) {
		q, err := questionnaires.Get(tx, s, questionnaireID)
		if err != nil {
			return "", err
		}
		if x.About < 1 || x.About > 10_000 {
			return "", db.Fault("about", "Enter about how many interviews are wanted")
		}
		dimensions, err := Dimensions(tx, q)
		if err != nil {
			return "", err
		}
		if _, err := (sampling.Frame{Dimensions: dimensions, Wanted: x.Wanted, About: x.About}).Of(nil, nil); err != nil {
			return "", db.Fault("wanted", err.Error())
		}
		before, err := FrameOf(tx, q)
		if err != nil {
			return "", err
		}
		if before.Version != x.Version {
			return "", db.ErrConflict
		}
		seed := before.Seed
		if seed == "" {
			seed = rand.Text()[:12]
		}
		wanted, err := json.Marshal(x.Wanted)
		if err != nil {
			return "", err
		}
		_, err = tx.Exec(`INSERT INTO study_frames (questionnaire_id, wanted, about, seed, version) VALUES ($1, $2, $3, $4, 1)
			ON CONFLICT (questionnaire_id) DO UPDATE SET wanted = excluded.wanted, about = excluded.about, version = study_frames.version + 1`, questionnaireID, string(wanted), x.About, seed)
		return questionnaireID, err
	})
	return err
}

// Dimensions are what the volunteers of a questionnaire can vary by: the questions that go
// along with an opt-in, with their choices.
func Dimensions(r db.Reader, q questionnaires.Questionnaire) (all []sampling.Dimension, err error) {
	f, err := q.Form(r)
	if errors.Is(err, db.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, name := range q.Traits {
		item, there := f.Item(name)
		if !there || item.Kind != form.Single {
			continue
		}
		d := sampling.Dimension{Name: name, Label: f.In(item.Label, f.Main())}
		for _, c := range item.Choices {
			d.Values = append(d.Values, sampling.Value{Name: c.Code, Label: f.In(c.Label, f.Main())})
		}
		all = append(all, d)
	}
	return all, nil
}

// Pool is the volunteers of a questionnaire, with what was decided.
type Pool struct {
	Frame      Frame
	Dimensions []sampling.Dimension
	Volunteers map[string]questionnaires.Volunteer // by study number
	Choices    []sampling.Choice                   // in the order of time
	Sample     *sampling.Sample
}

// PoolOf reads the pool, for those who meet people or read what was collected.
func PoolOf(r db.Reader, s studies.Seat, q questionnaires.Questionnaire) (p Pool, err error) {
	if !s.Any(studies.Meet, studies.Read) {
		return p, db.ErrNotFound
	}
	if p.Frame, err = FrameOf(r, q); err != nil {
		return p, err
	}
	if p.Dimensions, err = Dimensions(r, q); err != nil {
		return p, err
	}
	volunteers, err := questionnaires.Volunteers(r, s, q.ID)
	if err != nil {
		return p, err
	}
	p.Volunteers = make(map[string]questionnaires.Volunteer, len(volunteers))
	numbers := make(map[string]string, len(volunteers))
	var candidates []sampling.Candidate
	for _, v := range volunteers {
		p.Volunteers[v.Number], numbers[v.ID] = v, v.Number
		c := sampling.Candidate{Number: v.Number}
		for _, d := range p.Dimensions {
			c.Values = append(c.Values, v.Traits[d.Name])
		}
		candidates = append(candidates, c)
	}
	if p.Choices, err = choices(r, q.ID, numbers); err != nil {
		return p, err
	}
	for _, v := range volunteers {
		if state := left(v.Lost); state != sampling.Free {
			p.Choices = append(p.Choices, sampling.Choice{Number: v.Number, State: state, Reason: v.Lost.Words()})
		}
	}
	p.Sample, err = sampling.Frame{Dimensions: p.Dimensions, Wanted: p.Frame.Wanted, About: p.Frame.About}.Of(candidates, p.Choices)
	return p, err
}

// left is what the log says of somebody who goes no further.
func left(lost participants.Reason) sampling.State {
	switch lost {
	case "":
		return sampling.Free
	case participants.Withdrew:
		return sampling.Withdrawn
	}
	return sampling.Declined
}

func choices(r db.Reader, questionnaireID string, numbers map[string]string) (all []sampling.Choice, err error) {
	list, err := db.List(r, func(row db.Scanner) (c sampling.Choice, err error) {
		err = row.Scan(&c.Number, &c.State, &c.Reason)
		return
	}, `SELECT participant_id, state, reason FROM study_choices WHERE questionnaire_id = $1 ORDER BY at, id`, questionnaireID)
	for _, c := range list {
		if number, known := numbers[c.Number]; known {
			c.Number = number
			all = append(all, c)
		}
	}
	return all, err
}

// Choose keeps a decision about a volunteer, by their study number, with its reason.
// *db.Invalid with the fields "state" or "reason"; db.ErrNotFound for nobody who opted in.
func Choose(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, questionnaireID string, c sampling.Choice) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "sample.chosen", func(tx *db.Tx, s studies.Seat) (string, error) {
		c := c
		q, err := questionnaires.Get(tx, s, questionnaireID)
		if err != nil {
			return "", err
		}
		p, err := PoolOf(tx, s, q)
		if err != nil {
			return "", err
		}
		v, there := p.Volunteers[c.Number]
		if !there {
			return "", db.ErrNotFound
		}
		var bad db.Invalid
		if c.State != sampling.Chosen && c.State != sampling.Reserve && c.State != sampling.NotNow && c.State != sampling.Free {
			bad.Add("state", "Choose what is decided")
		}
		bad.Trim("reason", &c.Reason, 500, "Say why")
		if c.State == sampling.Chosen && !v.Going() {
			bad.Add("state", "They went no further: "+v.Lost.Words())
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err = tx.Exec(`INSERT INTO study_choices (id, questionnaire_id, participant_id, state, reason, at, by_name) VALUES ($1, $2, $3, $4, $5, $6, $7)`, id, questionnaireID, v.ID, c.State, c.Reason, db.Ms(tx.Now()), by.Name)
		return id, err
	})
	return err
}
