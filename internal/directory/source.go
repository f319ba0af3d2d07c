package directory

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"linkwork/internal/db"
)

// SourceKind is the form in which a source hands over its services.
type SourceKind string

// The kinds of source.
const (
	Feed  SourceKind = "feed"  // an address that is read again and again
	File  SourceKind = "file"  // a file that somebody brings
	Sheet SourceKind = "sheet" // a spreadsheet whose columns somebody has matched
	Own   SourceKind = "own"   // entries made in Linkwork
)

// OwnSource is the source of the entries that people make in Linkwork.
const OwnSource = "linkwork"

// Source is a feed, file or sheet that the directory is filled from.
type Source struct {
	ID         string // the short name its records carry
	Title      string
	Publisher  string
	Kind       SourceKind
	Address    string // of a Feed, without a slash at its end
	Licence    string // as the publisher states it
	Declared   string // version the feed says it is
	Seen       string // version its records look like
	Trust      int    // 0 to 9; the higher leads where two sources tell of one service
	Review     bool   // what it says is published only after somebody has looked
	EveryHours int    // between harvests; 0 is only by hand
	Pause      time.Duration
	Mapping    string // of a Sheet's columns, JSON
	AddedBy    string
	AddedAt    time.Time
	Version    int
}

const (
	usualTrust = 5
	usualPause = time.Second
	mostHours  = 24 * 90
)

const selectSource = `
	SELECT id, title, publisher, kind, address, licence, declared, seen, trust, review, every_hours, pause_ms, mapping, added_by, added_at, version
	FROM directory_sources`

func scanSource(row db.Scanner) (s Source, err error) {
	var pause int64
	err = row.Scan(&s.ID, &s.Title, &s.Publisher, &s.Kind, &s.Address, &s.Licence, &s.Declared, &s.Seen, &s.Trust, &s.Review,
		&s.EveryHours, &pause, &s.Mapping, &s.AddedBy, db.At(&s.AddedAt), &s.Version)
	s.Pause = time.Duration(pause) * time.Millisecond
	return s, err
}

// GetSource returns one source, or db.ErrNotFound.
func GetSource(r db.Reader, id string) (Source, error) {
	return db.One(r, scanSource, selectSource+` WHERE id = $1`, id)
}

// Sources returns every source in order of titles.
func Sources(r db.Reader) ([]Source, error) {
	return db.List(r, scanSource, selectSource+` ORDER BY title, id`)
}

// Fill gives the fields that were left open their usual values.
func (s Source) filled() Source {
	if s.Title == "" {
		s.Title = s.ID
	}
	if s.Kind == "" {
		s.Kind = File
	}
	if s.Trust == 0 {
		s.Trust = usualTrust
	}
	if s.Pause == 0 {
		s.Pause = usualPause
	}
	s.Address = strings.TrimRight(strings.TrimSpace(s.Address), "/")
	return s
}

func (s Source) check() error {
	var faults db.Invalid
	if s.ID == "" || utf8.RuneCountInString(s.ID) > 200 {
		faults.Add("id", "Enter a short name")
	}
	if utf8.RuneCountInString(s.Title) > 200 {
		faults.Add("title", "Use 200 characters or fewer")
	}
	if s.Kind == Feed && !strings.HasPrefix(s.Address, "https://") && !strings.HasPrefix(s.Address, "http://") {
		faults.Add("address", "Enter the address of the feed, beginning with https://")
	}
	if s.Trust < 0 || s.Trust > 9 {
		faults.Add("trust", "Choose from 0 to 9")
	}
	if s.EveryHours < 0 || s.EveryHours > mostHours {
		faults.Add("every", fmt.Sprintf("Enter a number of hours between 0 and %d", mostHours))
	}
	if s.Pause < 100*time.Millisecond || s.Pause > time.Minute {
		faults.Add("pause", "Enter between a tenth of a second and a minute")
	}
	return faults.Err()
}

// AddSource adds a source if there is none of its id, with usual values for
// what is left open, and says whether it did. The error is *db.Invalid for a
// faulty field.
func AddSource(tx *db.Tx, s Source) (added bool, err error) {
	s = s.filled()
	if err := s.check(); err != nil {
		return false, err
	}
	n, err := tx.Exec(`INSERT INTO directory_sources (id, title, publisher, kind, address, licence, declared, seen, trust, review,
			every_hours, pause_ms, mapping, added_by, added_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (id) DO NOTHING`,
		s.ID, s.Title, s.Publisher, string(s.Kind), s.Address, s.Licence, s.Declared, s.Seen, s.Trust, s.Review,
		s.EveryHours, s.Pause.Milliseconds(), s.Mapping, s.AddedBy, db.Ms(tx.Now()))
	return n > 0, err
}

// SaveSource changes a source that was read at version s.Version; who leads
// where sources tell of one service follows at once. The error is *db.Invalid
// for a faulty field, db.ErrConflict when somebody changed it meanwhile.
func SaveSource(tx *db.Tx, s Source) error {
	s = s.filled()
	if err := s.check(); err != nil {
		return err
	}
	before, err := GetSource(tx, s.ID)
	if err != nil {
		return err
	}
	if s.Review && !before.Review {
		if err := beginReview(tx, s.ID); err != nil {
			return err
		}
	}
	n, err := tx.Exec(`UPDATE directory_sources SET title = $3, publisher = $4, kind = $5, address = $6, licence = $7, declared = $8, seen = $9,
			trust = $10, review = $11, every_hours = $12, pause_ms = $13, mapping = $14, version = version + 1
		WHERE id = $1 AND version = $2`, s.ID, s.Version, s.Title, s.Publisher, string(s.Kind), s.Address, s.Licence, s.Declared, s.Seen,
		s.Trust, s.Review, s.EveryHours, s.Pause.Milliseconds(), s.Mapping)
	if err != nil {
		return err
	}
	if n == 0 {
		return db.ErrConflict
	}
	if before.Review && !s.Review {
		if err := endReview(tx, s.ID); err != nil {
			return err
		}
	}
	if s.Trust != before.Trust {
		return recomposeShared(tx, s.ID)
	}
	return nil
}
