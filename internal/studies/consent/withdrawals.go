package consent

import (
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/studies"
)

// Furthest is how much each participant of a study took back in all, by their ids: the
// furthest level, and one clause only where there is nothing further. A room above
// narrows it to the participants whom it may name.
func Furthest(r db.Reader, s studies.Seat) (map[string]Withdrawal, error) {
	all, err := db.List(r, func(row db.Scanner) (w Withdrawal, err error) {
		err = row.Scan(&w.ID, &w.ParticipantID, &w.Level, &w.Day)
		return
	}, `SELECT id, participant_id, level, day FROM study_withdrawals WHERE study_id = $1 ORDER BY noted_at, id`, s.Study.ID)
	of := make(map[string]Withdrawal)
	for _, w := range all {
		if before, found := of[w.ParticipantID]; !found || w.Level.further(before.Level) {
			of[w.ParticipantID] = w
		}
	}
	return of, err
}

// WhoWants are the participants of a study who want what they gave destroyed. A room above
// narrows it to those whom it may name.
func WhoWants(r db.Reader, s studies.Seat) (map[string]bool, error) {
	all, err := Furthest(r, s)
	wants := make(map[string]bool)
	for id, w := range all {
		wants[id] = w.Level == Destroy
	}
	return wants, err
}

// further reports whether a level takes back more than another.
func (l Level) further(than Level) bool {
	return slices.Index(Levels, l) > slices.Index(Levels, than) // one clause is at -1
}
