package demo

import (
	"errors"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/studies"
	"linkwork/internal/studies/questionnaires"
)

// welcomeForm is made up: no instrument that somebody has to give permission for.
func welcomeForm() form.Form {
	scale := func(name, label, low, high string) form.Item {
		least, most := 0.0, 10.0
		return form.Item{Name: name, Kind: form.Scale, Label: form.Say("en", label), Min: &least, Max: &most, Low: form.Say("en", low), High: form.Say("en", high), Whole: true, Required: true, MayDecline: true}
	}
	return form.Form{Title: form.Say("en", "How things are"), Languages: []string{"en"}, Intro: form.Say("en", "Four questions about the last two weeks. It takes about 3 minutes."), Thanks: form.Say("en", "Thank you for telling us how things are."),
		Items: []form.Item{
			scale("company", "How much of the company that you want did you have?", "None of it", "All of it"),
			scale("manage", "How well did you manage from day to day?", "Not at all", "Completely"),
			scale("hope", "How hopeful are you about the next months?", "Not at all", "Completely"),
			{Name: "words", Kind: form.Text, Label: form.Say("en", "Is there anything that you would like to tell us?"), Long: true},
		}}
}

// askHowThingsAre opens a questionnaire that participants answer under their study
// numbers, soon after the first talk and again in the later wave.
func (s *welcomeStudy) askHowThingsAre() (err error) {
	lead := s.research.Chief
	if s.questionnaire, err = questionnaires.Bring(s.ctx, s.db, lead, none, s.id, welcomeForm()); err != nil {
		return err
	}
	var q questionnaires.Questionnaire
	err = s.db.Read(s.ctx, func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, lead, s.id, studies.Lead)
		if err == nil {
			q, err = questionnaires.Get(r, seat, s.questionnaire)
		}
		return err
	})
	if err != nil {
		return err
	}
	x := questionnaires.Settings{Audience: questionnaires.Participants, Who: studies.Patient, Waves: []string{s.first, s.late}, OpensOn: dates.Of(s.clock.Now()), ClosesOn: s.today.AddDays(380), Grace: 3}
	return errors.Join(
		forms.Publish(s.ctx, s.db, lead, none, q.FormID, 1),
		questionnaires.Set(s.ctx, s.db, lead, none, s.id, q.ID, 1, x),
		questionnaires.ToTest(s.ctx, s.db, lead, none, s.id, q.ID, 2),
		questionnaires.ToOpen(s.ctx, s.db, lead, none, s.id, q.ID, 3))
}

// answers tells how somebody answered after their first talk. A few have the link and have
// not answered, or were not asked yet.
func (s *welcomeStudy) answers(i int, participantID string, day dates.Date) error {
	field := s.research.Field
	switch {
	case i == 13:
		return nil
	case i == 12:
		return questionnaires.Ask(s.ctx, s.db, field, none, s.id, s.questionnaire, s.first, participantID, questionnaires.Ways{BaseURL: s.base, Texts: true})
	}
	how, on := questionnaires.Together, dates.Date{}
	if i%5 == 1 {
		how, on = questionnaires.OnPaper, day
	}
	token, err := questionnaires.Fill(s.ctx, s.db, field, none, s.id, s.questionnaire, s.first, participantID, how, on)
	if err != nil {
		return err
	}
	link, err := s.linkOf(token)
	if err != nil {
		return err
	}
	say := func(n int) form.Given { return form.Given{Values: []string{string(rune('0' + n%10))}} }
	said := map[string]form.Given{"company": say(i*3 + 2), "manage": say(i*5 + 4), "hope": say(i*7 + 3)}
	if i == 3 {
		said["words"] = form.Given{Values: []string{"The bus does not come on Sundays."}}
	}
	if err := forms.TakeAll(s.ctx, s.db, link, said); err != nil {
		return err
	}
	return questionnaires.Finish(s.ctx, s.db, link)
}
