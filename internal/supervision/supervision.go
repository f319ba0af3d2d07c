package supervision

import (
	"context"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
)

// State is where a talk stands.
type State string

// The states of a talk.
const (
	Planned   State = "planned"
	Held      State = "held"
	Cancelled State = "cancelled"
)

// Words says where a talk stands.
func (s State) Words() string {
	return map[State]string{Planned: "Planned", Held: "Held", Cancelled: "Cancelled"}[s]
}

// Supervision is one talk.
type Supervision struct {
	ID, TeamID             string
	WorkerID, WorkerName   string
	ManagerID, ManagerName string
	StartsAt               time.Time
	Minutes                int
	Place                  string
	State                  State
	Moved                  int
	Why                    string // it was moved or cancelled, the latest
	Agreed                 string // by both; only for them
	Version                int
}

// Past reports whether a planned talk's time is over and nobody has said what
// became of it.
func (s Supervision) Past(now time.Time) bool {
	return s.State == Planned && s.StartsAt.Add(time.Duration(s.Minutes)*time.Minute).Before(now)
}

const columns = `SELECT s.id, s.team_id, s.worker_id, s.worker_name, s.manager_id, s.manager_name, s.starts_at, s.minutes, s.place, s.state, s.moved, s.why, s.agreed, s.version FROM supervisions s`

func scan(sc db.Scanner) (s Supervision, err error) {
	err = sc.Scan(&s.ID, &s.TeamID, &s.WorkerID, &s.WorkerName, &s.ManagerID, &s.ManagerName, db.At(&s.StartsAt), &s.Minutes, &s.Place, &s.State, &s.Moved, &s.Why, &s.Agreed, &s.Version)
	return
}

// ofBoth is the condition that the account in a parameter is one of the two and
// works in the team still.
func ofBoth(account string) string {
	return `(s.worker_id = ` + account + ` OR s.manager_id = ` + account + `) AND ` + access.TeamSeenBy("s.team_id", account)
}

// Mine lists the planned talks of the actor, as worker or manager, the soonest
// first. One whose time is over comes first, until somebody says what became of
// it.
func Mine(r db.Reader, by access.Actor) ([]Supervision, error) {
	return db.List(r, scan, columns+` WHERE s.state = 'planned' AND `+ofBoth("$1")+` ORDER BY s.starts_at, s.id LIMIT 100`, by.AccountID)
}

// Between lists the talks of the actor that are planned or were held from one
// moment to before another, the earliest first.
func Between(r db.Reader, by access.Actor, from, to time.Time) ([]Supervision, error) {
	return db.List(r, scan, columns+` WHERE s.state <> 'cancelled' AND s.starts_at >= $2 AND s.starts_at < $3 AND `+ofBoth("$1")+` ORDER BY s.starts_at, s.id`, by.AccountID, db.Ms(from), db.Ms(to))
}

// HeldWith lists the talks of the actor that were held, the latest first.
func HeldWith(r db.Reader, by access.Actor) ([]Supervision, error) {
	return db.List(r, scan, columns+` WHERE s.state = 'held' AND `+ofBoth("$1")+` ORDER BY s.starts_at DESC, s.id LIMIT 100`, by.AccountID)
}

// The returns a talk of the actor's, or db.ErrNotFound: nobody else reads it.
func The(r db.Reader, by access.Actor, id string) (Supervision, error) {
	return db.One(r, scan, columns+` WHERE s.id = $1 AND `+ofBoth("$2"), id, by.AccountID)
}

// Due is how one link worker of a team stands with supervision.
type Due struct {
	WorkerID string
	Last     dates.Date // the latest that was held, zero for none
	Next     time.Time  // the next that is planned, zero for none
}

// By is the day on which the next is due by the habit of the team; zero if
// there was none yet.
func (d Due) By(every int) dates.Date {
	if d.Last.IsZero() {
		return dates.Date{}
	}
	return d.Last.AddDays(every)
}

// OfTeam returns how each worker of a team that the actor manages stands, by
// account.
func OfTeam(r db.Reader, by access.Actor, teamID string) (map[string]Due, error) {
	type row struct {
		worker     string
		last, next time.Time
	}
	rows, err := db.List(r, func(s db.Scanner) (x row, err error) {
		err = s.Scan(&x.worker, db.At(&x.last), db.At(&x.next))
		return
	}, `SELECT s.worker_id, max(CASE WHEN s.state = 'held' THEN s.starts_at END), min(CASE WHEN s.state = 'planned' AND s.starts_at >= $3 THEN s.starts_at END)
		FROM supervisions s WHERE s.team_id = $1 AND `+access.Supervises("s.team_id", "$2")+` GROUP BY s.worker_id`, teamID, by.AccountID, r.Now().UnixMilli())
	due := make(map[string]Due)
	for _, x := range rows {
		d := Due{WorkerID: x.worker, Next: x.next}
		if !x.last.IsZero() {
			d.Last = dates.Of(x.last)
		}
		due[x.worker] = d
	}
	return due, err
}

func check(bad *db.Invalid, starts, now time.Time, minutes int, place string) {
	if starts.IsZero() || starts.Before(now.AddDate(0, 0, -14)) || starts.After(now.AddDate(1, 0, 0)) {
		bad.Add("day", "Enter a day within the next year")
	}
	if minutes < 10 || minutes > 240 {
		bad.Add("minutes", "Enter how many minutes, from 10 to 240")
	}
	if len([]rune(place)) > 200 {
		bad.Add("place", "Use 200 characters or fewer")
	}
}

// Plan plans a talk of the acting manager with a link worker of their team and
// returns its id.
func Plan(ctx context.Context, d *db.DB, by access.Actor, key once.Key, s Supervision) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return plan(tx, by, s) })
		return err
	})
	return id, err
}

func plan(tx *db.Tx, by access.Actor, s Supervision) (string, error) {
	if !by.Manages(s.TeamID) {
		return "", db.ErrNotFound
	}
	var bad db.Invalid
	s.Place = strings.TrimSpace(s.Place)
	check(&bad, s.StartsAt, tx.Now(), s.Minutes, s.Place)
	_, err := db.One(tx, func(sc db.Scanner) (n int, err error) {
		err = sc.Scan(&n)
		return
	}, `SELECT 1 WHERE `+access.WorksIn("$1", "$2"), s.WorkerID, s.TeamID)
	if err == db.ErrNotFound {
		bad.Add("worker", "Choose a link worker of your team")
	} else if err != nil {
		return "", err
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	names, err := identity.Names(tx, []string{s.WorkerID})
	if err != nil {
		return "", err
	}
	id := tx.NewID()
	if _, err := tx.Exec(`INSERT INTO supervisions (id, team_id, worker_id, worker_name, manager_id, manager_name, starts_at, minutes, place, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'planned')`,
		id, s.TeamID, s.WorkerID, names[s.WorkerID], by.AccountID, by.Name, db.Ms(s.StartsAt), s.Minutes, s.Place); err != nil {
		return "", err
	}
	return id, audit.Change(tx, by.Audit(), "supervision.planned", "", "supervision", id)
}

// Move gives a planned talk another time, with the reason.
func Move(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, starts time.Time, why string) error {
	return settle(ctx, d, by, key, id, version, "supervision.moved", func(tx *db.Tx, s Supervision) error {
		var bad db.Invalid
		check(&bad, starts, tx.Now(), s.Minutes, s.Place)
		if why = strings.TrimSpace(why); why == "" || len([]rune(why)) > 200 {
			bad.Add("why", "Say why, in up to 200 characters")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		_, err := tx.Exec(`UPDATE supervisions SET starts_at = $2, why = $3, moved = moved + 1, version = version + 1 WHERE id = $1`, id, db.Ms(starts), why)
		return err
	})
}

// Cancel calls a planned talk off, with the reason.
func Cancel(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, why string) error {
	return settle(ctx, d, by, key, id, version, "supervision.cancelled", func(tx *db.Tx, s Supervision) error {
		var bad db.Invalid
		if why = strings.TrimSpace(why); why == "" || len([]rune(why)) > 200 {
			bad.Add("why", "Say why, in up to 200 characters")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		_, err := tx.Exec(`UPDATE supervisions SET state = 'cancelled', why = $2, version = version + 1 WHERE id = $1`, id, why)
		return err
	})
}

// Hold says that a talk whose time has come was held, and what both agreed.
func Hold(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, agreed string) error {
	return settle(ctx, d, by, key, id, version, "supervision.held", func(tx *db.Tx, s Supervision) error {
		var bad db.Invalid
		if agreed = strings.TrimSpace(agreed); len([]rune(agreed)) > 4000 {
			bad.Add("agreed", "Use 4,000 characters or fewer")
		}
		if dates.Of(s.StartsAt).After(dates.Of(tx.Now())) {
			bad.Add("agreed", "Its day has not come yet. Move it first, if you talked before")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		_, err := tx.Exec(`UPDATE supervisions SET state = 'held', agreed = $2, version = version + 1 WHERE id = $1`, id, agreed)
		return err
	})
}

// settle changes a planned talk of the actor's; db.ErrConflict if somebody was
// first or it is planned no longer.
func settle(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, what string, change func(*db.Tx, Supervision) error) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			s, err := The(tx, by, id)
			if err != nil {
				return "", err
			}
			if s.Version != version || s.State != Planned {
				return "", db.ErrConflict
			}
			if err := change(tx, s); err != nil {
				return "", err
			}
			return id, audit.Change(tx, by.Audit(), what, "", "supervision", id)
		})
		return err
	})
}
