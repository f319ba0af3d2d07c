package asked

import (
	"linkwork/internal/db"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/pictures"
	"linkwork/internal/web/visit"
)

// Where photographs are sent, below the link, and the most that is let in there: a
// photograph and what is around it.
const (
	PicturePath = "/picture"
	BodyLimit   = pictures.MostBytes + 1<<20
)

// savePicture keeps the photograph that answers a step. Without a file it goes on
// with what was sent before.
func savePicture(v *visit.Visit, c caller) error {
	if err := v.WithFiles(); err != nil {
		return err
	}
	step, asked := c.Filling.Step(v.Fields.Get("at"))
	if !asked || step.Item.Kind != form.Photo || !c.isForm() {
		return db.ErrNotFound
	}
	picture, err := v.Photograph(field(step), "answer")
	next := 0
	switch {
	case err != nil:
	case picture != nil:
		next, err = forms.TakePicture(v.Context(), v.House.DB, c.Link.ID, step.Path, *picture)
	case c.Filling.Answer(step).Text != "" && !v.Fields.Has(field(step)+"-not"):
		after, _ := c.Filling.Next(step.Path) // the picture that is there stays
		next = c.Filling.Number(after.Path)
	default:
		return save(v, c)
	}
	return c.saved(v, step, c.after(v, next), err)
}

// showPicture shows a photograph to whoever sent it.
func showPicture(v *visit.Visit, c caller) error {
	step, asked := c.Filling.At(v.Fields.Number("n"))
	if !asked || step.Item.Kind != form.Photo {
		return db.ErrNotFound
	}
	return v.SendPicture(func(r *db.Snapshot) (pictures.Kept, error) {
		return pictures.Get(r, forms.PictureOwner(c.Asking.ID), c.Filling.Answer(step).Text)
	})
}
