package demo

import (
	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/correspondence"
	"linkwork/internal/db"
	"linkwork/internal/people"
)

// written is how many people of each worker have been written to.
const written = 10

// writeLetters lets teams keep a template of their own and workers write to
// people and about them, and mind how one of them may be reached.
func (b *builder) writeLetters() error {
	b.clock.Set(b.today.AddDays(-1).At(16, 50))
	for _, t := range b.teams {
		walk := correspondence.Template{Name: "Walk on Thursday", Audience: correspondence.ForPerson,
			Words: "Dear {name},\n\nWe walk on Thursday at 10am, from the harbour steps. Come if you like.\n\n{worker}", Easy: "Dear {name},\n\nWe walk on Thursday.\nWe start at 10am.\nWe meet at the harbour steps.\nYou can come.\n\nFrom {worker}"}
		if _, err := correspondence.Keep(b.ctx, b.db, t.Manager, none, correspondence.Shelf{TeamID: t.ID}, walk); err != nil {
			return err
		}
		for _, worker := range t.Workers {
			if err := b.writeFor(worker); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *builder) writeFor(worker access.Actor) error {
	var load casework.Caseload
	err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) {
		load, err = casework.List(r, worker, casework.Mine, "", written)
		return err
	})
	if err != nil {
		return err
	}
	house := correspondence.House{BaseURL: b.base, Texts: true, Mail: true}
	for i, row := range load.Rows {
		draft := correspondence.Draft{PersonID: row.PersonID, Audience: correspondence.ForPerson, Way: people.ByText, Words: "I will ring on Thursday at 10am, as we agreed.\n" + worker.Name}
		if _, err := correspondence.Write(b.ctx, b.db, worker, none, house, draft); err != nil {
			return err
		}
		if err := b.writeToPractice(worker, row.PersonID); err != nil {
			return err
		}
		if i == 1 {
			if err := b.mind(worker, row.PersonID); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeToPractice lays a letter ready to print, where the person's practice is
// known and they did not say no.
func (b *builder) writeToPractice(worker access.Actor, person string) error {
	draft := correspondence.Draft{PersonID: person, Way: people.ByLetter, Template: "tried-practice"}
	err := b.read(func(r *db.Snapshot) error {
		all, err := correspondence.Recipients(r, worker, person)
		if err != nil {
			return err
		}
		for _, to := range all {
			if to.Audience == correspondence.ForPractice && to.Not == "" {
				draft.Audience, draft.ToID = to.Audience, to.ID
				draft.Words, _, err = correspondence.Fill(r, worker, person, to.Audience, to.ID, draft.Template, correspondence.Plain)
			}
		}
		return err
	})
	if err != nil || draft.ToID == "" {
		return err
	}
	_, err = correspondence.Write(b.ctx, b.db, worker, none, correspondence.House{}, draft)
	return err
}

func (b *builder) read(do func(r *db.Snapshot) error) error { return b.db.Read(b.ctx, do) }

// mind writes down what to mind about somebody whose phone is not theirs alone.
func (b *builder) mind(worker access.Actor, person string) error {
	var p people.Person
	if err := b.read(func(r *db.Snapshot) (err error) { p, err = people.Get(r, worker, person); return }); err != nil {
		return err
	}
	_, err := casework.MindSafety(b.ctx, b.db, worker, none, person, people.Safety{NoText: true, Times: "Tuesday and Thursday mornings", ReadBy: "a relative reads the texts"}, people.VoicemailNo, p.Version)
	return err
}
