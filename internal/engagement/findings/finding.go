package findings

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/engagement/events"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/studies"
)

// Finding is one thing that a study found.
type Finding struct {
	ID, StudyID string
	Name        string // the concept: "Holding"
	Words       string // in plain English
	AddedAt     time.Time
	AddedBy     string
	Version     int
}

const columns = `SELECT f.id, f.study_id, f.name, f.words, f.added_at, f.added_by, f.version FROM findings f`

func scan(s db.Scanner) (f Finding, err error) {
	err = s.Scan(&f.ID, &f.StudyID, &f.Name, &f.Words, db.At(&f.AddedAt), &f.AddedBy, &f.Version)
	return
}

// List is the findings of a study, in the order in which they were added.
func List(r db.Reader, s studies.Seat) ([]Finding, error) {
	return db.List(r, scan, columns+` WHERE f.study_id = $1 ORDER BY f.added_at, f.id`, s.Study.ID)
}

// Get is one finding of the seat's study; else db.ErrNotFound.
func Get(r db.Reader, s studies.Seat, id string) (Finding, error) {
	return db.One(r, scan, columns+` WHERE f.id = $1 AND f.study_id = $2`, id, s.Study.ID)
}

// Add adds a finding. *db.Invalid with the fields "name" or "words".
func Add(ctx context.Context, d *db.DB, by access.Actor, key once.Key, f Finding) (id string, err error) {
	return studies.Act(ctx, d, by, key, f.StudyID, studies.Involve, "finding.added", func(tx *db.Tx, _ studies.Seat) (string, error) {
		f := f
		if err := f.tidy(); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err := tx.Exec(`INSERT INTO findings (id, study_id, name, words, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6)`, id, f.StudyID, f.Name, f.Words, db.Ms(tx.Now()), by.Name)
		return id, err
	})
}

// Change saves a finding as it is now. Errors as Add, and db.ErrConflict if somebody saved
// first.
func Change(ctx context.Context, d *db.DB, by access.Actor, key once.Key, f Finding) error {
	_, err := studies.Act(ctx, d, by, key, f.StudyID, studies.Involve, "finding.changed", func(tx *db.Tx, s studies.Seat) (string, error) {
		f := f
		if _, err := Get(tx, s, f.ID); err != nil {
			return "", err
		}
		if err := f.tidy(); err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE findings SET name = $3, words = $4, version = version + 1 WHERE id = $1 AND version = $2`, f.ID, f.Version, f.Name, f.Words)
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		return f.ID, err
	})
	return err
}

func (f *Finding) tidy() error {
	var bad db.Invalid
	bad.Trim("name", &f.Name, 150, "Name the finding in a few words")
	bad.Trim("words", &f.Words, 2000, "Say it in plain English")
	return bad.Err()
}

// Says is what somebody made of a finding.
type Says string

// What they can make of it.
const (
	Agrees     Says = "agrees"
	Challenges Says = "challenges"
	Adds       Says = "adds"
)

// AllSays lists them.
var AllSays = []Says{Agrees, Challenges, Adds}

// Words says it to a reader.
func (s Says) Words() string {
	return map[Says]string{Agrees: "Agrees", Challenges: "Challenges it", Adds: "Adds to it"}[s]
}

// SourceKind is what a voice or a basis comes from.
type SourceKind string

// The kinds.
const (
	OfGroup   SourceKind = "group"
	OfEvent   SourceKind = "event"
	OfFinding SourceKind = "finding"
)

// Source is a group, an event or a finding of a study.
type Source struct {
	Kind SourceKind
	ID   string
	Name string
}

// Sources are the groups and events of a study that can have a voice.
func Sources(r db.Reader, s studies.Seat) (all []Source, err error) {
	every, err := groups.List(r, s)
	if err != nil {
		return nil, err
	}
	for _, g := range every {
		all = append(all, Source{OfGroup, g.ID, g.Name})
	}
	took, err := events.TookPlace(r, s)
	for _, e := range took {
		all = append(all, Source{OfEvent, e.ID, e.Title})
	}
	return all, err
}

// find is the source of a kind and id; ok is false for none.
func find(all []Source, kind SourceKind, id string) (x Source, ok bool) {
	for _, x := range all {
		if x.Kind == kind && x.ID == id {
			return x, true
		}
	}
	return Source{}, false
}

// Voice is what a group or those at an event made of a finding.
type Voice struct {
	ID, FindingID string
	Whose         Source
	Says          Says
	Words         string
	Quote         string // in somebody's own words; "" for none
	Permission    string // how and when they allowed it
	On            dates.Date
	NotedBy       string
}

// Voices are what groups and events made of the findings of a study ("" for all of them),
// the first first.
func Voices(r db.Reader, s studies.Seat, findingID string) ([]Voice, error) {
	sources, err := Sources(r, s)
	if err != nil {
		return nil, err
	}
	return db.List(r, func(row db.Scanner) (v Voice, err error) {
		var at time.Time
		if err = row.Scan(&v.ID, &v.FindingID, &v.Whose.Kind, &v.Whose.ID, &v.Says, &v.Words, &v.Quote, &v.Permission, db.At(&at), &v.NotedBy); err == nil {
			v.Whose, _ = find(sources, v.Whose.Kind, v.Whose.ID)
			v.On = dates.Of(at)
		}
		return v, err
	}, `SELECT v.id, v.finding_id, v.whose, v.whose_id, v.says, v.words, v.quote, v.permission, v.noted_at, v.noted_by FROM finding_voices v JOIN findings f ON f.id = v.finding_id
		WHERE f.study_id = $1 AND ($2 = '' OR f.id = $2) ORDER BY v.noted_at, v.id`, s.Study.ID, findingID)
}

// Hear notes what a group or an event made of a finding. *db.Invalid with the fields
// "whose", "says", "words", "quote" or "permission".
func Hear(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, v Voice) (id string, err error) {
	return studies.Act(ctx, d, by, key, studyID, studies.Involve, "finding.heard", func(tx *db.Tx, s studies.Seat) (string, error) {
		v := v
		if _, err := Get(tx, s, v.FindingID); err != nil {
			return "", err
		}
		sources, err := Sources(tx, s)
		if err != nil {
			return "", err
		}
		var bad db.Invalid
		if _, ok := find(sources, v.Whose.Kind, v.Whose.ID); !ok {
			bad.Add("whose", "Choose a group, or an event that took place")
		}
		if v.Says.Words() == "" {
			bad.Add("says", "Choose what they made of it")
		}
		bad.Trim("words", &v.Words, 1000, "Say in a sentence what they made of it")
		bad.Trim("quote", &v.Quote, 1000, "")
		bad.Trim("permission", &v.Permission, 300, "")
		if v.Quote != "" && v.Permission == "" {
			bad.Add("permission", "Note how and when they allowed their words to be used, or leave the words out")
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err = tx.Exec(`INSERT INTO finding_voices (id, finding_id, whose, whose_id, says, words, quote, permission, noted_at, noted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			id, v.FindingID, v.Whose.Kind, v.Whose.ID, v.Says, v.Words, v.Quote, v.Permission, db.Ms(tx.Now()), by.Name)
		return id, err
	})
}

// Unhear takes back what was noted by mistake, or whose permission was taken back.
func Unhear(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, findingID, id string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, "finding.unheard", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := Get(tx, s, findingID); err != nil {
			return "", err
		}
		n, err := tx.Exec(`DELETE FROM finding_voices WHERE id = $1 AND finding_id = $2`, id, findingID)
		if err == nil && n == 0 {
			err = db.ErrNotFound
		}
		return findingID, err
	})
	return err
}
