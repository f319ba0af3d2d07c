package correspondence

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Audience is whom words are for.
type Audience string

// The audiences.
const (
	ForPerson       Audience = "person"
	ForPractice     Audience = "practice"
	ForOrganisation Audience = "organisation"
)

// Audiences lists them in the order of the pages.
var Audiences = []Audience{ForPerson, ForPractice, ForOrganisation}

// Words says an audience.
func (a Audience) Words() string {
	return map[Audience]string{ForPerson: "The person", ForPractice: "Their GP practice", ForOrganisation: "An organisation"}[a]
}

// Template is a version of words to start from.
type Template struct {
	ID       string // of the version; "" for one that comes with Linkwork
	Code     string // the same in every version
	TeamID   string // whose it is; "" for the whole area
	Version  int    // 0 for one that comes with Linkwork
	Name     string
	Audience Audience
	Words    string
	Easy     string // easy read; "" where there is none
	Retired  bool
	ByName   string
	MadeAt   time.Time
}

// Ref names the version in a piece that was made of it.
func (t Template) Ref() string {
	if t.Version == 0 {
		return "usual:" + t.Code
	}
	return t.ID
}

// In is the words in a format.
func (t Template) In(f Format) string {
	if f == Easy && t.Easy != "" {
		return t.Easy
	}
	return t.Words
}

// Shelf is where templates stand: a team's, or with "" the area's. What a team
// keeps stands before the area's of the same code, and that before what comes
// with Linkwork.
type Shelf struct{ TeamID string }

// mayChange reports whether the actor looks after the templates of a shelf: the
// manager of the team, or for the area its administrators.
func (s Shelf) mayChange(by access.Actor) bool {
	if s.TeamID == "" {
		return by.Is(access.Administrator)
	}
	return by.Manages(s.TeamID)
}

const templateColumns = `SELECT w.id, w.code, w.team_id, w.version, w.name, w.audience, w.words, w.easy, w.retired, w.by_name, w.made_at FROM wordings w`

func scanTemplate(s db.Scanner) (t Template, err error) {
	err = s.Scan(&t.ID, &t.Code, &t.TeamID, &t.Version, &t.Name, &t.Audience, &t.Words, &t.Easy, &t.Retired, &t.ByName, db.At(&t.MadeAt))
	return
}

// Templates lists what stands on a shelf now, by audience and name.
func Templates(r db.Reader, s Shelf) ([]Template, error) {
	kept, err := db.List(r, scanTemplate, templateColumns+` WHERE w.team_id IN ('', $1)
		AND w.version = (SELECT max(n.version) FROM wordings n WHERE n.team_id = w.team_id AND n.code = w.code) ORDER BY w.team_id`, s.TeamID)
	if err != nil {
		return nil, err
	}
	byCode := make(map[string]Template)
	for _, t := range append(slices.Clone(usual), kept...) {
		byCode[t.Code] = t
	}
	var all []Template
	for _, t := range byCode {
		if !t.Retired {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, func(a, b Template) int {
		if d := slices.Index(Audiences, a.Audience) - slices.Index(Audiences, b.Audience); d != 0 {
			return d
		}
		return strings.Compare(a.Name+a.Code, b.Name+b.Code)
	})
	return all, nil
}

// TheTemplate is one of a shelf, or db.ErrNotFound.
func TheTemplate(r db.Reader, s Shelf, code string) (Template, error) {
	all, err := Templates(r, s)
	if err != nil {
		return Template{}, err
	}
	i := slices.IndexFunc(all, func(t Template) bool { return t.Code == code })
	if i < 0 {
		return Template{}, db.ErrNotFound
	}
	return all[i], nil
}

// Versions lists every version of a template on a shelf, latest first, with
// the one that comes with Linkwork last.
func Versions(r db.Reader, s Shelf, code string) ([]Template, error) {
	all, err := db.List(r, scanTemplate, templateColumns+` WHERE w.team_id IN ('', $1) AND w.code = $2 ORDER BY w.team_id DESC, w.version DESC LIMIT 100`, s.TeamID, code)
	if i := slices.IndexFunc(usual, func(t Template) bool { return t.Code == code }); i >= 0 {
		all = append(all, usual[i])
	}
	return all, err
}

// mostTemplates is how many templates may stand on a shelf.
const mostTemplates = 60

// Keep stores another version of a template on a shelf, or with no code a new
// template, and returns its code. t.Version is that of the version the page
// showed on this shelf, 0 for one of another; db.ErrConflict if there is a later
// one. db.ErrNotFound for whoever does not look after the shelf.
func Keep(ctx context.Context, d *db.DB, by access.Actor, key once.Key, s Shelf, t Template) (code string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		code, _, err = once.Do(tx, key, func() (string, error) { return keep(tx, by, s, t) })
		return err
	})
	return code, err
}

// Retire takes a template off a shelf. What was written with it stays.
func Retire(ctx context.Context, d *db.DB, by access.Actor, key once.Key, s Shelf, code string, version int) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			if !s.mayChange(by) {
				return "", db.ErrNotFound
			}
			t, err := TheTemplate(tx, s, code)
			if err != nil {
				return "", err
			}
			t.Version, t.Retired = version, true
			return keep(tx, by, s, t)
		})
		return err
	})
}

func keep(tx *db.Tx, by access.Actor, s Shelf, t Template) (string, error) {
	if !s.mayChange(by) {
		return "", db.ErrNotFound
	}
	if err := t.tidy(); err != nil {
		return "", err
	}
	all, err := Templates(tx, s)
	if err != nil {
		return "", err
	}
	if t.Code != "" {
		if !slices.ContainsFunc(all, func(o Template) bool { return o.Code == t.Code }) {
			return "", db.ErrNotFound
		}
	} else if t.Code = tx.NewID(); len(all) >= mostTemplates {
		var bad db.Invalid
		bad.Add("name", "There are 60 templates. Take one away first")
		return "", bad.Err()
	}
	t.ID = tx.NewID()
	_, err = tx.Exec(`INSERT INTO wordings (id, code, team_id, version, name, audience, words, easy, retired, by_name, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		t.ID, t.Code, s.TeamID, t.Version+1, t.Name, t.Audience, t.Words, t.Easy, t.Retired, by.Name, tx.Now().UnixMilli())
	if errors.Is(err, db.ErrDuplicate) {
		return "", db.ErrConflict
	}
	if err != nil {
		return "", err
	}
	return t.Code, audit.Change(tx, by.Audit(), "wording.kept", "", "wording", t.ID)
}

func (t *Template) tidy() error {
	t.Name, t.Words, t.Easy = strings.Join(strings.Fields(t.Name), " "), tidyLines(t.Words), tidyLines(t.Easy)
	var bad db.Invalid
	if t.Name == "" || len([]rune(t.Name)) > 60 {
		bad.Add("name", "Enter a name of up to 60 characters")
	}
	if !slices.Contains(Audiences, t.Audience) {
		bad.Add("audience", "Choose whom it is for")
	}
	if t.Words == "" {
		bad.Add("words", "Write the words to start from")
	}
	for _, box := range []struct{ name, words string }{{"words", t.Words}, {"easy", t.Easy}} {
		if len([]rune(box.words)) > mostWords {
			bad.Add(box.name, "Use 3,000 characters or fewer")
		}
		if wrong := unknownField(box.words); wrong != "" {
			bad.Add(box.name, "There is no field "+wrong+". Use only those in the list")
		}
	}
	return bad.Err()
}

// mostWords is how long a piece or template may be.
const mostWords = 3000

func tidyLines(text string) string { return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")) }
