package visit

import (
	"mime"
	"net/http"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/files"
)

// slowest is how many bytes a second somebody takes in who is still waited for.
const slowest = 32 << 10

// SendFile sends a file that is kept encrypted, or a part of it that is asked for,
// as when somebody winds a recording on. read checks who may have it. The browser
// does not keep it, and runs nothing that is in it.
func (v *Visit) SendFile(read func(r *db.Snapshot) (files.File, error)) error {
	var file files.File
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		file, err = read(r)
		return err
	})
	if err != nil {
		return err
	}
	content, err := v.House.Files.Open(v.Context(), file)
	if err != nil {
		return err
	}
	patience := time.Minute + time.Duration(file.Size/slowest)*time.Second
	if err := http.NewResponseController(v.W).SetWriteDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Type", file.MediaType)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	http.ServeContent(v.W, v.R, "", time.Time{}, content)
	return nil
}
