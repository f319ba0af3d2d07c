package workforce

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
)

// Absence is a time in which a worker is away, the first and the last day
// included.
type Absence struct {
	ID, TeamID      string
	AccountID, Name string // who is away
	From, To        dates.Date
	Words           string // what to know about all who are covered
	MadeName        string
	Version         int
}

// Over reports whether the worker is back, or never went.
func (a Absence) Over(today dates.Date) bool { return a.To.Before(today) || a.CalledOff() }

// CalledOff reports whether it never came to it.
func (a Absence) CalledOff() bool { return a.To.Before(a.From) }

// Begun reports whether the first day has come.
func (a Absence) Begun(today dates.Date) bool { return !a.From.After(today) }

// DaysWords say when: "1 December 2026" or "1 to 5 December 2026".
func (a Absence) DaysWords() string {
	switch {
	case a.From == a.To || a.CalledOff():
		return a.From.Long()
	case a.From.Year == a.To.Year && a.From.Month == a.To.Month:
		day, _, _ := strings.Cut(a.From.Long(), " ")
		return day + " to " + a.To.Long()
	}
	return a.From.Long() + " to " + a.To.Long()
}

const absenceColumns = `SELECT a.id, a.team_id, a.account_id, a.name, a.from_day, a.to_day, a.words, a.made_name, a.version FROM absences a`

func scanAbsence(s db.Scanner) (a Absence, err error) {
	err = s.Scan(&a.ID, &a.TeamID, &a.AccountID, &a.Name, &a.From, &a.To, &a.Words, &a.MadeName, &a.Version)
	return
}

// absenceSeen is the condition that an absence is the concern of the account in
// $1: their own, or of a team that they manage.
var absenceSeen = `(a.account_id = $1 AND ` + access.TeamSeenBy("a.team_id", "$1") + ` OR ` + access.Supervises("a.team_id", "$1") + `)`

// TheAbsence returns an absence that is the actor's concern, or db.ErrNotFound.
func TheAbsence(r db.Reader, by access.Actor, id string) (Absence, error) {
	return db.One(r, scanAbsence, absenceColumns+` WHERE a.id = $2 AND `+absenceSeen, by.AccountID, id)
}

// Absences lists what is to come and what ended in the last 60 days, as far as
// it is the actor's concern, the latest first.
func Absences(r db.Reader, by access.Actor) ([]Absence, error) {
	return db.List(r, scanAbsence, absenceColumns+` WHERE `+absenceSeen+` AND a.to_day >= $2 AND a.to_day >= a.from_day ORDER BY a.from_day DESC, a.id DESC LIMIT 200`,
		by.AccountID, dates.Of(r.Now()).AddDays(-lookBack))
}

const lookBack = 60

// AwaySoon tells, for the workers of a team, when they are away next within some
// days. It is for choosing somebody, so it says no more than when.
func AwaySoon(r db.Reader, teamID string, within int) (map[string]Absence, error) {
	today := dates.Of(r.Now())
	all, err := between(r, teamID, today, today.AddDays(within))
	next := make(map[string]Absence, len(all))
	for _, a := range slices.Backward(all) {
		next[a.AccountID] = a
	}
	return next, err
}

// between lists the absences of a team that touch some days, the earliest first.
func between(r db.Reader, teamID string, from, to dates.Date) ([]Absence, error) {
	return db.List(r, scanAbsence, absenceColumns+` WHERE a.team_id = $1 AND a.from_day <= $3 AND a.to_day >= $2 AND a.to_day >= a.from_day ORDER BY a.from_day, a.id`, teamID, from, to)
}

// mostAway is how many days an absence lasts at most.
const mostAway = 366

// SayAway notes that a worker is away: workers for themselves, managers for
// their team. It returns the id of the absence; who covers is arranged with it.
func SayAway(ctx context.Context, d *db.DB, by access.Actor, key once.Key, a Absence) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return sayAway(tx, by, a) })
		return err
	})
	return id, err
}

func sayAway(tx *db.Tx, by access.Actor, a Absence) (string, error) {
	a.ID, a.TeamID, a.Words = tx.NewID(), by.TeamID(), strings.TrimSpace(a.Words)
	var bad db.Invalid
	workers, err := access.InRole(tx, access.LinkWorker, a.TeamID)
	if err != nil {
		return "", err
	}
	if !slices.Contains(workers, a.AccountID) || a.AccountID != by.AccountID && !by.Manages(a.TeamID) {
		bad.Add("account", "Choose who is away")
		return "", bad.Err()
	}
	if err := a.check(tx, &bad); err != nil {
		return "", err
	}
	names, err := identity.Names(tx, []string{a.AccountID})
	if err != nil {
		return "", err
	}
	if _, err := tx.Exec(`INSERT INTO absences (id, team_id, account_id, name, from_day, to_day, words, made_name, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		a.ID, a.TeamID, a.AccountID, names[a.AccountID], a.From, a.To, a.Words, by.Name, tx.Now().UnixMilli()); err != nil {
		return "", err
	}
	return a.ID, audit.Change(tx, by.Audit(), "absence.said", "", "absence", a.ID)
}

func (a Absence) check(r db.Reader, bad *db.Invalid) error {
	if a.From.IsZero() {
		bad.Add("from", "Enter the first day away")
	}
	if a.To.IsZero() {
		bad.Add("to", "Enter the last day away")
	} else if a.To.Before(a.From) {
		bad.Add("to", "The last day must not be before the first")
	} else if a.To.Before(dates.Of(r.Now())) {
		bad.Add("to", "The last day must be today or later")
	} else if a.To.Sub(a.From) > mostAway {
		bad.Add("to", "Enter a year or less. Give the people to others if it is longer")
	}
	if len([]rune(a.Words)) > mostWords {
		bad.Add("words", tooLong)
	}
	if err := bad.Err(); err != nil {
		return err
	}
	others, err := between(r, a.TeamID, a.From, a.To)
	if err != nil {
		return err
	}
	for _, other := range others {
		if other.AccountID == a.AccountID && other.ID != a.ID {
			bad.Add("from", "Away "+other.DaysWords()+" already. Change those days instead")
		}
	}
	return bad.Err()
}

// ChangeLastDay lets an absence last longer or end sooner, and the cover with
// it. A day before today ends it at once. db.ErrConflict if somebody changed it
// first.
func ChangeLastDay(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, to dates.Date) error {
	return change(ctx, d, by, key, id, version, func(tx *db.Tx, a Absence) error {
		a.To = to
		var bad db.Invalid
		if err := a.check(tx, &bad); err != nil {
			return err
		}
		return setLastDay(tx, by, a)
	})
}

// ComeBack ends an absence today: the worker is here, and cover is over.
func ComeBack(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int) error {
	return change(ctx, d, by, key, id, version, func(tx *db.Tx, a Absence) error {
		today := dates.Of(tx.Now())
		if a.Over(today) {
			return db.ErrConflict
		}
		a.To = today.AddDays(-1)
		if a.From.After(today) {
			a.To = a.From.AddDays(-1)
		}
		return setLastDay(tx, by, a)
	})
}

// change opens the write of a change to an absence that nobody changed since.
func change(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, do func(*db.Tx, Absence) error) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			a, err := TheAbsence(tx, by, id)
			if err != nil {
				return "", err
			}
			if a.Version != version {
				return "", db.ErrConflict
			}
			return id, do(tx, a)
		})
		return err
	})
}

func setLastDay(tx *db.Tx, by access.Actor, a Absence) error {
	covers, err := CoversOf(tx, a.ID)
	if err != nil {
		return err
	}
	for _, c := range covers {
		if err := access.MoveCover(tx, c.PersonID, a.TeamID, c.CoverID, a.From, a.To); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`UPDATE absences SET to_day = $2, version = version + 1 WHERE id = $1`, a.ID, a.To); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "absence.changed", "", "absence", a.ID)
}
