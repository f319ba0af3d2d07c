package referrals

import (
	"strconv"
	"strings"
	"time"

	"linkwork/internal/db"
)

// A sender is a practice whose system speaks for it with a token. It reaches
// its own referrals and no others; each function takes the practice's id and
// treats everything else as not there.

// OfSender returns one referral that the practice sent, or db.ErrNotFound.
func OfSender(r db.Reader, practiceID, id string) (Referral, error) {
	return db.One(r, scanReferral, referralColumns+` WHERE r.id = $1 AND r.practice_id = $2 AND `+ofPractice, id, practiceID)
}

// OfSenderBySubject finds a referral by its subject's id.
func OfSenderBySubject(r db.Reader, practiceID, subjectID string) (Referral, error) {
	return db.One(r, scanReferral, referralColumns+` WHERE r.subject_id = $1 AND r.practice_id = $2 AND `+ofPractice, subjectID, practiceID)
}

// OfSenderByIdentifier finds a referral by the sender's own identifier.
func OfSenderByIdentifier(r db.Reader, practiceID, system, value string) (Referral, error) {
	return db.One(r, scanReferral, referralColumns+` WHERE r.practice_id = $1 AND r.identifier_system = $2 AND r.identifier_value = $3 AND `+ofPractice,
		practiceID, system, value)
}

// SenderQuery narrows a sender's search. Zero fields do not narrow.
type SenderQuery struct {
	ID                           string
	IdentifierSystem, Identifier string
	States                       []State
	UpdatedFrom, UpdatedBefore   time.Time // from inclusive, before exclusive
	AfterUpdated                 time.Time // keyset: the last row of the page before
	AfterID                      string
	Limit                        int // at least 1
}

// SearchOfSender lists the practice's referrals, oldest change first, so that
// a sender who polls with the last change it saw misses nothing.
func SearchOfSender(r db.Reader, practiceID string, q SenderQuery) ([]Referral, error) {
	where, args := []string{`r.practice_id = $1`, ofPractice}, []any{practiceID}
	add := func(condition string, values ...any) {
		for _, value := range values {
			args = append(args, value)
			condition = strings.Replace(condition, "?", "$"+strconv.Itoa(len(args)), 1)
		}
		where = append(where, condition)
	}
	if q.ID != "" {
		add(`r.id = ?`, q.ID)
	}
	if q.IdentifierSystem != "" {
		add(`r.identifier_system = ?`, q.IdentifierSystem)
	}
	if q.Identifier != "" {
		add(`r.identifier_value = ?`, q.Identifier)
	}
	if len(q.States) > 0 {
		states := make([]any, len(q.States))
		for i, s := range q.States {
			states[i] = s
		}
		add(`r.state IN (`+strings.Repeat("?, ", len(states)-1)+`?)`, states...)
	}
	if !q.UpdatedFrom.IsZero() {
		add(`r.updated_at >= ?`, q.UpdatedFrom.UnixMilli())
	}
	if !q.UpdatedBefore.IsZero() {
		add(`r.updated_at < ?`, q.UpdatedBefore.UnixMilli())
	}
	if q.AfterID != "" {
		add(`(r.updated_at, r.id) > (?, ?)`, q.AfterUpdated.UnixMilli(), q.AfterID)
	}
	args = append(args, q.Limit)
	return db.List(r, scanReferral, referralColumns+` WHERE `+strings.Join(where, " AND ")+
		` ORDER BY r.updated_at, r.id LIMIT $`+strconv.Itoa(len(args)), args...)
}
