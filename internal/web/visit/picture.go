package visit

import (
	"errors"

	"linkwork/internal/db"
	"linkwork/internal/pictures"
)

// SendPicture sends a photograph. read checks who may see it. It is not kept by
// the browser, and never anything but a picture.
func (v *Visit) SendPicture(read func(r *db.Snapshot) (pictures.Kept, error)) error {
	var picture pictures.Kept
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		picture, err = read(r)
		return err
	})
	if err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Type", picture.MediaType)
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	_, err = v.W.Write(picture.Body)
	return err
}

// PhotographLimit is the largest request, in bytes, that is let in where one photograph is
// sent. It is far above pictures.MostBytes, so that a photograph that is too large is read
// to its end, and its page says so at the field and gives back what was typed.
const PhotographLimit = 64 << 20

// OnePhotograph is Photograph of a form with no other file, which is read as it arrives.
func (v *Visit) OnePhotograph(field string) (*pictures.Picture, error) {
	sent, err := v.ReadSecret(field, pictures.MostBytes)
	return cleaned(sent, err, field)
}

// Photograph is the one that came in a field, made safe; nil for none. *db.Invalid
// at a field of the page for what is none that we can read.
func (v *Visit) Photograph(field, at string) (*pictures.Picture, error) {
	sent, err := v.File(field, pictures.MostBytes, "")
	return cleaned(sent, err, at)
}

func cleaned(sent Sent, err error, at string) (*pictures.Picture, error) {
	if err != nil || len(sent.Body) == 0 {
		return nil, inField(err, at)
	}
	picture, err := pictures.Clean(sent.Body)
	if unfit, bad := errors.AsType[pictures.Unfit](err); bad {
		return nil, db.Fault(at, unfit.Words)
	}
	return &picture, err
}

// inField says at another field what is wrong with a file.
func inField(err error, field string) error {
	if bad, invalid := errors.AsType[*db.Invalid](err); invalid {
		return db.Fault(field, bad.Fields[0].Message)
	}
	return err
}
