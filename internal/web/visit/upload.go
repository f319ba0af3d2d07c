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

// Sent is a file that a form sent.
type Sent struct {
	Name string // without folders; for people to read, never to open
	Body []byte
}

// ReadFile reads the fields of a multipart form and its one file, of most bytes at
// most; the zero Sent where none was chosen. The route needs a limit for its body of
// its own, see the site. *db.Invalid with the field for a file that is too large.
func (v *Visit) ReadFile(field string, most int64) (f Sent, err error) {
	if err := v.R.ParseMultipartForm(most); err != nil {
		if errors.Is(err, http.ErrNotMultipart) {
			return f, nil
		}
		return f, err
	}
	defer v.R.MultipartForm.RemoveAll()
	v.Fields = storableFields(url.Values(v.R.MultipartForm.Value))
	file, header, err := v.R.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) {
		return f, nil
	}
	if err != nil {
		return f, err
	}
	defer file.Close()
	if f.Body, err = io.ReadAll(io.LimitReader(file, most+1)); err != nil {
		return f, err
	}
	if int64(len(f.Body)) > most {
		return Sent{}, db.Fault(field, fmt.Sprintf("Choose a file of %d MB or less", most>>20))
	}
	f.Name = path.Base(strings.ReplaceAll(db.Storable(header.Filename), `\`, "/"))
	return f, nil
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
