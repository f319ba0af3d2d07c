package outputs

import (
	"context"
	"net/url"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Kind is a kind of output.
type Kind string

// The kinds.
const (
	Paper       Kind = "paper"
	PolicyBrief Kind = "policy-brief"
	Infographic Kind = "infographic"
	Blog        Kind = "blog"
	Talk        Kind = "talk"
	Report      Kind = "report"
	DataSet     Kind = "data-set"
	Film        Kind = "film"
	Other       Kind = "other"
)

// Kinds lists all kinds.
var Kinds = []Kind{Paper, PolicyBrief, Infographic, Blog, Talk, Report, DataSet, Film, Other}

// Words says a kind to a reader.
func (k Kind) Words() string {
	return map[Kind]string{Paper: "Paper", PolicyBrief: "Policy brief", Infographic: "Infographic", Blog: "Blog", Talk: "Talk", Report: "Report", DataSet: "Data set", Film: "Film or podcast", Other: "Something else"}[k]
}

// Plural says many of a kind, as within a sentence.
func (k Kind) Plural() string {
	return map[Kind]string{Paper: "papers", PolicyBrief: "policy briefs", Infographic: "infographics", Blog: "blogs", Talk: "talks", Report: "reports", DataSet: "data sets", Film: "films and podcasts", Other: "other outputs"}[k]
}

// Output is one thing that came of a study, or is planned to.
type Output struct {
	ID, StudyID string
	Kind        Kind
	Title       string
	Authors     string
	Venue       string // journal, website, place
	Summary     string // in plain English
	Address     string // where it is: https, or a DOI as one types it
	CameOut     dates.Date
	Stage       Stage
	Promised    dates.Date // by when; zero for no promise
	LateWhy     string     // why the promise was not kept
	Embargo     dates.Date // nobody outside sees it before that day
	FunderNamed bool       // somebody checked that it names the funder
	Roles       string     // who did what
	AddedAt     time.Time
	AddedBy     string
	Version     int
}

// Out reports whether everybody can read it on a day.
func (o Output) Out(today dates.Date) bool {
	return !o.CameOut.IsZero() && !o.CameOut.After(today) && !o.Embargo.After(today)
}

// Late reports whether it was promised by a day before today, is not there, and nobody has
// said why.
func (o Output) Late(today dates.Date) bool {
	return !o.Promised.IsZero() && o.Promised.Before(today) && o.CameOut.IsZero() && o.LateWhy == ""
}

const columns = `SELECT o.id, o.study_id, o.kind, o.title, o.authors, o.venue, o.summary, o.address, o.came_out, o.stage, o.promised, o.late_why, o.embargo, o.funder_named, o.contributions, o.added_at, o.added_by, o.version FROM study_outputs o`

func scan(s db.Scanner) (o Output, err error) {
	err = s.Scan(&o.ID, &o.StudyID, &o.Kind, &o.Title, &o.Authors, &o.Venue, &o.Summary, &o.Address, &o.CameOut, &o.Stage, &o.Promised, &o.LateWhy, &o.Embargo, &o.FunderNamed, &o.Roles, db.At(&o.AddedAt), &o.AddedBy, &o.Version)
	return
}

// List is the outputs of a study: those planned first, then the latest that came out.
func List(r db.Reader, s studies.Seat) ([]Output, error) {
	return db.List(r, scan, columns+` WHERE o.study_id = $1 ORDER BY CASE WHEN o.came_out IS NULL THEN 0 ELSE 1 END, o.came_out DESC, o.id`, s.Study.ID)
}

// Public is what everybody reads of a study with a public page: what has come out, the
// latest first. The caller has found the page.
func Public(r db.Reader, studyID string) ([]Output, error) {
	return db.List(r, scan, columns+` WHERE o.study_id = $1 AND o.came_out <= $2 AND (o.embargo IS NULL OR o.embargo <= $2) ORDER BY o.came_out DESC, o.id`, studyID, dates.Of(r.Now()))
}

// Get is one output of the seat's study; else db.ErrNotFound.
func Get(r db.Reader, s studies.Seat, id string) (Output, error) {
	return db.One(r, scan, columns+` WHERE o.id = $1 AND o.study_id = $2`, id, s.Study.ID)
}

// Add adds an output. *db.Invalid with the fields "kind", "title", "authors", "venue",
// "summary", "address" or "out".
func Add(ctx context.Context, d *db.DB, by access.Actor, key once.Key, o Output) (id string, err error) {
	return studies.Act(ctx, d, by, key, o.StudyID, studies.Lead, "output.added", func(tx *db.Tx, _ studies.Seat) (string, error) {
		o := o
		if err := o.tidy(dates.Of(tx.Now())); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err := tx.Exec(`INSERT INTO study_outputs (id, study_id, kind, title, authors, venue, summary, address, came_out, stage, promised, late_why, embargo, funder_named, contributions, added_at, added_by)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
			id, o.StudyID, o.Kind, o.Title, o.Authors, o.Venue, o.Summary, o.Address, o.CameOut, o.Stage, o.Promised, o.LateWhy, o.Embargo, o.FunderNamed, o.Roles, db.Ms(tx.Now()), by.Name)
		return id, err
	})
}

// Change saves an output as it is now. Errors as Add, and db.ErrConflict if somebody saved
// first.
func Change(ctx context.Context, d *db.DB, by access.Actor, key once.Key, o Output) error {
	return change(ctx, d, by, key, o, "output.changed", func(tx *db.Tx) (int64, error) {
		o := o
		if err := o.tidy(dates.Of(tx.Now())); err != nil {
			return 0, err
		}
		return tx.Exec(`UPDATE study_outputs SET kind = $4, title = $5, authors = $6, venue = $7, summary = $8, address = $9, came_out = $10, stage = $11, promised = $12, late_why = $13,
			embargo = $14, funder_named = $15, contributions = $16, version = version + 1 WHERE id = $1 AND study_id = $2 AND version = $3`,
			o.ID, o.StudyID, o.Version, o.Kind, o.Title, o.Authors, o.Venue, o.Summary, o.Address, o.CameOut, o.Stage, o.Promised, o.LateWhy, o.Embargo, o.FunderNamed, o.Roles)
	})
}

// Remove takes away an output that was added by mistake. db.ErrConflict if somebody saved
// first.
func Remove(ctx context.Context, d *db.DB, by access.Actor, key once.Key, o Output) error {
	return change(ctx, d, by, key, o, "output.removed", func(tx *db.Tx) (int64, error) {
		return tx.Exec(`DELETE FROM study_outputs WHERE id = $1 AND study_id = $2 AND version = $3`, o.ID, o.StudyID, o.Version)
	})
}

func change(ctx context.Context, d *db.DB, by access.Actor, key once.Key, o Output, what string, act func(*db.Tx) (int64, error)) error {
	_, err := studies.Act(ctx, d, by, key, o.StudyID, studies.Lead, what, func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := Get(tx, s, o.ID); err != nil {
			return "", err
		}
		n, err := act(tx)
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		return o.ID, err
	})
	return err
}

func (o *Output) tidy(today dates.Date) error {
	var bad db.Invalid
	if o.Kind.Words() == "" {
		bad.Add("kind", "Choose what it is")
	}
	bad.Trim("title", &o.Title, 300, "Enter the title")
	bad.Trim("authors", &o.Authors, 500, "")
	bad.Trim("venue", &o.Venue, 200, "")
	bad.Trim("summary", &o.Summary, 2000, "")
	bad.Trim("address", &o.Address, 500, "")
	bad.Trim("late_why", &o.LateWhy, 500, "")
	bad.Trim("roles", &o.Roles, 1000, "")
	o.settleStage(&bad)
	o.Address = addressOf(o.Address)
	if u, err := url.Parse(o.Address); o.Address != "" && (err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil) {
		bad.Add("address", "Enter an address that begins with https, or a DOI like 10.1234/abcd")
	}
	if o.CameOut.After(today) {
		bad.Add("out", "The day must be today or earlier. Leave it empty for what is planned")
	}
	if !o.CameOut.IsZero() && o.Address == "" && o.Venue == "" {
		bad.Add("address", "Enter where it is, so that people can find it")
	}
	return bad.Err()
}

// addressOf makes an address of a DOI.
func addressOf(text string) string {
	bare := strings.TrimPrefix(strings.ToLower(text), "doi:")
	if strings.HasPrefix(strings.TrimSpace(bare), "10.") && strings.Contains(bare, "/") {
		return "https://doi.org/" + strings.TrimSpace(text[len(text)-len(bare):])
	}
	return text
}
