package harvest

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"path"
	"strings"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral"
	"linkwork/internal/openreferral/document"
)

// Brought is a file that somebody has brought: first they see what it would
// change, then they say so.
type Brought struct {
	ID      string
	Name    string // of the file
	Title   string // of the source it is for
	Source  string // id of the source
	IsSheet bool
	Mapping openreferral.Mapping
	Body    []byte
	At      time.Time
}

// keptFor is how long a file waits for a decision.
const keptFor = 24 * time.Hour

// Bring keeps a file of a source for a while. A spreadsheet gets the columns
// that were matched last time, or else those that can be guessed. The error is
// *db.Invalid at the field file or title.
func Bring(tx *db.Tx, by directory.By, name, title string, body []byte) (Brought, error) {
	b := Brought{ID: tx.NewID(), Name: path.Base(strings.ReplaceAll(name, `\`, "/")), Title: strings.TrimSpace(title), Body: body, At: tx.Now()}
	var bad db.Invalid
	if b.Title == "" || len(b.Title) > 100 {
		bad.Add("title", "Say in a few words where the list comes from")
	}
	if err := b.look(tx); err != nil {
		bad.Add("file", "This cannot be read: "+strings.TrimPrefix(err.Error(), "openreferral: "))
	}
	if err := bad.Err(); err != nil {
		return b, err
	}
	mapping, err := json.Marshal(b.Mapping)
	if err != nil {
		return b, err
	}
	_, err = tx.Exec(`INSERT INTO harvest_files (id, name, title, source, body, is_sheet, mapping, by_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		b.ID, db.Storable(b.Name), b.Title, b.Source, base64.StdEncoding.EncodeToString(body), b.IsSheet, string(mapping), by.ID, db.Ms(b.At))
	return b, err
}

// look finds out what kind of file it is, and which source it is for. A zip that
// is neither a package of tables nor a workbook is told of as a package.
func (b *Brought) look(r db.Reader) error {
	b.Source = sourceID(b.Title)
	_, _, unread := openreferral.Read(bytes.NewReader(b.Body), b.Source)
	if unread == nil {
		return nil
	}
	sheet, err := openreferral.OpenSheet(bytes.NewReader(b.Body))
	if err != nil && document.IsZip(b.Body) {
		return unread
	}
	if err != nil {
		return err
	}
	b.IsSheet, b.Mapping = true, openreferral.Guess(sheet.Header)
	if known, err := directory.GetSource(r, b.Source); err == nil && known.Mapping != "" {
		_ = json.Unmarshal([]byte(known.Mapping), &b.Mapping) // what cannot be read is guessed
	}
	return nil
}

// sourceID is the short name of a source: its title in small letters.
func sourceID(title string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
}

// GetBrought returns a file that was brought, or db.ErrNotFound.
func GetBrought(r db.Reader, id string) (b Brought, err error) {
	var body, mapping string
	err = r.QueryRow(`SELECT id, name, title, source, body, is_sheet, mapping, at FROM harvest_files WHERE id = $1`, id).
		Scan(&b.ID, &b.Name, &b.Title, &b.Source, &body, &b.IsSheet, &mapping, db.At(&b.At))
	if err != nil {
		return b, err
	}
	b.Body, err = base64.StdEncoding.DecodeString(body)
	return b, errors.Join(err, json.Unmarshal([]byte(mapping), &b.Mapping))
}

// Match says which column of a spreadsheet that was brought holds what. The
// error is *db.Invalid at the code of the column.
func Match(tx *db.Tx, id string, m openreferral.Mapping) error {
	b, err := GetBrought(tx, id)
	if err != nil {
		return err
	}
	sheet, err := openreferral.OpenSheet(bytes.NewReader(b.Body))
	if err != nil {
		return err
	}
	if err := sheet.CheckMapping(m); err != nil {
		return err
	}
	mapping, err := json.Marshal(m)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE harvest_files SET mapping = $2 WHERE id = $1`, id, string(mapping))
	return err
}

// Take reads a file that was brought, or only says what that would change. A
// spreadsheet's columns are remembered for the next time.
func Take(ctx context.Context, d *db.DB, by directory.By, id string, dry bool) (h Harvest, report openreferral.Report, err error) {
	var b Brought
	err = d.Read(ctx, func(r *db.Snapshot) (err error) {
		b, err = GetBrought(r, id)
		return err
	})
	if err != nil {
		return h, report, err
	}
	source := directory.Source{ID: b.Source, Title: b.Title, Kind: directory.File, AddedBy: by.ID}
	if b.IsSheet {
		source.Kind = directory.Sheet
	}
	h, report, err = File(ctx, d, by, source, bytes.NewReader(b.Body), b.read, dry)
	if err != nil || dry {
		return h, report, err
	}
	return h, report, d.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(`DELETE FROM harvest_files WHERE id = $1`, id); err != nil || !b.IsSheet {
			return err
		}
		return rememberMapping(tx, b)
	})
}

func (b Brought) read(file io.Reader, source string) ([]openreferral.Item, openreferral.Report, error) {
	if !b.IsSheet {
		return openreferral.Read(file, source)
	}
	sheet, err := openreferral.OpenSheet(file)
	if err != nil {
		return nil, openreferral.Report{Source: source}, err
	}
	return sheet.Read(source, b.Mapping)
}

func rememberMapping(tx *db.Tx, b Brought) error {
	source, err := directory.GetSource(tx, b.Source)
	if err != nil {
		return err
	}
	mapping, err := json.Marshal(b.Mapping)
	if err != nil {
		return err
	}
	source.Mapping = string(mapping)
	return directory.SaveSource(tx, source)
}

// forget throws away files that nobody decided about.
func forget(tx *db.Tx) error {
	_, err := tx.Exec(`DELETE FROM harvest_files WHERE at < $1`, db.Ms(tx.Now().Add(-keptFor)))
	return err
}
