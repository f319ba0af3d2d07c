package safeguarding

import (
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/identity"
)

// Concern is a fear that somebody is being harmed.
type Concern struct {
	ID, PersonID, TeamID string
	Seen                 string   // what was seen or heard
	Whose                string   // code of vocabulary.WhoseWords
	Kinds                []string // codes of vocabulary.HarmKinds
	Danger               bool     // somebody is in danger now
	DangerDone           string   // what was done about that
	PersonKnows          string   // code of vocabulary.PersonKnows
	Told                 string   // who else was told
	FirstDo              string   // what to do before contact, in one sentence
	Flagged              bool     // FirstDo holds
	RaisedBy, RaisedName string
	RaisedAt             time.Time
	State                State
	OwnerID, OwnerName   string // "" while there is nobody to own it
	Passed               int    // how often it was given on before anybody acknowledged it
	PassAt               time.Time
	AcknowledgedAt       time.Time
	Outcome              string // code of vocabulary.ConcernOutcomes
	Version              int
}

// Entry is one thing that happened to a concern.
type Entry struct {
	At        time.Time
	ByName    string
	What      What
	Words     string
	Day       dates.Date
	Reference string // the local authority's
}

const concernColumns = `SELECT k.id, k.person_id, k.team_id, k.seen, k.whose, k.kinds, k.danger, k.danger_done, k.person_knows, k.told, k.first_do, k.flagged,
	k.raised_by, k.raised_name, k.raised_at, k.state, k.owner_id, k.owner_name, k.passed, k.pass_at, k.acknowledged_at, k.outcome, k.version FROM concerns k`

func scanConcern(s db.Scanner) (k Concern, err error) {
	var kinds string
	err = s.Scan(&k.ID, &k.PersonID, &k.TeamID, &k.Seen, &k.Whose, &kinds, &k.Danger, &k.DangerDone, &k.PersonKnows, &k.Told, &k.FirstDo, &k.Flagged,
		&k.RaisedBy, &k.RaisedName, db.At(&k.RaisedAt), &k.State, &k.OwnerID, &k.OwnerName, &k.Passed, db.At(&k.PassAt), db.At(&k.AcknowledgedAt), &k.Outcome, &k.Version)
	k.Kinds = strings.Fields(kinds)
	return
}

// inCharge is the condition that the account in $1 reads the concerns of the
// team of a row.
func inCharge(teamColumn string) string {
	return access.LeadsSafety(teamColumn, "$1", identity.IsDisabled)
}

// Register is what those in charge of one or more teams read. Its figures are
// the lengths of its lists.
type Register struct {
	Unseen []Concern // nobody has acknowledged them; danger first, then the oldest
	Open   []Concern // acknowledged or in hand, the oldest first
	Closed []Concern // the latest, at most closedShown
	Looks  []Look    // to look into, the latest first
	Before []Look    // looked into lately
}

const (
	openShown   = 300
	closedShown = 50
)

// TheRegister reads the register of all teams of which the actor is in charge.
func TheRegister(r db.Reader, by access.Actor) (g Register, err error) {
	open, err := db.List(r, scanConcern, concernColumns+` WHERE k.state <> 'closed' AND `+inCharge("k.team_id")+` ORDER BY k.danger DESC, k.raised_at, k.id LIMIT $2`, by.AccountID, openShown)
	if err != nil {
		return g, err
	}
	for _, k := range open {
		if k.State == Raised {
			g.Unseen = append(g.Unseen, k)
		} else {
			g.Open = append(g.Open, k)
		}
	}
	if g.Closed, err = db.List(r, scanConcern, concernColumns+` WHERE k.state = 'closed' AND `+inCharge("k.team_id")+` ORDER BY k.raised_at DESC, k.id DESC LIMIT $2`, by.AccountID, closedShown); err != nil {
		return g, err
	}
	if g.Looks, err = db.List(r, scanLook, lookColumns+` WHERE `+toLookInto+` ORDER BY o.at DESC, o.id DESC LIMIT $2`, by.AccountID, openShown); err != nil {
		return g, err
	}
	g.Before, err = db.List(r, scanLook, lookColumns+` WHERE o.looked_into IS NOT NULL AND `+inCharge("o.team_id")+` ORDER BY o.at DESC, o.id DESC LIMIT $2`, by.AccountID, closedShown)
	return g, err
}

// Waiting counts what nobody has acknowledged or looked into yet in the teams
// of which the actor is in charge.
func Waiting(r db.Reader, by access.Actor) (n int, err error) {
	return db.One(r, count, `SELECT (SELECT count(*) FROM concerns k WHERE k.state = 'raised' AND `+inCharge("k.team_id")+`)
		+ (SELECT count(*) FROM safety_looks o WHERE `+toLookInto+`)`, by.AccountID)
}

// Unseen counts the concerns that nobody has acknowledged in the teams of which
// the actor is in charge.
func Unseen(r db.Reader, by access.Actor) (int, error) {
	return db.One(r, count, `SELECT count(*) FROM concerns k WHERE k.state = 'raised' AND `+inCharge("k.team_id"), by.AccountID)
}

func count(s db.Scanner) (n int, err error) {
	err = s.Scan(&n)
	return
}

// InCharge lists the teams whose concerns the actor reads.
func InCharge(r db.Reader, by access.Actor) ([]string, error) {
	return access.LedTeams(r, by.AccountID, identity.IsDisabled)
}

// TheConcern returns a concern of a team of which the actor is in charge, or
// db.ErrNotFound.
func TheConcern(r db.Reader, by access.Actor, id string) (Concern, error) {
	return db.One(r, scanConcern, concernColumns+` WHERE k.id = $2 AND `+inCharge("k.team_id"), by.AccountID, id)
}

// RaisedByMe returns a concern that the actor raised, or db.ErrNotFound.
func RaisedByMe(r db.Reader, by access.Actor, id string) (Concern, error) {
	return db.One(r, scanConcern, concernColumns+` WHERE k.id = $2 AND k.raised_by = $1`, by.AccountID, id)
}

// Mine lists the concerns that the actor raised, newest first.
func Mine(r db.Reader, by access.Actor) ([]Concern, error) {
	return db.List(r, scanConcern, concernColumns+` WHERE k.raised_by = $1 ORDER BY k.raised_at DESC, k.id DESC LIMIT 50`, by.AccountID)
}

// Entries lists what happened to a concern, first to last. The caller has
// checked that its reader is in charge.
func Entries(r db.Reader, concernID string) ([]Entry, error) {
	return db.List(r, func(s db.Scanner) (e Entry, err error) {
		err = s.Scan(db.At(&e.At), &e.ByName, &e.What, &e.Words, &e.Day, &e.Reference)
		return
	}, `SELECT at, by_name, what, words, on_day, reference FROM concern_entries WHERE concern_id = $1 ORDER BY at, id`, concernID)
}

// Flags counts the safety flags of a person. The caller has checked that its
// reader may see the person. A flag without a sentence has nothing to say.
func Flags(r db.Reader, personID string) (int, error) {
	return db.One(r, count, `SELECT count(*) FROM concerns k WHERE k.person_id = $1 AND k.flagged = TRUE`, personID)
}

// note adds an entry.
func note(tx *db.Tx, byID, byName, concernID string, e Entry) error {
	_, err := tx.Exec(`INSERT INTO concern_entries (id, concern_id, at, by_id, by_name, what, words, on_day, reference) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.NewID(), concernID, tx.Now().UnixMilli(), byID, byName, e.What, e.Words, e.Day, e.Reference)
	return err
}
