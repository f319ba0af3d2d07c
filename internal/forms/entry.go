package forms

import (
	"encoding/json"
	"strconv"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/studies"
)

// Entry is a form as the area keeps it.
type Entry struct {
	ID        string
	StudyID   string    // of the study that it belongs to, "" for the area
	Title     string    // of the draft, in its main language
	Draft     form.Form // of List: empty
	ChangedAt time.Time
	ChangedBy string
	RetiredAt time.Time // zero while it is in use
	Version   int       // of the draft: what is kept names the one that it was made from

	Edition     int       // the latest that was published; 0 for none
	PublishedAt time.Time // when it was
	published   int       // version of the draft that it was
	locked      int       // edition whose questions are locked; 0 for none
	unlisted    bool      // a room above made it, and alone asks it and reads the answers
}

// ToPublish says whether the draft was changed since the latest edition.
func (e Entry) ToPublish() bool { return e.Version != e.published }

// Retired says whether nobody is asked any more.
func (e Entry) Retired() bool { return !e.RetiredAt.IsZero() }

// Edition is a form as it was published.
type Edition struct {
	FormID      string
	Number      int // from 1
	Form        form.Form
	PublishedAt time.Time
	PublishedBy string
}

// numberOf is an edition as files name it.
func numberOf(e Edition) string { return strconv.Itoa(e.Number) }

// Makers are those who make the area’s forms. Those of a study are made by its leads.
var Makers = []access.Role{access.Administrator, access.Manager}

const entryColumns = `SELECT f.id, f.study_id, f.title, f.changed_at, f.changed_by, f.retired_at, f.version, coalesce(e.number, 0), e.published_at, coalesce(e.of_version, 0), coalesce(f.locked, 0), f.unlisted`

const latestEdition = ` FROM forms f LEFT JOIN form_editions e ON e.form_id = f.id AND e.number = (SELECT max(number) FROM form_editions WHERE form_id = f.id)`

func (e *Entry) fields() []any {
	return []any{&e.ID, db.Text(&e.StudyID), &e.Title, db.At(&e.ChangedAt), &e.ChangedBy, db.At(&e.RetiredAt), &e.Version, &e.Edition, db.At(&e.PublishedAt), &e.published, &e.locked, &e.unlisted}
}

func scanEntry(s db.Scanner) (e Entry, err error) {
	err = s.Scan(e.fields()...)
	return e, err
}

func scanWhole(s db.Scanner) (e Entry, err error) {
	var draft string
	if err = s.Scan(append(e.fields(), &draft)...); err != nil {
		return e, err
	}
	return e, json.Unmarshal([]byte(draft), &e.Draft)
}

func scanEdition(s db.Scanner) (e Edition, err error) {
	var document string
	if err = s.Scan(&e.FormID, &e.Number, &document, db.At(&e.PublishedAt), &e.PublishedBy); err != nil {
		return e, err
	}
	return e, json.Unmarshal([]byte(document), &e.Form)
}

const editionColumns = `SELECT form_id, number, document, published_at, published_by FROM form_editions`

// ofTheArea is the condition that a form f is one of the area's own.
const ofTheArea = `f.study_id IS NULL AND NOT f.unlisted`

// may is db.ErrNotFound for somebody who does not make the forms of the area, or of
// a study.
func may(r db.Reader, by access.Actor, studyID string) error {
	if studyID != "" {
		_, err := studies.Enter(r, by, studyID, studies.Lead)
		return err
	}
	if !by.Is(Makers...) {
		return db.ErrNotFound
	}
	return nil
}

// List is all forms of the area for whoever makes them, those in use first, by title.
func List(r db.Reader, by access.Actor) ([]Entry, error) {
	if err := may(r, by, ""); err != nil {
		return nil, err
	}
	return db.List(r, scanEntry, entryColumns+latestEdition+` WHERE `+ofTheArea+` ORDER BY CASE WHEN f.retired_at IS NULL THEN 0 ELSE 1 END, lower(f.title), f.id`)
}

// Get is a form for whoever makes them; db.ErrNotFound for others.
func Get(r db.Reader, by access.Actor, id string) (Entry, error) {
	e, err := db.One(r, scanWhole, entryColumns+`, f.draft`+latestEdition+` WHERE f.id = $1`, id)
	if err == nil && e.unlisted {
		err = db.ErrNotFound
	}
	if err == nil {
		err = may(r, by, e.StudyID)
	}
	if err != nil {
		return Entry{}, err
	}
	return e, nil
}

// TitleOf is the title of a form's draft. The caller has checked that its reader may see
// it.
func TitleOf(r db.Reader, id string) (title string, err error) {
	return db.One(r, func(s db.Scanner) (title string, err error) {
		err = s.Scan(&title)
		return
	}, `SELECT title FROM forms WHERE id = $1`, id)
}

// Editions are all that was published of a form, the latest first.
func Editions(r db.Reader, id string) ([]Edition, error) {
	return db.List(r, scanEdition, editionColumns+` WHERE form_id = $1 ORDER BY number DESC`, id)
}

// GetEdition is one edition; db.ErrNotFound if it was not published.
func GetEdition(r db.Reader, id string, number int) (Edition, error) {
	return db.One(r, scanEdition, editionColumns+` WHERE form_id = $1 AND number = $2`, id, number)
}

// InUse are the latest editions of the forms that can be asked, by title.
func InUse(r db.Reader) ([]Edition, error) {
	return db.List(r, scanEdition, `SELECT e.form_id, e.number, e.document, e.published_at, e.published_by`+latestEdition+`
		WHERE `+ofTheArea+` AND f.retired_at IS NULL AND e.number IS NOT NULL ORDER BY lower(f.title), f.id`)
}

// Current is the latest edition of a form of the area in use; db.ErrNotFound for one
// that is retired, was never published or belongs to a study.
func Current(r db.Reader, id string) (Edition, error) {
	return db.One(r, scanEdition, `SELECT e.form_id, e.number, e.document, e.published_at, e.published_by`+latestEdition+`
		WHERE f.id = $1 AND `+ofTheArea+` AND f.retired_at IS NULL AND e.number IS NOT NULL`, id)
}
