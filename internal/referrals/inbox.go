package referrals

import (
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Inbox is what triage sees: the undecided referrals of the actor's teams,
// those turned away in the last 90 days, and when the last one came, so that
// silence can be told from a broken feed.
type Inbox struct {
	New, MoreAsked, Waiting, NotTaken []Referral // longest wait first
	LastCame                          time.Time  // zero when none ever came
}

// Of returns the list for a state; its length is the count shown for it.
func (b Inbox) Of(s State) []Referral {
	switch s {
	case MoreAsked:
		return b.MoreAsked
	case Waiting:
		return b.Waiting
	case NotNow:
		return b.NotTaken
	}
	return b.New
}

// TeamInbox reads the inbox of the teams that the actor works in.
func TeamInbox(r db.Reader, by access.Actor) (Inbox, error) {
	const someDays = 90 * 24 * time.Hour
	rows, err := db.List(r, scanReferral, referralColumns+` WHERE `+access.TeamSeenBy("r.team_id", "$1")+` AND (
		r.state IN ('received', 'more-asked', 'waiting')
		OR r.state IN ('not-now', 'declined', 'withdrawn') AND r.state_since > $2) ORDER BY r.received_at, r.id`,
		by.AccountID, r.Now().Add(-someDays).UnixMilli())
	if err != nil {
		return Inbox{}, err
	}
	var b Inbox
	for _, row := range rows {
		switch row.State {
		case Received:
			b.New = append(b.New, row)
		case MoreAsked:
			b.MoreAsked = append(b.MoreAsked, row)
		case Waiting:
			b.Waiting = append(b.Waiting, row)
		default:
			b.NotTaken = append(b.NotTaken, row)
		}
	}
	b.LastCame, err = lastCame(r, by)
	return b, err
}

func lastCame(r db.Reader, by access.Actor) (time.Time, error) {
	return db.One(r, func(s db.Scanner) (t time.Time, err error) {
		err = s.Scan(db.At(&t))
		return
	}, `SELECT max(r.received_at) FROM referrals r WHERE `+access.TeamSeenBy("r.team_id", "$1"), by.AccountID)
}

// JustTaken lists the referrals of the actor's teams that were taken on so
// recently that it can be undone, latest first.
func JustTaken(r db.Reader, by access.Actor) ([]Referral, error) {
	return db.List(r, scanReferral, referralColumns+` WHERE `+access.TeamSeenBy("r.team_id", "$1")+` AND r.state = 'taken-on' AND r.state_since > $2
		ORDER BY r.state_since DESC, r.id`, by.AccountID, r.Now().Add(-UndoFor).UnixMilli())
}

// SentBy lists the referrals of the actor's practice, newest first; at most
// limit.
func SentBy(r db.Reader, by access.Actor, limit int) ([]Referral, error) {
	return db.List(r, scanReferral, referralColumns+` WHERE r.practice_id = $1 AND `+ofPractice+` AND `+access.WorkSeenBy("''", "r.practice_id", "$2")+`
		ORDER BY r.received_at DESC, r.id DESC LIMIT $3`, by.PracticeID(), by.AccountID, limit)
}

// OfPerson lists the referrals of a person whom the actor may see, newest first.
func OfPerson(r db.Reader, by access.Actor, personID string) ([]Referral, error) {
	return db.List(r, scanReferral, referralColumns+` WHERE r.person_id = $1 AND `+access.PeopleSeenBy("r.person_id", "$2")+`
		ORDER BY r.received_at DESC`, personID, by.AccountID)
}

// FirstOf is the day on which a person was first referred here; none for
// somebody who never was. The caller has checked that its reader may see the
// person.
func FirstOf(r db.Reader, personID string) (dates.Date, error) {
	return db.One(r, func(s db.Scanner) (dates.Date, error) {
		var t time.Time
		if err := s.Scan(db.At(&t)); err != nil || t.IsZero() {
			return dates.Date{}, err
		}
		return dates.Of(t), nil
	}, `SELECT min(r.received_at) FROM referrals r WHERE r.person_id = $1`, personID)
}

// CountNew counts the referrals that wait for a first decision: the length of
// TeamInbox's New.
func CountNew(r db.Reader, by access.Actor) (int, error) {
	return db.One(r, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT count(*) FROM referrals r WHERE r.state = 'received' AND `+access.TeamSeenBy("r.team_id", "$1"), by.AccountID)
}
