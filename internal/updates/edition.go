package updates

import (
	"encoding/json"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
)

// State is where an edition stands.
type State string

// The states, in their order.
const (
	Drafting  State = "draft"
	Asked     State = "asked" // somebody else is asked to approve it
	Approved  State = "approved"
	Published State = "published"
)

// Words says a state to a reader.
func (s State) Words() string {
	return map[State]string{Drafting: "Draft", Asked: "Waiting for approval", Approved: "Approved", Published: "Published"}[s]
}

// Masthead is who publishes it: the lines at the top.
type Masthead struct{ Department, Network, Partners string }

// Edition is one study update.
type Edition struct {
	ID, StudyID string
	Number      int
	Title       string
	Series      string     // "Study update"
	Dated       dates.Date // the day that it bears; it counts what was there by then
	Final       bool       // the last one of its series
	FollowsOn   string     // of a final one: the study whose list its readers are offered, "" for none
	Masthead    Masthead
	Blocks      []Block
	SmallWhy    string // why small numbers of people may be told; "" where none is
	Correction  string // what the next issue corrects; "" before the first
	State       State
	EditedBy    access.Actor // who wrote last: AccountID and Name
	EditedAt    time.Time
	ApprovedBy  access.Actor
	ApprovedAt  time.Time
	Issues      int // published
	Version     int
}

// Block is a block of the edition; db.ErrNotFound if it has none such.
func (e Edition) Block(id string) (Block, error) {
	if i := e.at(id); i >= 0 {
		return e.Blocks[i], nil
	}
	return Block{}, db.ErrNotFound
}

func (e Edition) at(id string) int {
	return slices.IndexFunc(e.Blocks, func(b Block) bool { return b.ID == id })
}

const columns = `SELECT e.id, e.study_id, e.number, e.title, e.series, e.dated, e.final, e.follows_on, e.masthead, e.blocks, e.small_why, e.correction, e.state, e.edited_by, e.edited_by_name, e.edited_at,
	e.approved_by, e.approved_by_name, e.approved_at, e.version, (SELECT count(*) FROM update_issues i WHERE i.edition_id = e.id) FROM update_editions e`

func scan(s db.Scanner) (e Edition, err error) {
	var masthead, blocks string
	if err = s.Scan(&e.ID, &e.StudyID, &e.Number, &e.Title, &e.Series, &e.Dated, &e.Final, &e.FollowsOn, &masthead, &blocks, &e.SmallWhy, &e.Correction, &e.State, &e.EditedBy.AccountID, &e.EditedBy.Name, db.At(&e.EditedAt),
		db.Text(&e.ApprovedBy.AccountID), &e.ApprovedBy.Name, db.At(&e.ApprovedAt), &e.Version, &e.Issues); err != nil {
		return e, err
	}
	if err = json.Unmarshal([]byte(masthead), &e.Masthead); err != nil {
		return e, err
	}
	return e, json.Unmarshal([]byte(blocks), &e.Blocks)
}

// List is the editions of a study, the latest first.
func List(r db.Reader, s studies.Seat) ([]Edition, error) {
	return db.List(r, scan, columns+` WHERE e.study_id = $1 ORDER BY e.number DESC`, s.Study.ID)
}

// Get is one edition of the seat's study; else db.ErrNotFound.
func Get(r db.Reader, s studies.Seat, id string) (Edition, error) {
	return db.One(r, scan, columns+` WHERE e.id = $1 AND e.study_id = $2`, id, s.Study.ID)
}

// before is the day of the edition before one that bears a day; zero for none.
func before(r db.Reader, studyID string, dated dates.Date) (dates.Date, error) {
	all, err := db.List(r, func(s db.Scanner) (d dates.Date, err error) {
		err = s.Scan(&d)
		return
	}, `SELECT dated FROM update_editions WHERE study_id = $1 AND dated < $2 ORDER BY dated DESC LIMIT 1`, studyID, dated)
	if err != nil || len(all) == 0 {
		return dates.Date{}, err
	}
	return all[0], nil
}
