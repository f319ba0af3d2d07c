package keepers

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/directory"
)

// State is where a suggestion stands.
type State string

// The states.
const (
	Waiting  State = "waiting"
	Approved State = "approved" // at least one of its fields
	Declined State = "declined"
	Replaced State = "replaced" // by a later one of the same organisation
)

// Suggestion is what an organisation says is different by now.
type Suggestion struct {
	ID         string
	ServiceID  string
	Service    string // its name now
	KeeperID   string
	Note       string // to whoever looks at it
	RestRight  bool   // they say that everything else in the entry is right
	State      State
	At         time.Time
	DecidedAt  time.Time
	DecidedBy  string
	Reason     string // why something was left out
	Changes    []Change
	runBy      string
	approverID string
}

// On is an entry as the organisation wants it.
func (s Suggestion) On(entry directory.Service) directory.Service {
	for _, c := range s.Changes {
		put(&entry, c.Field, c.Wanted)
	}
	return entry
}

// Change is one field of a suggestion, in words.
type Change struct {
	Field  string // code in Fields, or StatusField
	Was    string // what the entry said when they wrote
	Wanted string
	Now    string // what the entry says now; empty once it was decided
	Taken  bool
}

// Stale says whether the entry has changed since they wrote.
func (c Change) Stale() bool { return c.Now != c.Was && c.Now != c.Wanted }

// Closes says whether the organisation says that it no longer does this.
func (s Suggestion) Closes() bool { return len(s.Changes) == 1 && s.Changes[0].Field == StatusField }

// Organisation is who runs the service, as far as its entry says.
func (s Suggestion) Organisation() string { return s.runBy }

// Seen tells apart what the entry said when somebody looked at a suggestion.
func (s Suggestion) Seen() string {
	sum := sha256.New()
	for _, c := range s.Changes {
		sum.Write([]byte(c.Field + "\x00" + c.Now + "\x00"))
	}
	return hex.EncodeToString(sum.Sum(nil)[:12])
}

const selectSuggestion = `SELECT id, service_id, keeper_id, note, rest_right, state, at, decided_at, by_id, by_name, reason FROM keeper_suggestions`

func scanSuggestion(row db.Scanner) (s Suggestion, err error) {
	err = row.Scan(&s.ID, &s.ServiceID, &s.KeeperID, &s.Note, &s.RestRight, &s.State, db.At(&s.At), db.At(&s.DecidedAt), &s.approverID, &s.DecidedBy, &s.Reason)
	return s, err
}

// GetSuggestion returns one suggestion with what its entry says now, or
// db.ErrNotFound.
func GetSuggestion(r db.Reader, id string) (Suggestion, error) {
	s, err := db.One(r, scanSuggestion, selectSuggestion+` WHERE id = $1`, id)
	if err != nil {
		return s, err
	}
	one := []Suggestion{s}
	err = fill(r, one)
	return one[0], err
}

// Suggestions returns those in a state: the ones that wait in the order in
// which they came, others the newest first, at most limit.
func Suggestions(r db.Reader, state State, limit int) ([]Suggestion, error) {
	order := ` ORDER BY decided_at DESC, id DESC LIMIT $2`
	if state == Waiting {
		order = ` ORDER BY at, id LIMIT $2`
	}
	list, err := db.List(r, scanSuggestion, selectSuggestion+` WHERE state = $1`+order, string(state), limit)
	if err != nil {
		return nil, err
	}
	return list, fill(r, list)
}

// CountWaiting returns how many suggestions wait.
func CountWaiting(r db.Reader) (n int, err error) {
	err = r.QueryRow(`SELECT count(*) FROM keeper_suggestions WHERE state = 'waiting'`).Scan(&n)
	return n, err
}

// WaitingOf returns what waits of an organisation about an entry; the zero
// Suggestion when nothing does.
func WaitingOf(r db.Reader, k Keeper, serviceID string) (Suggestion, error) {
	list, err := db.List(r, scanSuggestion, selectSuggestion+` WHERE service_id = $1 AND keeper_id = $2 AND state = 'waiting' ORDER BY at DESC, id DESC LIMIT 1`, serviceID, k.ID)
	if err != nil || len(list) == 0 {
		return Suggestion{}, err
	}
	return list[0], fill(r, list[:1])
}

func waits(r db.Reader, serviceID string) (bool, error) {
	var n int
	err := r.QueryRow(`SELECT count(*) FROM keeper_suggestions WHERE service_id = $1 AND state = 'waiting'`, serviceID).Scan(&n)
	return n > 0, err
}

// fill reads the fields of suggestions and what their entries say now.
func fill(r db.Reader, list []Suggestion) error {
	for i := range list {
		s := &list[i]
		entry, err := directory.Get(r, s.ServiceID)
		if err != nil {
			return err
		}
		s.Service, s.runBy = entry.Name, organisationOf(entry)
		if s.Changes, err = changesOf(r, s.ID); err != nil {
			return err
		}
		for j := range s.Changes {
			if s.State == Waiting {
				s.Changes[j].Now = TextOf(entry, s.Changes[j].Field)
			}
		}
	}
	return nil
}

// changesOf are the fields of a suggestion in the order in which they are asked.
func changesOf(r db.Reader, id string) (ordered []Change, err error) {
	list, err := db.List(r, func(row db.Scanner) (c Change, err error) {
		err = row.Scan(&c.Field, &c.Was, &c.Wanted, &c.Taken)
		return c, err
	}, `SELECT field, was, wanted, taken FROM keeper_changes WHERE suggestion_id = $1`, id)
	for _, field := range append([]Field{status}, Fields...) {
		for _, c := range list {
			if c.Field == field.Code {
				ordered = append(ordered, c)
			}
		}
	}
	return ordered, err
}
