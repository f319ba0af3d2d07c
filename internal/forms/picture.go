package forms

import (
	"context"
	"errors"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/forms/form"
	"linkwork/internal/pictures"
)

// PictureOwner is what the photographs of one form in somebody's hands belong to.
func PictureOwner(askingID string) pictures.Owner {
	return pictures.Owner{Kind: "asking", ID: askingID}
}

// TakePicture saves a photograph as the answer to one step, in place of one that
// was there; else as Take.
func TakePicture(ctx context.Context, d *db.DB, linkID, path string, p pictures.Picture) (next int, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		next = 0
		a, err := opened(tx, linkID)
		if err != nil {
			return err
		}
		filling := a.Filling(dates.Of(tx.Now()))
		step, asked := filling.Step(path)
		if !asked || step.Item.Kind != form.Photo {
			return db.ErrNotFound
		}
		id, err := pictures.Add(tx, PictureOwner(a.ID), p)
		if err != nil {
			return err
		}
		taken, filling, err := a.Asking.Take(tx, filling, path, form.Given{Values: []string{id}})
		if err != nil {
			return err
		}
		if step, more := filling.Next(path); more {
			next = filling.Number(step.Path)
		}
		return dropPictures(tx, taken)
	})
	return next, err
}

// dropPictures throws away the photographs that answer nothing any more.
func dropPictures(tx *db.Tx, a asking.Asking) error {
	all, err := pictures.Of(tx, PictureOwner(a.ID))
	if err != nil || len(all) == 0 {
		return err
	}
	used := make(map[string]bool)
	texts(a.Answers, used)
	for _, p := range all {
		if used[p.ID] {
			continue
		}
		if err := pictures.Remove(tx, p.Owner, p.ID); err != nil {
			return err
		}
	}
	return nil
}

// Destroy takes away the answers to a form with their photographs, within the write of a
// room above that has a reason that stands.
func Destroy(tx *db.Tx, askingID string) error {
	if err := dropPictures(tx, asking.Asking{ID: askingID}); err != nil {
		return err
	}
	return asking.Destroy(tx, askingID)
}

// texts notes what was answered, in rows too.
func texts(answers form.Answers, all map[string]bool) {
	for _, a := range answers {
		all[a.Text] = true
		for _, row := range a.Rows {
			texts(row, all)
		}
	}
}

// Picture is a photograph of a form that a person has answered, or of the answers
// that these correct; db.ErrNotFound for another's. The caller has checked that its
// reader may see the person.
func Picture(r db.Reader, personID, askingID, id string) (p pictures.Kept, err error) {
	for {
		a, err := GetAnswered(r, personID, askingID)
		if err != nil {
			return p, err
		}
		p, err = pictures.Get(r, PictureOwner(askingID), id)
		if askingID = a.CorrectsID; !errors.Is(err, db.ErrNotFound) || askingID == "" {
			return p, err
		}
	}
}

// AddPicture adds a photograph to answers that staff wrote down or brought, where
// the question has none yet. db.ErrNotFound for a person whom by may not see,
// another's answers, or a question that has its answer; db.ErrConflict for answers
// that do not stand.
func AddPicture(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id, path string, p pictures.Picture) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		a, err := standing(tx, by, personID, id)
		if err != nil {
			return err
		}
		filling := a.Filling(a.Day())
		step, asked := filling.Step(path)
		if !asked || !a.LacksPicture(step) {
			return db.ErrNotFound
		}
		picture, err := pictures.Add(tx, PictureOwner(id), p)
		if err != nil {
			return err
		}
		if filling, err = filling.Take(path, form.Given{Values: []string{picture}}); err != nil {
			return err
		}
		if err := a.Keep(tx, filling); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "form.pictured", personID, "asking", id)
	})
}

// LacksPicture says whether staff can still add the photograph of a question.
func (a Asked) LacksPicture(s form.Step) bool {
	answer := a.Filling(a.Day()).Answer(s)
	return s.Item.Kind == form.Photo && a.Mode != asking.Alone && (!answer.Given() || answer.Missing == form.NotAsked)
}
