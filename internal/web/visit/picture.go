package visit

import (
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
