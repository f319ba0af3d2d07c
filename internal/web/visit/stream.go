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

// mostText is how many bytes the fields beside a file have together.
const mostText = 1 << 20

// ReadSecret reads the fields of a multipart form and its one file of most bytes at
// most, as they arrive: nothing of it lies on the disk in the clear, not even for a
// moment. The zero Sent where no file was chosen; *db.Invalid with the field for one
// that is too large. The route needs a limit for its body of its own, see the site.
func (v *Visit) ReadSecret(field string, most int64) (f Sent, err error) {
	parts, err := v.R.MultipartReader()
	if errors.Is(err, http.ErrNotMultipart) {
		return f, nil
	}
	if err != nil {
		return f, err
	}
	values, room := url.Values{}, int64(mostText)
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return f, err
		}
		if part.FileName() == "" && part.FormName() != field {
			text, err := io.ReadAll(io.LimitReader(part, room+1))
			if err != nil {
				return f, err
			}
			if room -= int64(len(text)); room < 0 {
				return f, &http.MaxBytesError{Limit: mostText}
			}
			values.Add(part.FormName(), string(text))
			continue
		}
		if part.FormName() != field || len(f.Body) > 0 {
			continue // nobody asked for it
		}
		if f.Body, err = io.ReadAll(io.LimitReader(part, most+1)); err != nil {
			return f, err
		}
		f.Name = path.Base(strings.ReplaceAll(db.Storable(part.FileName()), `\`, "/"))
	}
	v.Fields = storableFields(values)
	if int64(len(f.Body)) > most {
		return Sent{}, db.Fault(field, fmt.Sprintf("Choose a file of %d MB or less", most>>20))
	}
	return f, nil
}
