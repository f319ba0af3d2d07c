package forms

import (
	"context"

	"linkwork/internal/asking"
	"linkwork/internal/dates"
	"linkwork/internal/db"
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

// texts notes what was answered, in rows too.
func texts(answers form.Answers, all map[string]bool) {
	for _, a := range answers {
		all[a.Text] = true
		for _, row := range a.Rows {
			texts(row, all)
		}
	}
}

// Picture is a photograph of a form that a person has answered; db.ErrNotFound for
// another's. The caller has checked that its reader may see the person.
func Picture(r db.Reader, personID, askingID, id string) (p pictures.Kept, err error) {
	if _, err := GetAnswered(r, personID, askingID); err != nil {
		return p, err
	}
	return pictures.Get(r, PictureOwner(askingID), id)
}
