package participants

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Participant is somebody in a study, under a study number.
type Participant struct {
	ID, StudyID, SiteID string // SiteID is "" where the study has no site for them
	Number              string // "P017"
	Kind                studies.Kind
	Part                string // what they do, in words that give nobody away
	Source              Source
	Stage               Stage     // the furthest that was reached
	Lost                Reason    // why they went no further, "" while they may
	SilentAt            time.Time // they want no more contact since; zero for never
	AddedAt             time.Time
	AddedBy             string
	Version             int
}

// Going reports whether the participant may still go on.
func (p Participant) Going() bool { return p.Lost == "" }

// Source is how somebody came to a study.
type Source string

// The sources.
const (
	FromPractice      Source = "practice"
	FromLinkWorker    Source = "link-worker"
	FromPoster        Source = "poster"
	FromList          Source = "list"
	FromQuestionnaire Source = "questionnaire"
	FromElsewhere     Source = "other"
)

// Sources lists all sources.
var Sources = []Source{FromPractice, FromLinkWorker, FromPoster, FromList, FromQuestionnaire, FromElsewhere}

// Words says a source to a reader.
func (s Source) Words() string {
	return map[Source]string{FromPractice: "Their practice", FromLinkWorker: "Their link worker", FromPoster: "A poster or website", FromList: "A list of colleagues",
		FromQuestionnaire: "A questionnaire of the study", FromElsewhere: "Another way"}[s]
}

const columns = `SELECT p.id, p.study_id, p.site_id, p.number, p.kind, p.part, p.source, p.stage, p.lost, p.silent_at, p.added_at, p.added_by, p.version FROM participants p`

func scan(s db.Scanner) (p Participant, err error) {
	err = s.Scan(&p.ID, &p.StudyID, db.Text(&p.SiteID), &p.Number, &p.Kind, &p.Part, &p.Source, &p.Stage, &p.Lost, db.At(&p.SilentAt), db.At(&p.AddedAt), &p.AddedBy, &p.Version)
	return
}

// Filter narrows a list of participants. Its zero value narrows nothing.
type Filter struct {
	SiteID  string
	Kind    studies.Kind
	Reached Stage  // have come as far, or further
	At      Stage  // stand at this stage
	Lost    Reason // went no further for this reason
	Going   bool   // may still go on
	Over    bool   // went no further
	Source  Source
}

// Rows is the log as a seat may read it, under study numbers. Whoever follows the
// study may; but nobody who supports people or manages or employs those who do, who
// would know their own by site, kind and day. db.ErrNotFound for them.
func Rows(r db.Reader, s studies.Seat, f Filter) ([]Participant, error) {
	if !ReadsRows(s) {
		return nil, db.ErrNotFound
	}
	return List(r, s, studies.Follow, f)
}

// Row is one participant of Rows.
func Row(r db.Reader, s studies.Seat, id string) (Participant, error) {
	if !ReadsRows(s) {
		return Participant{}, db.ErrNotFound
	}
	return Get(r, s, studies.Follow, id)
}

// ReadsRows reports whether Rows answers a seat.
func ReadsRows(s studies.Seat) bool {
	return s.Has(studies.Follow) && !s.By.Is(access.Manager, access.LinkWorker, access.Practice)
}

// List is the participants whom a seat reaches for a duty (studies.Meet,
// studies.Read or studies.Follow at their site), by number. The count of a page is
// the length of this list.
func List(r db.Reader, s studies.Seat, d studies.Duty, f Filter) ([]Participant, error) {
	where, args := f.where(s, d)
	return db.List(r, scan, columns+" WHERE "+where+" ORDER BY p.number, p.id", args...)
}

// Tally is how many participants stand at a stage, and went no further for a reason.
type Tally struct {
	Stage Stage
	Lost  Reason // "" for those who may still go on
	N     int
}

// Tallies counts the rows that Rows lists for the same filter, in one query with the same
// condition.
func Tallies(r db.Reader, s studies.Seat, f Filter) ([]Tally, error) {
	if !ReadsRows(s) {
		return nil, db.ErrNotFound
	}
	where, args := f.where(s, studies.Follow)
	return db.List(r, func(row db.Scanner) (t Tally, err error) {
		err = row.Scan(&t.Stage, &t.Lost, &t.N)
		return
	}, `SELECT p.stage, p.lost, count(*) FROM participants p WHERE `+where+` GROUP BY p.stage, p.lost ORDER BY p.stage, p.lost`, args...)
}

// where is the condition of a filter within a seat's reach, with its arguments.
func (f Filter) where(s studies.Seat, d studies.Duty) (condition string, args []any) {
	reach, args := s.Reach(d, "p.site_id", s.Study.ID)
	where := []string{"p.study_id = $1", reach}
	and := func(condition string, arg any) {
		args = append(args, arg)
		where = append(where, condition+" $"+strconv.Itoa(len(args)))
	}
	if f.SiteID != "" {
		and("p.site_id =", f.SiteID)
	}
	if f.Kind != "" {
		and("p.kind =", f.Kind)
	}
	if f.At != "" {
		and("p.stage =", f.At)
	}
	if f.Lost != "" {
		and("p.lost =", f.Lost)
	}
	if f.Going {
		where = append(where, "p.lost = ''")
	}
	if f.Over {
		where = append(where, "p.lost <> ''")
	}
	if from := f.Reached.rank(); from > 0 {
		start := len(args) + 1
		for _, stage := range Stages[from:] {
			args = append(args, stage)
		}
		where = append(where, "p.stage IN "+db.Marks(start, len(Stages)-from))
	}
	if f.Source != "" {
		and("p.source =", f.Source)
	}
	return strings.Join(where, " AND "), args
}

// Get is one participant whom the seat reaches for a duty; else db.ErrNotFound.
func Get(r db.Reader, s studies.Seat, d studies.Duty, id string) (Participant, error) {
	p, err := unscoped(r, s.Study.ID, id)
	if err != nil {
		return p, err
	}
	return p, s.AtSite(d, p.SiteID)
}

// Unscoped is a participant by their id, for the rooms of studies that act for
// somebody who holds their own link.
func Unscoped(r db.Reader, id string) (Participant, error) {
	return db.One(r, scan, columns+` WHERE p.id = $1`, id)
}

func unscoped(r db.Reader, studyID, id string) (Participant, error) {
	return db.One(r, scan, columns+` WHERE p.study_id = $1 AND p.id = $2`, studyID, id)
}

// Add puts somebody who was approached on the recruitment log, and returns the id.
// The study and the site must be open. *db.Invalid with the fields "site", "kind",
// "part", "source" or "day".
func Add(ctx context.Context, d *db.DB, by access.Actor, key once.Key, p Participant, day dates.Date) (id string, err error) {
	return studies.Act(ctx, d, by, key, p.StudyID, studies.Meet, "participant.approached", func(tx *db.Tx, s studies.Seat) (string, error) {
		return Enrol(tx, s, p, day)
	})
}

// Enrol is Add within a write of a room above.
func Enrol(tx *db.Tx, s studies.Seat, p Participant, day dates.Date) (id string, err error) {
	p.StudyID = s.Study.ID
	if err := s.AtSite(studies.Meet, p.SiteID); err != nil {
		return "", err
	}
	if day, err = p.check(tx, s, day); err != nil {
		return "", err
	}
	if p.Number, err = nextNumber(tx, p.StudyID); err != nil {
		return "", err
	}
	p.ID = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO participants (id, study_id, site_id, number, kind, part, source, stage, lost, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, $10)`,
		p.ID, p.StudyID, db.Null(p.SiteID), p.Number, p.Kind, p.Part, p.Source, Approached, db.Ms(tx.Now()), s.By.Name); err != nil {
		return "", err
	}
	return p.ID, addStep(tx, p.ID, Approached, "", day, s.By.Name)
}

// Volunteer makes a participant of somebody who offered themselves by a questionnaire of
// the study: interested, at no site yet. The caller acts for them.
func Volunteer(tx *db.Tx, s studies.Seat, kind studies.Kind) (id string, err error) {
	p := Participant{ID: tx.NewID(), StudyID: s.Study.ID, Kind: kind}
	if p.Number, err = nextNumber(tx, p.StudyID); err != nil {
		return "", err
	}
	if _, err := tx.Exec(`INSERT INTO participants (id, study_id, number, kind, part, source, stage, lost, added_at, added_by) VALUES ($1, $2, $3, $4, '', $5, $6, '', $7, $8)`,
		p.ID, p.StudyID, p.Number, p.Kind, FromQuestionnaire, Interested, db.Ms(dates.Of(tx.Now()).Midnight()), s.By.Name); err != nil {
		return "", err
	}
	return p.ID, addStep(tx, p.ID, Interested, "", dates.Of(tx.Now()), s.By.Name)
}

func (p *Participant) check(tx *db.Tx, s studies.Seat, day dates.Date) (dates.Date, error) {
	today := dates.Of(tx.Now())
	if day.IsZero() {
		day = today
	}
	var bad db.Invalid
	if p.Kind.Words() == "" {
		bad.Add("kind", "Choose as what they take part")
	}
	if p.Source.Words() == "" {
		bad.Add("source", "Choose how they came to the study")
	}
	bad.Trim("part", &p.Part, 60, "")
	if day.After(today) {
		bad.Add("day", "The day must be today or earlier")
	}
	if err := bad.Err(); err != nil {
		return day, err
	}
	if p.SiteID == "" {
		return day, nil
	}
	return day, studies.Collects(tx, s.Study, p.SiteID, "site")
}

// nextNumber is the next study number: P001, P002. It says nothing about the
// person, their site or what they take part as.
func nextNumber(tx *db.Tx, studyID string) (string, error) {
	var n int
	if err := tx.QueryRow(`SELECT count(*) FROM participants WHERE study_id = $1`, studyID).Scan(&n); err != nil {
		return "", err
	}
	return fmt.Sprintf("P%03d", n+1), nil
}
