package harvest

import (
	"encoding/json"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/jobs"
)

// State is where a harvest stands.
type State string

// The states. A failed harvest met a feed that cannot be read; a stopped one
// waits for somebody to decide.
const (
	Reading State = "reading"
	Done    State = "done"
	Failed  State = "failed"
	Stopped State = "stopped"
)

// phase is which part of a harvest comes next.
type phase string

const (
	listing phase = "list"
	details phase = "details"
	missing phase = "missing"
)

// Harvest is one reading of a source.
type Harvest struct {
	ID, Source string
	Dry        bool // only says what would change
	State      State
	NextPage   int
	Pages      int // that the feed says there are; 0 when it does not
	Read       int
	Added      int
	Changed    int
	Unchanged  int
	Rejected   int
	Missed     int // records of before that it did not have
	Gone       int // of those, taken for withdrawn
	Message    string
	By         directory.By // empty for the plan
	StartedAt  time.Time
	MovedAt    time.Time
	EndedAt    time.Time
	Since      time.Time // only what was modified after is asked for; zero: everything
	phase      phase
	tries      int
}

const columns = `id, source, dry, state, phase, next_page, pages, read, added, changed, unchanged, rejected, missed, gone, message, tries,
	by_id, by_name, started_at, moved_at, ended_at, since`

func scan(row db.Scanner) (h Harvest, err error) {
	err = row.Scan(&h.ID, &h.Source, &h.Dry, &h.State, &h.phase, &h.NextPage, &h.Pages, &h.Read, &h.Added, &h.Changed, &h.Unchanged,
		&h.Rejected, &h.Missed, &h.Gone, &h.Message, &h.tries, &h.By.ID, &h.By.Name, db.At(&h.StartedAt), db.At(&h.MovedAt), db.At(&h.EndedAt), db.At(&h.Since))
	return h, err
}

// Get returns one harvest, or db.ErrNotFound.
func Get(r db.Reader, id string) (Harvest, error) {
	return db.One(r, scan, `SELECT `+columns+` FROM harvests WHERE id = $1`, id)
}

// Latest returns the harvests of a source, newest first, at most limit.
func Latest(r db.Reader, source string, limit int) ([]Harvest, error) {
	return db.List(r, scan, `SELECT `+columns+` FROM harvests WHERE source = $1 ORDER BY started_at DESC, id DESC LIMIT $2`, source, limit)
}

// Newest returns the latest harvest of every source that has one, by source.
func Newest(r db.Reader) (map[string]Harvest, error) {
	all, err := db.List(r, scan, `SELECT `+columns+` FROM harvests AS h WHERE NOT EXISTS (SELECT 1 FROM harvests AS later
		WHERE later.source = h.source AND (later.started_at, later.id) > (h.started_at, h.id))`)
	newest := make(map[string]Harvest, len(all))
	for _, h := range all {
		newest[h.Source] = h
	}
	return newest, err
}

// begin writes a new harvest of a source and ends those before it.
func begin(tx *db.Tx, by directory.By, source string, dry bool) (Harvest, error) {
	if err := endBefore(tx, source, dry); err != nil {
		return Harvest{}, err
	}
	h := Harvest{ID: tx.NewID(), Source: source, Dry: dry, State: Reading, NextPage: 1, By: by, StartedAt: tx.Now(), MovedAt: tx.Now(), phase: listing}
	_, err := tx.Exec(`INSERT INTO harvests (id, source, dry, state, phase, next_page, pages, read, added, changed, unchanged, rejected, missed, gone,
			message, tries, by_id, by_name, started_at, moved_at)
		VALUES ($1, $2, $3, 'reading', 'list', 1, 0, 0, 0, 0, 0, 0, 0, 0, '', 0, $4, $5, $6, $6)`,
		h.ID, source, dry, by.ID, by.Name, db.Ms(tx.Now()))
	return h, err
}

// endBefore ends what is under way, and unless the new one only looks, what
// waits for a decision too: to go on with it would miss what the new one finds.
func endBefore(tx *db.Tx, source string, dry bool) error {
	before, err := db.List(tx, scan, `SELECT `+columns+` FROM harvests WHERE source = $1 AND state IN ('reading', 'stopped') ORDER BY id`, source)
	if err != nil {
		return err
	}
	for _, h := range before {
		if h.State == Stopped && dry {
			continue
		}
		if err := h.end(tx, Failed, "Another reading was begun."); err != nil {
			return err
		}
	}
	return nil
}

// save writes how far a harvest has come.
func (h Harvest) save(tx *db.Tx) error {
	_, err := tx.Exec(`UPDATE harvests SET state = $2, phase = $3, next_page = $4, pages = $5, read = $6, added = $7, changed = $8, unchanged = $9,
			rejected = $10, missed = $11, gone = $12, message = $13, tries = $14, moved_at = $15, ended_at = $16, since = $17 WHERE id = $1`,
		h.ID, string(h.State), string(h.phase), h.NextPage, h.Pages, h.Read, h.Added, h.Changed, h.Unchanged,
		h.Rejected, h.Missed, h.Gone, h.Message, h.tries, db.Ms(tx.Now()), db.Ms(h.EndedAt), db.Ms(h.Since))
	return err
}

// end ends a harvest and forgets what it had seen, unless somebody can still
// say to go on.
func (h *Harvest) end(tx *db.Tx, state State, message string) error {
	h.State, h.Message, h.EndedAt = state, message, tx.Now()
	if state == Stopped {
		return h.save(tx)
	}
	if _, err := tx.Exec(`DELETE FROM harvest_seen WHERE harvest_id = $1`, h.ID); err != nil {
		return err
	}
	return h.save(tx)
}

// JobRead is the kind of job that reads a feed on.
const JobRead = "openreferral.harvest"

type job struct{ Harvest string }

// Start begins to read a feed in the background and returns the harvest.
// *db.Invalid when the source is no feed.
func Start(tx *db.Tx, by directory.By, source string, dry bool) (Harvest, error) {
	s, err := directory.GetSource(tx, source)
	if err != nil {
		return Harvest{}, err
	}
	if s.Kind != directory.Feed {
		var bad db.Invalid
		bad.Add("source", "This source has no address to read. Bring a file instead")
		return Harvest{}, bad.Err()
	}
	h, err := begin(tx, by, source, dry)
	if err != nil {
		return h, err
	}
	return h, jobs.Enqueue(tx, JobRead, job{h.ID}, tx.Now())
}

func unpack(args json.RawMessage) (id string, err error) {
	var j job
	err = json.Unmarshal(args, &j)
	return j.Harvest, err
}
