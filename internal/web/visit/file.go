package visit

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"

	"linkwork/internal/db"
)

// File is a file that a form sent.
type File struct {
	Name string // without folders; for people to read, never to open
	Body []byte
}

// ReadFile reads the fields of a multipart form and its one file, of most bytes at
// most; the zero File where none was chosen. The route needs a limit for its body of
// its own, see the site. *db.Invalid with the field for a file that is too large.
func (v *Visit) ReadFile(field string, most int64) (f File, err error) {
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
		return File{}, db.Fault(field, fmt.Sprintf("Choose a file of %d MB or less", most>>20))
	}
	f.Name = path.Base(strings.ReplaceAll(db.Storable(header.Filename), `\`, "/"))
	return f, nil
}

// SendFile sends a file to be kept or looked at. It is never shown inside a page of
// ours, whatever its bytes are.
func (v *Visit) SendFile(name, mediaType string, body []byte) error {
	h := v.W.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Disposition", `attachment; filename="`+plain(name)+`"`)
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	v.W.Write(body) // the only failure is a reader who has gone
	return nil
}

// plain is a name of a file without what browsers read differently.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '.':
			return r
		}
		return '-'
	}, name)
}
