package doubles

import (
	"encoding/json"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/directory"
)

// State is what became of a pair.
type State string

// The states.
const (
	Waiting State = "waiting"
	Joined  State = "joined"
	Apart   State = "apart"
)

// Reason speaks for one service, or against it.
type Reason struct {
	Words  string
	Points int // below zero against
}

// Pair is two services that may be one.
type Pair struct {
	ID           string
	A, B         string // services
	NameA, NameB string
	Score        int
	Series       bool // the same service on other days
	Reasons      []Reason
	State        State
	FoundAt      time.Time
	DecidedAt    time.Time
	By           directory.By // empty for the program
}

const selectPair = `SELECT id, a_id, b_id, score, series, reasons, state, found_at, decided_at, by_id, by_name FROM service_doubles`

func scanPair(row db.Scanner) (p Pair, err error) {
	var reasons string
	if err = row.Scan(&p.ID, &p.A, &p.B, &p.Score, &p.Series, &reasons, &p.State, db.At(&p.FoundAt), db.At(&p.DecidedAt), &p.By.ID, &p.By.Name); err != nil {
		return p, err
	}
	return p, json.Unmarshal([]byte(reasons), &p.Reasons)
}

// List returns the pairs of a state, the likeliest first, at most limit, with
// the names of their services.
func List(r db.Reader, state State, limit int) ([]Pair, error) {
	pairs, err := db.List(r, scanPair, selectPair+` WHERE state = $1 ORDER BY score DESC, id LIMIT $2`, string(state), limit)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, p := range pairs {
		ids = append(ids, p.A, p.B)
	}
	names, err := directory.Names(r, ids)
	for i := range pairs {
		pairs[i].NameA, pairs[i].NameB = names[pairs[i].A], names[pairs[i].B]
	}
	return pairs, err
}

// Count returns how many pairs are in a state.
func Count(r db.Reader, state State) (n int, err error) {
	err = r.QueryRow(`SELECT count(*) FROM service_doubles WHERE state = $1`, string(state)).Scan(&n)
	return n, err
}

// Get returns one pair, or db.ErrNotFound.
func Get(r db.Reader, id string) (Pair, error) {
	return db.One(r, scanPair, selectPair+` WHERE id = $1`, id)
}
