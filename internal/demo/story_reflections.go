package demo

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/reflections"
)

var boundariesOfTeams = []string{
	"No lifts in our own cars; we go along on the bus.",
	"We finish at 6pm. A call after that is for the area's crisis numbers.",
	"We help to fill in forms and do not sign them.",
}

// privateNote is what a link worker keeps for themselves.
type privateNote struct {
	kinds   []string
	words   string
	past    int // number of the boundary it leant past, 0 for none
	brought bool
	answer  string
}

var notesOfWorkers = []privateNote{
	{kinds: []string{"longer"}, words: "The letter had come that morning. Half an hour would have been unkind.", past: 2, brought: true, answer: "You were right to stay. Shall we look at your Thursdays, so that there is room for that?"},
	{kinds: []string{"elsewhere"}, words: "Met on the bench by the allotments. They talk there and not at the surgery."},
	{kinds: []string{"bent-form", "spoke-up"}, words: "Wrote more in the box than it asks for, because the box asks the wrong thing.", brought: true},
	{kinds: []string{"longer", "went-along"}, words: "", past: 2},
}

// reflect lets the teams write their boundaries and the workers keep notes.
func (b *builder) reflect() error {
	for _, t := range b.teams {
		b.clock.Set(b.now.AddDate(0, -6, 0))
		for _, words := range boundariesOfTeams {
			if err := reflections.Agree(b.ctx, b.db, t.Manager, none, "", words); err != nil {
				return err
			}
		}
		var lines []reflections.Boundary
		if err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) { lines, err = reflections.Boundaries(r, t.ID); return }); err != nil {
			return err
		}
		for _, worker := range t.Workers {
			for i, n := range notesOfWorkers {
				b.clock.Set(b.today.AddDays(-3*(len(notesOfWorkers)-i)).NextWorkingDay().At(16, 40))
				if err := b.keepNote(t, worker, n, lines); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (b *builder) keepNote(t team, worker access.Actor, n privateNote, lines []reflections.Boundary) error {
	note := reflections.Reflection{Kinds: n.kinds, Words: n.words}
	if n.past > 0 {
		note.BoundaryID = lines[n.past-1].Line
	}
	id, err := reflections.Note(b.ctx, b.db, worker, none, note)
	if err != nil || !n.brought {
		return err
	}
	if err := reflections.Bring(b.ctx, b.db, worker, none, id); err != nil || n.answer == "" {
		return err
	}
	return reflections.Answer(b.ctx, b.db, t.Manager, none, id, 2, n.answer)
}
