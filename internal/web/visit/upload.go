package visit

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"

	"linkwork/internal/db"
)

// inMemory is how much of what is sent is held, in bytes, before a file on the
// disk takes it; the server throws that away with the request.
const inMemory = 1 << 20

// WithFiles reads a form that was sent with files. One that was sent without is
// read already. The route needs a limit for its body of its own, see the site.
func (v *Visit) WithFiles() error {
	if v.R.MultipartForm != nil {
		return nil
	}
	err := v.R.ParseMultipartForm(inMemory)
	if errors.Is(err, http.ErrNotMultipart) {
		return nil
	}
	if err == nil {
		v.Fields = storableFields(url.Values(v.R.MultipartForm.Value))
	}
	return err
}

// Sent is a file that a form sent.
type Sent struct {
	Name string // without folders; for people to read, never to open
	Body []byte
}

// File reads a form with the file in one of its fields; the zero Sent where none
// was chosen. *db.Invalid at the field for a file of more than most bytes, with
// what else can be done with a larger one.
func (v *Visit) File(field string, most int64, larger string) (f Sent, err error) {
	if err := v.WithFiles(); err != nil || v.R.MultipartForm == nil {
		return f, err
	}
	sent := v.R.MultipartForm.File[field]
	switch {
	case len(sent) == 0 || sent[0].Filename == "":
		return f, nil
	case sent[0].Size > most:
		message := fmt.Sprintf("The file must be smaller than %d MB", most>>20)
		if larger != "" {
			message += ". " + larger
		}
		return f, db.Fault(field, message)
	}
	file, err := sent[0].Open()
	if err != nil {
		return f, err
	}
	defer file.Close()
	f.Body, err = io.ReadAll(file)
	f.Name = path.Base(strings.ReplaceAll(db.Storable(sent[0].Filename), `\`, "/"))
	return f, err
}

// NeedFile is File where one must be chosen.
func (v *Visit) NeedFile(field string, most int64, larger string) (f Sent, err error) {
	f, err = v.File(field, most, larger)
	if err == nil && f.Name == "" {
		err = db.Fault(field, "Choose a file")
	}
	return f, err
}

// SendBody sends bytes as a file to be kept. It is never shown inside a page of ours,
// whatever its bytes are.
func (v *Visit) SendBody(name, mediaType string, body []byte) error {
	h := v.W.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	v.W.Write(body) // the only failure is a reader who has gone
	return nil
}
