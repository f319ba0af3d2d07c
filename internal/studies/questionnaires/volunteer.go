package questionnaires

import (
	"context"
	"encoding/json"
	"errors"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
)

// Volunteer is somebody who opted in to an interview, under their study number.
type Volunteer struct {
	participants.Participant
	Traits map[string]string // question to code of the answer, of those that the study declared
	Day    dates.Date
}

// Volunteers lists who opted in, by study number, for those who meet people or read what
// was collected.
func Volunteers(r db.Reader, s studies.Seat, id string) ([]Volunteer, error) {
	duty := studies.Meet
	if !s.Has(duty) {
		duty = studies.Read
	}
	people, err := participants.List(r, s, duty, participants.Filter{Source: participants.FromQuestionnaire})
	if err != nil {
		return nil, err
	}
	known := make(map[string]participants.Participant, len(people))
	for _, p := range people {
		known[p.ID] = p
	}
	all, err := db.List(r, func(row db.Scanner) (v Volunteer, err error) {
		var traits string
		if err = row.Scan(&v.ID, &traits, &v.Day); err != nil {
			return v, err
		}
		return v, json.Unmarshal([]byte(traits), &v.Traits)
	}, `SELECT v.participant_id, v.traits, v.day FROM study_volunteers v WHERE v.questionnaire_id = $1`, id)
	var reached []Volunteer
	for _, v := range all {
		if p, there := known[v.ID]; there {
			v.Participant = p
			reached = append(reached, v)
		}
	}
	return reached, err
}

// Offer is the question at the end: may we invite you to an interview?
type Offer struct {
	Questionnaire
	Study studies.Study
	asked asking.Asking
}

// OfferTo is what whoever finished a questionnaire is asked at the end, by the link by
// which they answered. db.ErrNotFound where nothing is asked, or not any more.
func OfferTo(r db.Reader, token string) (o Offer, err error) {
	link, err := links.Find(r, token)
	if err != nil && !errors.Is(err, links.ErrEnded) {
		return o, err
	}
	if o.asked, err = asking.OfLink(r, link.ID); err != nil {
		return o, err
	}
	return offerOf(r, o.asked)
}

func offerOf(r db.Reader, a asking.Asking) (o Offer, err error) {
	o.asked = a
	id, err := db.One(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, `SELECT questionnaire_id FROM study_responses WHERE asking_id = $1 AND NOT offered`, a.ID)
	if err != nil {
		return o, err
	}
	if o.Questionnaire, err = unscoped(r, id); err != nil {
		return o, err
	}
	if !o.OptIn || !a.Finished() || r.Now().After(o.Last()) {
		return o, db.ErrNotFound
	}
	o.Study, err = studies.Unscoped(r, o.StudyID)
	return o, err
}

// GoAlong is the questions whose answers go along with an opt-in, in the words in which
// they were asked.
func (o Offer) GoAlong(r db.Reader) (asked []string, err error) {
	f, err := o.Form(r)
	if err != nil {
		return nil, err
	}
	for _, name := range o.Traits {
		if i, there := f.Item(name); there {
			asked = append(asked, f.In(i.Label, f.Main()))
		}
	}
	return asked, nil
}

// IsAsked reports whether whoever finished an asking is asked about an interview.
func IsAsked(r db.Reader, a asking.Asking) (bool, error) {
	_, err := offerOf(r, a)
	if errors.Is(err, db.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// OptIn makes a participant of whoever says that they may be invited, with how to reach
// them. Of their answers only the declared traits go along, and nothing says which
// answers are theirs. *db.Invalid as participants.PutContact.
func OptIn(ctx context.Context, d *db.DB, key once.Key, token string, c participants.Contact) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		o, err := OfferTo(tx, token)
		if err != nil {
			return err
		}
		self := studies.Seat{Study: o.Study, By: access.Actor{AccountID: "link:questionnaire", Name: "The participant, by their link"}}
		id, err := participants.Volunteer(tx, self, o.OptInAs)
		if err != nil {
			return err
		}
		if err := participants.PutContact(tx, self, id, c); err != nil {
			return err
		}
		return o.keep(tx, id)
	})
}

func (o Offer) keep(tx *db.Tx, participantID string) error {
	traits := make(map[string]string)
	for _, name := range o.Traits {
		if a := o.asked.Answers[name]; a.Text != "" {
			traits[name] = a.Text
		}
	}
	body, err := json.Marshal(traits)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO study_volunteers (participant_id, questionnaire_id, traits, day) VALUES ($1, $2, $3, $4)`, participantID, o.Questionnaire.ID, string(body), dates.Of(tx.Now())); err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE study_responses SET offered = TRUE WHERE asking_id = $1`, o.asked.ID)
	return err
}
